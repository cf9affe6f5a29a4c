package dev.rollcall.scim.message;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The document at {@code /ServiceProviderConfig} (RFC 7643 section 5 and RFC 9865 section 4, requirements 7643-5-01 to
 * -05 and 9865-4-01). */
public final class ServiceProviderConfigs {
    private static final String NAME = "ServiceProviderConfig";
    private static final String SCHEMES = "authenticationSchemes";

    private ServiceProviderConfigs() {}

    /**
     * The limits that a provider publishes.
     *
     * @param pageSize resources on one page when a request names no count
     * @param maxResults resources on one page at most
     * @param cursorTimeout how long a cursor is good; zero when lists are paged by index alone
     * @param bulkMaxOperations operations in one bulk request; 0 when bulk is not supported, which is published as well
     *     (7643-5-02)
     * @param bulkMaxPayloadSize bytes of one bulk request
     * @param documentation the address of the documentation
     */
    public record Limits(int pageSize, int maxResults, Duration cursorTimeout, int bulkMaxOperations,
            int bulkMaxPayloadSize, Optional<String> documentation) {

        /**
         * {@return the same with documentation at that address}
         *
         * @param address a URL
         */
        public Limits documentedAt(String address) {
            return new Limits(pageSize, maxResults, cursorTimeout, bulkMaxOperations, bulkMaxPayloadSize,
                    Optional.of(address));
        }
    }

    /**
     * {@return what a provider can do that takes no credentials but bearer tokens, and has PATCH, filters, sorting and
     * entity tags}
     *
     * @param baseUrl the address of the SCIM service without a slash at the end
     * @param limits what it publishes of itself
     */
    public static ObjectNode of(String baseUrl, Limits limits) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.putArray("schemas").add(Urns.SERVICE_PROVIDER_CONFIG);
        limits.documentation().ifPresent(address -> config.put("documentationUri", address));
        feature(config, "patch", true);
        feature(config, "bulk", limits.bulkMaxOperations() > 0)
                .put("maxOperations", limits.bulkMaxOperations())
                .put("maxPayloadSize", limits.bulkMaxPayloadSize());
        feature(config, "filter", true).put("maxResults", limits.maxResults());
        feature(config, "changePassword", false);
        feature(config, "sort", true);
        feature(config, "etag", true);
        pagination(config.putObject("pagination"), limits);
        config.putArray(SCHEMES)
                .addObject()
                .put("type", "oauthbearertoken")
                .put("name", "OAuth Bearer Token")
                .put("description", "The SCIM token of the connection, in the header Authorization: Bearer …")
                .put("specUri", "https://www.rfc-editor.org/rfc/rfc6750")
                .put("primary", true);
        DiscoveryMeta.put(config, NAME, baseUrl + "/" + NAME);
        return config;
    }

    /**
     * {@return what Rollcall can do}
     *
     * @param baseUrl the address of the SCIM service without a slash at the end
     * @param tokenUrl where access tokens for it are asked for
     * @param limits what it publishes of itself
     */
    public static ObjectNode of(String baseUrl, String tokenUrl, Limits limits) {
        ObjectNode config = of(baseUrl, limits);
        config.withArrayProperty(SCHEMES)
                .addObject()
                .put("type", "oauth2")
                .put("name", "OAuth 2.0 Client Credentials")
                .put("description", "An access token for a client of the connection, asked for with POST " + tokenUrl
                        + " by its id and secret, or by a client assertion (RFC 7523)")
                .put("specUri", "https://www.rfc-editor.org/rfc/rfc6749")
                .put("primary", false);
        return config;
    }

    private static void pagination(ObjectNode pagination, Limits limits) {
        boolean byCursor = !limits.cursorTimeout().isZero();
        pagination.put("cursor", byCursor)
                .put("index", true)
                .put("defaultPaginationMethod", "index")
                .put("defaultPageSize", limits.pageSize())
                .put("maxPageSize", limits.maxResults());
        if (byCursor) {
            pagination.put("cursorTimeout", Math.toIntExact(limits.cursorTimeout().toSeconds()));
        }
    }

    private static ObjectNode feature(ObjectNode config, String name, boolean supported) {
        return config.putObject(name).put("supported", supported);
    }
}

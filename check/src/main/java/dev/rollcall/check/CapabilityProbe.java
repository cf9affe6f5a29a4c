package dev.rollcall.check;

import dev.rollcall.client.entra.QueryText;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.scim.message.Urns;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Finds out what an endpoint has, by its discovery documents and by harmless queries. */
final class CapabilityProbe {
    private static final Set<Integer> NO_SUCH_THING = Set.of(404, 405, 501);
    private static final String SEARCH_BODY = "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\"],"
            + "\"count\":0}";

    private final ScimTransport transport;
    private final Map<Capability, String> lacking = new EnumMap<>(Capability.class);

    private CapabilityProbe(ScimTransport transport) {
        this.transport = transport;
    }

    /**
     * What the endpoint has.
     *
     * @throws CheckException when it cannot be reached
     */
    static Capabilities of(ScimTransport transport, String url) {
        CapabilityProbe probe = new CapabilityProbe(transport);
        try {
            probe.look();
        } catch (TransportException e) {
            throw new CheckException("There is no answer from " + url + ": " + e.getMessage());
        }
        return new Capabilities(probe.lacking);
    }

    private void look() {
        ScimAnswer provider = get("/ServiceProviderConfig");
        ScimAnswer schemas = get("/Schemas");
        provider(provider);
        JsonNode types = Json.parse(get("/ResourceTypes"));
        JsonNode documents = Json.parse(schemas);
        if (provider.status() != 200 || schemas.status() != 200) {
            lacking.put(Capability.DISCOVERY, "The endpoint has no discovery documents: GET /ServiceProviderConfig is"
                    + " answered with " + provider.status() + ", GET /Schemas with " + schemas.status() + ".");
        }
        boolean silent = documents.path("Resources").isEmpty() && types.path("Resources").isEmpty();
        if (!silent && !mentions(documents, Urns.ENTERPRISE_USER) && !mentions(types, Urns.ENTERPRISE_USER)) {
            lacking.put(Capability.ENTERPRISE,
                    "The endpoint does not have the enterprise extension: neither /Schemas nor"
                            + " /ResourceTypes names it.");
        }
        groups(mentions(documents, Urns.GROUP) || mentions(types, Urns.GROUP));
        search();
    }

    private void provider(ScimAnswer answer) {
        JsonNode config = Json.parse(answer);
        Map<String, Capability> claims = Map.of("patch", Capability.PATCH, "sort", Capability.SORT, "etag",
                Capability.ETAG, "bulk", Capability.BULK);
        claims.forEach((name, capability) -> {
            Optional<Boolean> claim = config.path(name).path("supported").asBooleanOpt();
            if (!claim.orElse(capability == Capability.PATCH)) {
                lacking.put(capability, "The endpoint does not claim to support '" + name
                        + "' in its ServiceProviderConfig.");
            }
        });
        if (!config.path("pagination").path("cursor").booleanValue(false)) {
            lacking.put(Capability.CURSOR,
                    "The endpoint does not claim to page lists by cursor in its ServiceProviderConfig.");
        }
    }

    private void groups(boolean documented) {
        int status = get(QueryText.match(ObjectType.GROUP,
                QueryText.equal("displayName", "a3a7b6c0-3f0c-4b8e-9b3c-6d2f0e1c5a77"))).status();
        if (!documented && NO_SUCH_THING.contains(status)) {
            lacking.put(Capability.GROUPS, "The endpoint has no groups: a query of /Groups is answered with " + status
                    + ", and no discovery document names them.");
        }
    }

    private void search() {
        int status = transport.send(new ScimRequest("POST", "/Users/.search",
                List.of(new ScimHeader("Accept", "application/scim+json"),
                        new ScimHeader("Content-Type", "application/scim+json")),
                Optional.of(SEARCH_BODY))).status();
        if (status >= 400) {
            lacking.put(Capability.SEARCH, "The endpoint has no POST /Users/.search: it answers " + status + ".");
        }
    }

    private static boolean mentions(JsonNode list, String urn) {
        return list.path("Resources").toString().contains("\"" + urn + "\"");
    }

    private ScimAnswer get(String target) {
        return transport.send(new ScimRequest("GET", target, List.of(new ScimHeader("Accept", "application/scim+json")),
                Optional.empty()));
    }
}

package dev.rollcall.directory.stream;

import dev.rollcall.scim.json.ScimJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a destination as {@link DestinationReader} reads it. Every value in force is in it, and no secret. */
public final class DestinationJson {
    private DestinationJson() {}

    /** {@code {"type","configuration"}}. */
    public static ObjectNode of(DestinationSettings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (settings) {
            case ScimTarget target -> scim(json.put("type", target.shownAs()).putObject("configuration"), target);
            case WebhookTarget target -> {
                ObjectNode configuration = json.put("type", "webhook")
                        .putObject("configuration")
                        .put("webhook_endpoint", target.endpoint().toString())
                        .put("format", target.format().keyword());
                put(configuration, "audience", target.audience());
                if (!(target.access() instanceof TargetAccess.None)) {
                    configuration.set("webhook_authorization", access(target.access()));
                }
                network(configuration, target, target.network());
            }
            case LogoutTarget target -> network(json.put("type", "logout")
                    .putObject("configuration")
                    .put("connection_id", target.connection().value())
                    .put("backchannel_logout_uri", target.endpoint().toString())
                    .put("audience", target.audience()), target, target.network());
        }
        return json;
    }

    private static void scim(ObjectNode json, ScimTarget target) {
        if (target.shownAs().equals("action")) {
            json.put("action_id", ActionReader.SHOWN_ID);
        }
        json.put("preset", target.preset()).put("base_url", target.baseUrl().toString());
        json.set("authorization", access(target.access()));
        json.put("retries", target.retries())
                .put("update", target.update().keyword())
                .put("upsert", target.upsert())
                .put("created_only", target.createdOnly())
                .put("delete", target.delete().keyword())
                .put("lookup_fallback", target.lookupFallback())
                .put("groups", target.groups());
        target.mapping()
                .ifPresent(rows -> json.set("mapping", ScimJson.tree(rows.getBytes(StandardCharsets.UTF_8))));
        ArrayNode match = json.putArray("match");
        target.match().forEach(match::add);
        target.rate().ifPresent(rate -> json.put("rate_per_second", rate));
        json.put("page_size", target.pageSize())
                .put("accept", target.accept())
                .put("content_type", target.contentType());
        network(json, target, target.network());
    }

    private static ObjectNode access(TargetAccess access) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("method", access.method());
        switch (access) {
            case TargetAccess.Basic basic -> json.put("username", basic.username());
            case TargetAccess.Header header -> json.put("header_key", header.name());
            case TargetAccess.ClientCredentials oauth -> {
                json.put("token_url", oauth.tokenUrl().toString()).put("client_id", oauth.clientId());
                if (oauth.ownKey()) {
                    json.put("key", "rollcall");
                }
                put(json, "scope", oauth.scope());
                put(json, "audience", oauth.audience());
            }
            case TargetAccess.None _,TargetAccess.Bearer _ -> {}
        }
        return json;
    }

    private static void network(ObjectNode json, DestinationSettings settings, TargetNetwork network) {
        json.put("timeout_ms", settings.timeout().toMillis()).put("concurrency", settings.concurrency());
        network.proxy().ifPresent(proxy -> json.put("proxy", proxy.toString()));
        put(json, "ca_certificate", network.authorities());
        put(json, "client_certificate", network.clientCertificate());
    }

    private static void put(ObjectNode json, String name, Optional<String> value) {
        value.ifPresent(text -> json.put(name, text));
    }
}

package dev.rollcall.directory.access;

import dev.rollcall.directory.access.Connections.Described;
import dev.rollcall.directory.client.ClientSecret;
import dev.rollcall.directory.client.ConsoleSession;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.client.Federation;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ToleranceText;
import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.scim.json.ScimJson;
import java.util.Collection;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the audit log keeps of connections, configurations, tokens and clients: the same fields, whoever changes them and by whichever
 * address. Hashes and sealed keys are not among them.
 */
final class AuditForms {
    private AuditForms() {}

    static ObjectNode of(Described described) {
        Connection connection = described.connection();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", connection.id().value())
                .put("name", connection.name())
                .put("strategy", connection.strategy().keyword());
        described.detail().displayName().ifPresent(name -> json.put("display_name", name));
        json.setAll((ObjectNode) ScimJson.tree(described.detail().document()));
        return state(connection, json);
    }

    /** @param rows whether the rows of the mapping are shown beside its version */
    static ObjectNode of(Provisioning provisioning, boolean rows) {
        Connection connection = provisioning.connection();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("connection_id", connection.id().value())
                .put("user_id_attribute", provisioning.configuration().userIdAttribute())
                .put("mapping_version", provisioning.configuration().mappingVersion());
        if (rows) {
            json.set("mapping", MappingText.rows(provisioning.rows(), connection.strategy()));
        }
        connection.guard()
                .ifPresent(guard -> json.putObject("accidental_deletion_guard")
                        .put("share_percent", guard.sharePercent())
                        .put("at_least", guard.atLeast())
                        .put("holding", guard.holding())
                        .put("since", guard.since().toString()));
        return state(connection, json);
    }

    /** One that is deleted, with what is revoked with it. */
    static ObjectNode of(Provisioning provisioning, EndpointCredentials gone) {
        ObjectNode json = of(provisioning, true);
        ArrayNode revoked = json.putArray("revoked");
        texts(revoked, gone.tokens());
        texts(revoked, gone.clients());
        return gone.trustsEntra() ? json.put("trust_of_entra_ended", true) : json;
    }

    static ObjectNode of(ScimToken token) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", token.tokenId());
        texts(json.putArray("scopes"), token.scopes().stream().sorted().map(TokenScope::keyword).toList());
        json.put("created_at", token.createdAt().toString());
        token.validUntil().ifPresent(until -> json.put("valid_until", until.toString()));
        return json;
    }

    static ObjectNode of(SetupLink link) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", link.linkId())
                .put("created_at", link.createdAt().toString())
                .put("expires_at", link.expiresAt().toString())
                .put("only_empty", link.onlyEmpty())
                .put("tokens", link.mostTokens());
        link.tokenLifetime().ifPresent(lifetime -> json.put("token_lifetime", lifetime.toSeconds()));
        link.success().ifPresent(success -> json.put("success_url", success.text()));
        return json;
    }

    /** A session of the console, by who has opened it. */
    static ObjectNode of(ConsoleSession session) {
        return JsonNodeFactory.instance.objectNode()
                .put(session.operator().isPresent() ? "operator" : "client",
                        session.operator().orElseGet(session::clientId));
    }

    static ObjectNode of(OAuthClient client) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("client_id", client.id().value())
                .put("name", client.name());
        texts(json.putArray("scopes"), client.scopes().stream().sorted().toList());
        json.put("lifetime_seconds", client.tokenLifetime().toSeconds());
        client.keySet().ifPresent(keys -> json.set("jwks", ScimJson.tree(keys)));
        client.federation().map(Federation::issuer).ifPresent(issuer -> json.put("issuer", issuer));
        return json.put("created_at", client.createdAt().toString());
    }

    static ObjectNode of(ClientSecret secret) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", secret.secretId())
                .put("created_at", secret.createdAt().toString());
        secret.validUntil().ifPresent(until -> json.put("valid_until", until.toString()));
        return json;
    }

    static ObjectNode of(EntraTrust trust) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("tenant", trust.tenant())
                .put("audience", trust.audience())
                .put("caller", trust.caller());
        trust.pin().ifPresent(pin -> json.put("claim", pin.claim()).put("value", pin.value()));
        texts(json.putArray("scopes"), trust.scopes().stream().sorted().map(TokenScope::keyword).toList());
        return json;
    }

    private static ObjectNode state(Connection connection, ObjectNode json) {
        json.put("scim_status", connection.endpoint().keyword());
        json.put("deleted_users_kept_days", connection.deletion().keptDays());
        json.put("me_claim", connection.me().name());
        texts(json.putArray("tolerances"), ToleranceText.words(connection.dialect()));
        return json;
    }

    private static void texts(ArrayNode array, Collection<String> texts) {
        texts.forEach(array::add);
    }
}

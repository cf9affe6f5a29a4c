package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Times;
import dev.rollcall.directory.client.ClientSecret;
import dev.rollcall.directory.client.IssuedSecret;
import dev.rollcall.directory.client.NewClient;
import dev.rollcall.directory.client.OAuthClient;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A client as {@code --json} prints it. A secret is in it when it was just made, and never again. */
final class ClientJson {
    private ClientJson() {}

    /** A client that was just made. */
    static ObjectNode of(NewClient made) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("client_id", made.client().id().value());
        made.secret().ifPresent(secret -> append(object, secret));
        return append(object, made.client());
    }

    /** A client with its secrets as they are kept. */
    static ObjectNode of(OAuthClient client, List<ClientSecret> secrets) {
        ObjectNode object = append(JsonNodeFactory.instance.objectNode().put("client_id", client.id().value()), client);
        object.put("last_used_at", client.lastUsedAt().map(Times::text).orElse(null));
        ArrayNode array = object.putArray("secrets");
        for (ClientSecret secret : secrets) {
            array.addObject()
                    .put("secret_id", secret.secretId())
                    .put("created_at", Times.text(secret.createdAt()))
                    .put("valid_until", secret.validUntil().map(Times::text).orElse(null));
        }
        return object;
    }

    /** A secret that was just made. */
    static ObjectNode of(IssuedSecret issued) {
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("client_id", issued.secret().clientId().value());
        return append(object, issued);
    }

    /** The scopes in order. */
    static List<String> scopes(OAuthClient client) {
        return client.scopes().stream().sorted().toList();
    }

    private static ObjectNode append(ObjectNode object, IssuedSecret issued) {
        Optional<String> until = issued.secret().validUntil().map(Times::text);
        return object.put("client_secret", issued.text())
                .put("secret_id", issued.secret().secretId())
                .put("secret_valid_until", until.orElse(null));
    }

    private static ObjectNode append(ObjectNode object, OAuthClient client) {
        object.put("name", client.name())
                .put("connection_id", client.id().connection().map(id -> id.value()).orElse(null));
        ArrayNode scopes = object.putArray("scopes");
        scopes(client).forEach(scopes::add);
        object.put("token_lifetime", client.tokenLifetime().toSeconds())
                .put("created_at", Times.text(client.createdAt()));
        client.federation()
                .ifPresent(federation -> object.putObject("federation")
                        .put("issuer", federation.issuer())
                        .put("audience", federation.audience())
                        .put("subject", federation.subject())
                        .put("key_set", federation.keySet().toString()));
        return object;
    }
}

package dev.rollcall.directory.stream;

import dev.rollcall.scim.json.ScimJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The secrets of a stream as the text that is sealed. */
public final class TargetSecretsJson {
    private TargetSecretsJson() {}

    /** The text to be sealed. */
    public static String text(TargetSecrets secrets) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        secrets.credential().ifPresent(text -> json.put("credential", text));
        secrets.clientKey().ifPresent(text -> json.put("client_key", text));
        ArrayNode signing = json.putArray("signing");
        secrets.signing().forEach(one -> {
            ObjectNode object = signing.addObject()
                    .put("secret", one.secret())
                    .put("created_at", one.createdAt().toString());
            one.validUntil().ifPresent(until -> object.put("valid_until", until.toString()));
        });
        return json.toString();
    }

    /** The secrets in a text that {@link #text} has made. */
    public static TargetSecrets parse(String text) {
        JsonNode json = ScimJson.tree(text.getBytes(StandardCharsets.UTF_8));
        List<SigningSecret> signing = new ArrayList<>();
        json.path("signing")
                .forEach(one -> signing.add(new SigningSecret(
                        one.path("secret").asString(""),
                        Instant.parse(one.path("created_at").asString("")),
                        member(one, "valid_until").map(Instant::parse))));
        return new TargetSecrets(member(json, "credential"), member(json, "client_key"), signing);
    }

    private static Optional<String> member(JsonNode json, String name) {
        return json.has(name) ? Optional.of(json.path(name).stringValue()) : Optional.empty();
    }
}

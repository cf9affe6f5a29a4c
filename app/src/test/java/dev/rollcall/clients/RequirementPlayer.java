package dev.rollcall.clients;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.token.TokenScope;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays the steps of a row. <code>${name}</code> stands for what an earlier step saved, <code>${name^}</code> for the
 * same in upper case, <code>${base}</code> for the SCIM base and <code>${token}</code> for the token.
 */
final class RequirementPlayer {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(\\^?)}");

    private final LiveServer server;
    private final Connection connection;
    private final ScimClient client;
    private final Map<String, JsonNode> saved = new HashMap<>();

    RequirementPlayer(LiveServer server, boolean strict) {
        this.server = server;
        this.connection = server.newConnection(strict);
        this.client = server.client(connection, EnumSet.allOf(TokenScope.class));
        save("base", text(client.base()));
        save("token", text(client.token().orElseThrow()));
    }

    void play(JsonNode step) {
        String[] send = resolve(step.path("send").stringValue()).split(" ", 2);
        String path = send[1].startsWith(client.base()) ? send[1].substring(client.base().length()) : send[1];
        Answer answer = caller(step).send(send[0], TrafficCase.encoded(path), body(step), headers(step));
        new RequirementCheck(this::resolve, this::resolved).check(step, answer);
        step.path("save")
                .properties()
                .forEach(
                        entry -> save(entry.getKey(), answer.json().at(entry.getValue().stringValue())));
    }

    private void save(String name, JsonNode value) {
        saved.put(name, value);
    }

    private ScimClient caller(JsonNode step) {
        String token = step.path("token").asString("");
        return switch (token) {
            case "" -> client;
            case "none" -> client.with(Optional.empty());
            case "bad" -> client.with(Optional.of("tok_0123456789abcdef." + "0".repeat(64)));
            default -> server.client(connection, EnumSet.of(TokenScope.ofKeyword(token).orElseThrow()));
        };
    }

    private Optional<byte[]> body(JsonNode step) {
        if (step.has("raw")) {
            return Optional.of(step.path("raw").stringValue().getBytes(StandardCharsets.UTF_8));
        }
        if (step.has("body")) {
            return Optional.of(Json.bytes(resolved(step.path("body"))));
        }
        if (step.has("patch")) {
            ObjectNode patch = Json.object("{schemas:['" + Urn.PATCH + "']}");
            patch.set("Operations", resolved(step.path("patch")));
            return Optional.of(Json.bytes(patch));
        }
        return resource(step, "user", Urn.USER).or(() -> resource(step, "group", Urn.GROUP)).map(Json::bytes);
    }

    private Optional<JsonNode> resource(JsonNode step, String key, String urn) {
        if (!step.has(key)) {
            return Optional.empty();
        }
        ObjectNode resource = Json.object("{schemas:['" + urn + "']}");
        resolved(step.path(key)).properties().forEach(member -> resource.set(member.getKey(), member.getValue()));
        return Optional.of(resource);
    }

    private Map<String, String> headers(JsonNode step) {
        Map<String, String> headers = new LinkedHashMap<>();
        step.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), resolve(header.getValue().stringValue())));
        return headers;
    }

    /** With variables as text. */
    private String resolve(String text) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String value = saved.get(matcher.group(1)).stringValue();
            matcher.appendReplacement(result, Matcher.quoteReplacement(
                    matcher.group(2).isEmpty() ? value : value.toUpperCase(Locale.ROOT)));
        }
        return matcher.appendTail(result).toString();
    }

    /** With variables as what was saved, when they are the whole value, and as text elsewhere. */
    private JsonNode resolved(JsonNode node) {
        if (node.isString()) {
            Matcher matcher = VARIABLE.matcher(node.stringValue());
            if (matcher.matches() && matcher.group(2).isEmpty()) {
                return saved.get(matcher.group(1));
            }
            return text(resolve(node.stringValue()));
        }
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> copy.set(member.getKey(), resolved(member.getValue())));
            return copy;
        }
        return node.isArray() ? JsonNodeFactory.instance.arrayNode()
                .addAll(
                        node.valueStream().map(this::resolved).toList())
                : node;
    }

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.stringNode(value);
    }
}

package dev.rollcall.check;

import dev.rollcall.scim.message.Urns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the steps of a check. A step is one of
 *
 * <ul>
 * <li>{@code make: u} and {@code make-group: g}: a user or a group in Entra's form, changed by {@code with}, the group filled
 * with {@code members}; its id is saved as {@code u}, its name as {@code u.name}; a failure is not what the check is about
 * <li>{@code send: GET /Users}: a request with {@code filter}, {@code headers}, {@code token} ({@code none} or {@code wrong})
 * and a body, which is one of {@code user}, {@code group}, {@code ops}, {@code body}, {@code raw}
 * <li>{@code patch: /Users/x}, {@code read: /Users/x}, {@code find: /Users}: the same with the status that success has
 * <li>{@code members: g}: the group has the members {@code are}
 * </ul>
 *
 * and demands {@code status}, {@code is}, {@code not}, {@code matches}, {@code absent}, {@code present}, {@code size},
 * {@code lacks}, {@code empty}, {@code header}, {@code without}, {@code total}, {@code hits}, {@code among}.
 */
final class StepReader {
    private static final Set<String> KEYS = Set.of("make", "make-group", "with", "members", "are", "send", "patch",
            "read",
            "find", "filter", "headers", "token", "user", "group", "ops", "body", "raw", "change", "status", "is",
            "not",
            "matches", "absent", "present", "size", "lacks", "empty", "header", "without", "total", "hits", "among",
            "save",
            "prepare");
    private static final List<Integer> FOUND = List.of(200);
    private static final List<Integer> CREATED = List.of(201, 200);
    private static final List<Integer> CHANGED = List.of(200, 204);

    private StepReader() {}

    /** The requests that one entry stands for. */
    static List<CheckStep> read(JsonNode entry) {
        for (String key : entry.propertyNames()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("A step has the unknown key '" + key + "': " + entry);
            }
        }
        if (entry.has("make")) {
            return List.of(make(entry, "make", "/Users", user(entry)));
        }
        if (entry.has("make-group")) {
            return group(entry);
        }
        return List.of(entry.has("members") ? members(entry) : request(entry));
    }

    private static CheckStep make(JsonNode entry, String key, String endpoint, ObjectNode body) {
        entry.path("with").properties().forEach(change -> body.set(change.getKey(), change.getValue()));
        String name = entry.path(key).stringValue();
        boolean user = endpoint.equals("/Users");
        String path = user ? "/userName" : "/displayName";
        return new CheckStep("POST", endpoint, Optional.empty(), CheckStep.Caller.CLIENT, Map.of(), Optional.of(body),
                Optional.empty(), Map.of(), List.of(Expectation.status(CREATED)),
                Map.of(name, "/id", name + ".name", path), true);
    }

    /** The body that Entra's default mapping makes, with what every directory has. */
    private static ObjectNode user(JsonNode entry) {
        String name = "${p}" + entry.path("make").stringValue();
        ObjectNode user = Json.resource(Urns.USER, Urns.ENTERPRISE_USER);
        user.put("externalId", name + "-x").put("userName", name + "@check.example").put("active", true);
        user.put("displayName", name);
        user.putObject("name").put("givenName", "Ada").put("familyName", "Check").put("formatted", "Ada Check");
        user.putArray("emails")
                .addObject()
                .put("primary", true)
                .put("type", "work")
                .put("value", name + "@check.example");
        return user;
    }

    private static List<CheckStep> group(JsonNode entry) {
        String name = entry.path("make-group").stringValue();
        ObjectNode body = Json.resource(Urns.GROUP)
                .put("displayName", "${p}" + name)
                .put("externalId", "${p}" + name
                        + "-x");
        List<CheckStep> steps = new ArrayList<>();
        steps.add(make(entry, "make-group", "/Groups", body));
        for (JsonNode member : entry.path("members")) {
            JsonNode value = JsonNodeFactory.instance.arrayNode()
                    .addObject()
                    .put("value", "${" + member.stringValue() + "}");
            ObjectNode patch = Json.patch("Add", "members", JsonNodeFactory.instance.arrayNode().add(value));
            steps.add(new CheckStep("PATCH", "/Groups/${" + name + "}", Optional.empty(), CheckStep.Caller.CLIENT,
                    Map.of(),
                    Optional.of(patch), Optional.empty(), Map.of(), List.of(Expectation.status(CHANGED)), Map.of(),
                    true));
        }
        return steps;
    }

    private static CheckStep members(JsonNode entry) {
        List<String> wanted = texts(entry.path("are")).stream().map(name -> "${" + name + "}").toList();
        return new CheckStep("GET", "/Groups/${" + entry.path("members").stringValue() + "}", Optional.empty(),
                CheckStep.Caller.CLIENT, Map.of(), Optional.empty(), Optional.empty(), Map.of(),
                List.of(Expectation.status(FOUND), Expectation.all("/members", "value", wanted)), Map.of(), false);
    }

    private static CheckStep request(JsonNode entry) {
        String[] line = line(entry);
        Map<String, JsonNode> changes = new LinkedHashMap<>();
        entry.path("change").properties().forEach(change -> changes.put(change.getKey(), change.getValue()));
        return new CheckStep(line[0], line[1], optional(entry, "filter").map(JsonNode::stringValue), caller(entry),
                strings(entry.path("headers")), body(entry), optional(entry, "raw").map(JsonNode::stringValue), changes,
                expectations(entry), strings(entry.path("save")), entry.path("prepare").asBoolean(false));
    }

    private static String[] line(JsonNode entry) {
        if (entry.has("patch")) {
            return new String[]{"PATCH", entry.path("patch").stringValue()};
        }
        if (entry.has("send")) {
            return entry.path("send").stringValue().split(" ", 2);
        }
        return new String[]{"GET", entry.path(entry.has("read") ? "read" : "find").stringValue()};
    }

    private static CheckStep.Caller caller(JsonNode entry) {
        return switch (entry.path("token").asString("")) {
            case "" -> CheckStep.Caller.CLIENT;
            case "none" -> CheckStep.Caller.NOBODY;
            case "wrong" -> CheckStep.Caller.STRANGER;
            default -> throw new IllegalArgumentException("A step has an unknown token: " + entry);
        };
    }

    private static Optional<JsonNode> body(JsonNode entry) {
        if (entry.has("ops")) {
            return Optional.of(Json.patch(entry.path("ops")));
        }
        return resource(entry, "user", Urns.USER).or(() -> resource(entry, "group", Urns.GROUP))
                .or(() -> optional(entry, "body"));
    }

    private static Optional<JsonNode> resource(JsonNode entry, String key, String urn) {
        return optional(entry, key).map(members -> {
            ObjectNode resource = Json.resource(urn);
            members.properties().forEach(member -> resource.set(member.getKey(), member.getValue()));
            return resource;
        });
    }

    private static List<Expectation> expectations(JsonNode entry) {
        List<Expectation> all = new ArrayList<>();
        all.add(Expectation.status(statuses(entry)));
        if (entry.has("find")) {
            all.add(Expectation.is("/schemas/0", JsonNodeFactory.instance.stringNode(Urns.LIST_RESPONSE)));
        }
        optional(entry, "total").ifPresent(total -> all.add(Expectation.is("/totalResults", total)));
        optional(entry, "hits").ifPresent(ids -> all.add(Expectation.all("/Resources", "id", texts(ids))));
        optional(entry, "among").ifPresent(ids -> all.add(Expectation.among("/Resources", "id", texts(ids))));
        entry.path("is").properties().forEach(e -> all.add(Expectation.is(e.getKey(), e.getValue())));
        entry.path("not").properties().forEach(e -> all.add(Expectation.not(e.getKey(), e.getValue())));
        entry.path("matches")
                .properties()
                .forEach(e -> all.add(Expectation.matches(e.getKey(), e.getValue().stringValue())));
        texts(entry.path("absent")).forEach(path -> all.add(Expectation.absent(path)));
        texts(entry.path("present")).forEach(path -> all.add(Expectation.present(path)));
        entry.path("size").properties().forEach(e -> all.add(Expectation.size(e.getKey(), e.getValue().asInt())));
        optional(entry, "lacks").ifPresent(text -> all.add(Expectation.lacks(text.stringValue())));
        optional(entry, "empty").ifPresent(yes -> all.add(Expectation.empty()));
        texts(entry.path("without")).forEach(name -> all.add(Expectation.without(name)));
        strings(entry.path("header")).forEach((name, pattern) -> all.add(Expectation.header(name, pattern)));
        return all;
    }

    private static List<Integer> statuses(JsonNode entry) {
        JsonNode status = entry.path("status");
        if (status.isArray()) {
            return status.valueStream().map(JsonNode::asInt).toList();
        }
        if (status.isInt()) {
            return List.of(status.asInt());
        }
        if (entry.has("send")) {
            throw new IllegalArgumentException("A step that sends says which status it expects: " + entry);
        }
        return entry.has("patch") ? CHANGED : FOUND;
    }

    private static Optional<JsonNode> optional(JsonNode entry, String key) {
        return entry.has(key) ? Optional.of(entry.path(key)) : Optional.empty();
    }

    private static List<String> texts(JsonNode node) {
        return node.isString() ? List.of(node.stringValue()) : node.valueStream().map(JsonNode::stringValue).toList();
    }

    private static Map<String, String> strings(JsonNode node) {
        Map<String, String> strings = new LinkedHashMap<>();
        node.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asString("")));
        return strings;
    }
}

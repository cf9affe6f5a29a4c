package dev.rollcall.outbound.fault;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Users and groups in memory, and what a SCIM server answers about them. Called by one thread at a time. */
final class SmallScim {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern EQ = Pattern
            .compile("\\s*([\\w.:]+)\\s+eq\\s+(\"(?:[^\"\\\\]|\\\\.)*\"|true|false)\\s*");

    /** What one request came to; {@code id} and {@code externalId} of the one resource that it wrote. */
    record Outcome(CannedAnswer answer, Optional<String> id, Optional<String> externalId) {}

    final Map<String, ObjectNode> users = new LinkedHashMap<>();
    final Map<String, ObjectNode> groups = new LinkedHashMap<>();
    final Set<TargetTrait> traits = EnumSet.noneOf(TargetTrait.class);
    private long ids;

    Outcome handle(TargetRequest request) {
        String path = request.path().substring(FaultTarget.BASE.length());
        String[] parts = path.split("/");
        String kind = parts.length > 1 ? parts[1] : "";
        if (has(TargetTrait.MEDIA_TYPE_JSON)
                && request.header("content-type").isPresent()
                && !request.header("content-type").orElseThrow().startsWith("application/json")) {
            return refused(415, "", "Only application/json");
        }
        if (kind.equals("ServiceProviderConfig") && !has(TargetTrait.NO_DISCOVERY)) {
            return plain(200, discovery());
        }
        boolean user = kind.equals("Users");
        if (!user && !kind.equals("Groups")) {
            return refused(404, "", "No such endpoint");
        }
        Map<String, ObjectNode> table = user ? users : groups;
        if (parts.length == 2) {
            return switch (request.method()) {
                case "GET" -> list(table, request.query());
                case "POST" -> create(table, user, request.json());
                default -> refused(405, "", "Not on a collection");
            };
        }
        ObjectNode there = table.get(parts[2]);
        if (there == null) {
            return refused(404, "", "No resource " + parts[2]);
        }
        boolean stale = request.header("if-match").filter(tag -> !tag.equals(etag(there))).isPresent();
        if (has(TargetTrait.ETAGS) && stale) {
            return refused(412, "", "It has changed");
        }
        return switch (request.method()) {
            case "GET" -> plain(200, shown(there, request.query()));
            case "PUT" ->
                has(TargetTrait.PATCH_ONLY) ? refused(405, "", "No PUT") : put(table, user, there, request.json());
            case "PATCH" ->
                has(TargetTrait.NO_PATCH) ? refused(501, "", "No PATCH") : patch(user, there, request.json());
            case "DELETE" -> delete(table, there);
            default -> refused(405, "", "No such method");
        };
    }

    private boolean has(TargetTrait trait) {
        return traits.contains(trait);
    }

    private Outcome create(Map<String, ObjectNode> table, boolean user, ObjectNode body) {
        if (!body.path(user ? "userName" : "displayName").isString()) {
            return refused(400, "invalidValue", (user ? "userName" : "displayName") + " is missing");
        }
        if (clash(table, user, body, "")) {
            return refused(409, "uniqueness", "There is one already");
        }
        Outcome wrong = members(body, true);
        if (wrong != null) {
            return wrong;
        }
        String id = (user ? "u" : "g") + ++ids;
        table.put(id, kept(body, id, user, 1));
        return written(has(TargetTrait.CREATE_200) ? 200 : 201, table.get(id));
    }

    private Outcome put(Map<String, ObjectNode> table, boolean user, ObjectNode there, ObjectNode body) {
        String id = there.get("id").asString();
        if (clash(table, user, body, id)) {
            return refused(409, "uniqueness", "There is one already");
        }
        Outcome wrong = members(body, true);
        if (wrong != null) {
            return wrong;
        }
        table.put(id, kept(body, id, user, version(there) + 1));
        return written(200, table.get(id));
    }

    private Outcome patch(boolean user, ObjectNode there, ObjectNode body) {
        ObjectNode next = there.deepCopy();
        int added = 0;
        int removed = 0;
        for (JsonNode operation : body.path("Operations")) {
            String op = operation.path("op").asString("").toLowerCase(Locale.ROOT);
            Optional<String> path = Optional.ofNullable(operation.get("path")).map(JsonNode::asString);
            if (path.isEmpty() && has(TargetTrait.PATH_NEEDED)) {
                return refused(400, "noTarget", "Each operation needs a path");
            }
            JsonNode value = operation.path("value").deepCopy();
            if (path.isPresent() && path.get().startsWith("members")) {
                int n = path.get().contains("[") ? 1 : value.size();
                Outcome wrong = members(JSON.createObjectNode().set("members", value), !op.equals("remove"));
                if (wrong != null) {
                    return wrong;
                }
                added += op.equals("add") ? n : 0;
                removed += op.equals("remove") ? n : 0;
                SmallMembers.apply(next.withArrayProperty("members"), op, path.get(), value);
                continue;
            }
            Optional<String> wrong = new SmallPatch(next).apply(op, path, value);
            if (wrong.isPresent()) {
                return refused(400, "invalidPath", wrong.get());
            }
        }
        if (has(TargetTrait.MEMBERS_20_1) && (added > 20 || removed > 1 || added * removed > 0)) {
            return refused(400, "invalidValue", "Add 20 members or remove one, not both");
        }
        if (clash(user ? users : groups, user, next, there.get("id").asString())) {
            return refused(409, "uniqueness", "There is one already");
        }
        String id = there.get("id").asString();
        (user ? users : groups).put(id, kept(next, id, user, version(there) + 1));
        Outcome done = written(200, (user ? users : groups).get(id));
        return has(TargetTrait.PATCH_204) ? new Outcome(CannedAnswer.of(204, ""), done.id(), done.externalId()) : done;
    }

    private Outcome delete(Map<String, ObjectNode> table, ObjectNode there) {
        if (has(TargetTrait.DELETE_DEACTIVATES) && table == users) {
            there.put("active", false);
        } else {
            table.remove(there.get("id").asString());
            if (!has(TargetTrait.KEEPS_THE_GONE)) {
                groups.values().forEach(group -> SmallMembers.drop(group, there.get("id").asString()));
            }
        }
        Outcome done = written(204, there);
        return new Outcome(CannedAnswer.of(204, ""), done.id(), done.externalId());
    }

    private Outcome members(ObjectNode body, boolean arriving) {
        JsonNode members = body.path("members");
        if (has(TargetTrait.MEMBERS_100) && members.size() > 100) {
            return refused(413, "tooMany", "At most 100 members");
        }
        if (arriving && has(TargetTrait.KNOWN_MEMBERS_ONLY)) {
            for (JsonNode member : members) {
                String id = member.path("value").asString("");
                if (!users.containsKey(id) && !groups.containsKey(id)) {
                    return refused(400, "invalidValue", "No member " + id);
                }
            }
        }
        return null;
    }

    private boolean clash(Map<String, ObjectNode> table, boolean user, ObjectNode body, String but) {
        if (has(TargetTrait.ALLOWS_DUPLICATES)) {
            return false;
        }
        String name = user ? "userName" : "displayName";
        String wanted = body.path(name).asString("");
        String external = body.path("externalId").asString("");
        return table.values()
                .stream()
                .anyMatch(other -> !other.get("id").asString().equals(but)
                        && (user && other.path(name).asString("").equalsIgnoreCase(wanted)
                                || !external.isEmpty() && other.path("externalId").asString("").equals(external)));
    }

    private ObjectNode kept(ObjectNode body, String id, boolean user, long version) {
        ObjectNode kept = body.deepCopy();
        kept.put("id", id);
        if (has(TargetTrait.NO_EXTERNAL_ID)) {
            kept.remove("externalId");
        }
        kept.remove("password");
        ObjectNode meta = kept.putObject("meta").put("resourceType", user ? "User" : "Group");
        meta.put("version", "W/\"" + version + "\"");
        return kept;
    }

    private Outcome list(Map<String, ObjectNode> table, Map<String, String> query) {
        String filter = query.getOrDefault("filter", "");
        boolean external = filter.contains("externalId");
        if (external && has(TargetTrait.REFUSES_EXTERNAL_ID_FILTER)) {
            return refused(400, "invalidFilter", "externalId cannot be filtered");
        }
        if (has(TargetTrait.EQ_ONLY) && !filter.isEmpty() && !EQ.matcher(filter).matches()) {
            return refused(400, "invalidFilter", "Only one eq");
        }
        Predicate<ObjectNode> wanted = external && has(TargetTrait.IGNORES_EXTERNAL_ID_FILTER) ? any -> true : null;
        if (wanted == null) {
            Optional<Predicate<ObjectNode>> read = filter(filter);
            if (read.isEmpty()) {
                return refused(400, "invalidFilter", "Not understood");
            }
            wanted = read.get();
        }
        return new SmallList(traits).page(
                table.values().stream().filter(wanted).map(node -> shown(node, query)).toList(), query);
    }

    private ObjectNode shown(ObjectNode node, Map<String, String> query) {
        return has(TargetTrait.MEMBERS_NOT_SHOWN) || query.getOrDefault("excludedAttributes", "").equals("members")
                ? node.deepCopy().without("members")
                : node;
    }

    private static Optional<Predicate<ObjectNode>> filter(String filter) {
        List<Predicate<ObjectNode>> all = new ArrayList<>();
        for (String part : filter.isBlank() ? new String[0] : filter.split(" and ")) {
            Matcher eq = EQ.matcher(part);
            if (!eq.matches()) {
                return Optional.empty();
            }
            String[] path = eq.group(1).split("\\.");
            String value = JSON.readTree(eq.group(2)).asString();
            boolean exact = path[0].equals("externalId") || path[0].equals("id");
            all.add(node -> values(node.path(path[0]), path).stream()
                    .anyMatch(is -> exact ? is.equals(value) : is.equalsIgnoreCase(value)));
        }
        return Optional.of(node -> all.stream().allMatch(one -> one.test(node)));
    }

    private static List<String> values(JsonNode node, String[] path) {
        List<JsonNode> nodes = node instanceof ArrayNode array ? array.valueStream().toList() : List.of(node);
        return nodes.stream()
                .map(one -> path.length > 1 ? one.path(path[1]) : one)
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asString)
                .toList();
    }

    private Outcome written(int status, ObjectNode resource) {
        CannedAnswer answer = CannedAnswer.of(status, resource.toString());
        return new Outcome(has(TargetTrait.ETAGS) ? answer.with("ETag", etag(resource)) : answer,
                Optional.of(resource.get("id").asString()),
                Optional.ofNullable(resource.get("externalId")).map(JsonNode::asString));
    }

    private Outcome plain(int status, ObjectNode body) {
        CannedAnswer answer = CannedAnswer.of(status, body.toString());
        return new Outcome(has(TargetTrait.ETAGS) && body.has("meta") ? answer.with("ETag", etag(body)) : answer,
                Optional.empty(), Optional.empty());
    }

    private static Outcome refused(int status, String scimType, String detail) {
        return new Outcome(CannedAnswer.error(status, scimType, detail), Optional.empty(), Optional.empty());
    }

    private ObjectNode discovery() {
        ObjectNode config = JSON.createObjectNode();
        config.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig");
        config.putObject("patch").put("supported", !has(TargetTrait.NO_PATCH));
        config.putObject("bulk").put("supported", false);
        config.putObject("filter").put("supported", true).put("maxResults", 200);
        config.putObject("etag").put("supported", has(TargetTrait.ETAGS));
        config.putArray("authenticationSchemes");
        return config;
    }

    private static String etag(ObjectNode resource) {
        return resource.path("meta").path("version").asString("");
    }

    private static long version(ObjectNode resource) {
        return Long.parseLong(etag(resource).replaceAll("\\D", ""));
    }
}

package dev.rollcall.clients;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes sequences of requests that read and write the same few resources. A seed always gives the same sequence. Texts
 * are chosen to be compared differently by databases that are left to themselves.
 */
final class RequestGenerator {
    private static final List<String> TEXTS = List.of("anna", "Anna", "ANNA", "ärger", "Ärger", "arger", "straße",
            "STRASSE", "İstanbul", "istanbul", "_x", "x%y", "x_y", "x y", "Zoë", "zoe", "😀", "\uFF42\uFF4F\uFF42",
            "bob",
            "é", "e\u0301", "a'b", "10", "9", "");
    private static final List<String> STRINGS = List.of("userName", "displayName", "name.familyName", "title",
            "externalId", "emails.value", "emails[type eq \\\"work\\\"].value", "id", "nickName",
            Urn.ENTERPRISE + ":department", Urn.ENTERPRISE + ":manager");
    private static final List<String> OPERATORS = List.of("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le");
    private static final List<String> SORTS = List.of("userName", "displayName", "meta.created", "id", "externalId",
            "name.familyName", "title");

    private final RandomGenerator random;
    private int users;
    private int groups;

    RequestGenerator(RandomGenerator random) {
        this.random = random;
    }

    /** A sequence that begins with enough creates for the rest to have something to work on. */
    List<GeneratedRequest> sequence(int length) {
        List<GeneratedRequest> requests = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            int kind = i < 20 ? i % 4 : random.nextInt(14);
            requests.add(switch (kind) {
                case 0, 1, 2 -> createUser();
                case 3 -> createGroup();
                case 4, 5, 6 -> patchUser();
                case 7, 8 -> patchGroup();
                case 9, 10 -> list("/Users");
                case 11 -> list("/Groups");
                case 12 -> replaceUser();
                default -> random.nextInt(3) == 0 ? deletion() : read();
            });
        }
        return requests;
    }

    private GeneratedRequest createUser() {
        users++;
        return new GeneratedRequest("POST", "/Users", Optional.of(userBody()));
    }

    private GeneratedRequest replaceUser() {
        return new GeneratedRequest("PUT", "/Users/" + user(), Optional.of(userBody()));
    }

    private String userBody() {
        StringBuilder body = new StringBuilder("{\"schemas\":[\"" + Urn.USER + "\"],\"userName\":\"" + text() + "\"");
        field(body, "displayName");
        field(body, "title");
        field(body, "externalId");
        field(body, "nickName");
        if (random.nextBoolean()) {
            body.append(",\"name\":{\"familyName\":\"")
                    .append(text())
                    .append("\",\"givenName\":\"")
                    .append(text())
                    .append("\"}");
        }
        if (random.nextBoolean()) {
            body.append(",\"emails\":[{\"type\":\"work\",\"value\":\"")
                    .append(text())
                    .append("@a.example\"},{\"type\":\"home\",\"value\":\"")
                    .append(text())
                    .append("@b.example\"}]");
        }
        if (random.nextInt(3) == 0) {
            body.append(",\"active\":").append(random.nextBoolean());
        }
        if (random.nextBoolean()) {
            body.append(",\"")
                    .append(Urn.ENTERPRISE)
                    .append("\":{\"department\":\"")
                    .append(text())
                    .append("\",\"manager\":\"")
                    .append(user())
                    .append("\"}");
        }
        return body.append('}').toString();
    }

    private void field(StringBuilder body, String name) {
        if (random.nextBoolean()) {
            body.append(",\"").append(name).append("\":\"").append(text()).append('"');
        }
    }

    private GeneratedRequest createGroup() {
        groups++;
        return new GeneratedRequest("POST", "/Groups", Optional.of("{\"schemas\":[\"" + Urn.GROUP
                + "\"],\"displayName\":\"" + text() + "\",\"members\":" + members() + "}"));
    }

    private GeneratedRequest patchUser() {
        String operation = switch (random.nextInt(9)) {
            case 0 -> op("Replace", "displayName", quoted());
            case 1 -> op("add", "emails[type eq \\\"work\\\"].value", quoted());
            case 2 -> op("replace", "active", random.nextBoolean() ? "\"False\"" : "true");
            case 3 -> op("replace", Urn.ENTERPRISE + ":manager", "\"" + user() + "\"");
            case 4 -> op("replace", "userName", quoted());
            case 5 -> "{\"op\":\"remove\",\"path\":\"" + SORTS.get(random.nextInt(SORTS.size())) + "\"}";
            case 6 -> op("add", "phoneNumbers", "[{\"type\":\"work\",\"value\":" + quoted() + "}]");
            case 7 -> "{\"op\":\"remove\",\"path\":\"emails[value co " + quoted().replace("\"", "\\\"") + "]\"}";
            default ->
                "{\"op\":\"replace\",\"value\":{\"title\":" + quoted() + ",\"name.familyName\":" + quoted() + "}}";
        };
        return patch("/Users/" + user(), operation);
    }

    private GeneratedRequest patchGroup() {
        String operation = switch (random.nextInt(5)) {
            case 0 -> op("Add", "members", members());
            case 1 -> op("Remove", "members", members());
            case 2 -> op("replace", "members", members());
            case 3 -> op("replace", "displayName", quoted());
            default -> "{\"op\":\"remove\",\"path\":\"members[value eq \\\"" + user() + "\\\"]\"}";
        };
        return patch("/Groups/" + group(), operation);
    }

    private static GeneratedRequest patch(String path, String operation) {
        return new GeneratedRequest("PATCH", path, Optional.of("{\"schemas\":[\"" + Urn.PATCH + "\"],\"Operations\":["
                + operation + "]}"));
    }

    private static String op(String op, String path, String value) {
        return "{\"op\":\"" + op + "\",\"path\":\"" + path + "\",\"value\":" + value + "}";
    }

    private GeneratedRequest list(String endpoint) {
        List<String> parameters = new ArrayList<>();
        if (random.nextInt(4) != 0) {
            parameters.add("filter=" + URLEncoder.encode(filter(2), StandardCharsets.UTF_8));
        }
        if (random.nextBoolean()) {
            parameters.add("sortBy=" + SORTS.get(random.nextInt(SORTS.size())));
            parameters.add("sortOrder=" + (random.nextBoolean() ? "ascending" : "descending"));
        }
        if (random.nextBoolean()) {
            parameters.add("startIndex=" + random.nextInt(8) + "&count=" + random.nextInt(6));
        }
        if (random.nextInt(4) == 0) {
            parameters.add(
                    random.nextBoolean() ? "attributes=userName,displayName,members" : "excludedAttributes=members");
        }
        return new GeneratedRequest("GET", endpoint + "?" + String.join("&", parameters), Optional.empty());
    }

    private String filter(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0, 1 -> STRINGS.get(random.nextInt(STRINGS.size())).replace("\\", "") + " "
                    + OPERATORS.get(random.nextInt(OPERATORS.size())) + " " + quoted();
            case 2 -> SORTS.get(random.nextInt(SORTS.size())) + " pr";
            case 3 -> "id eq \"" + user() + "\"";
            case 4 ->
                random.nextBoolean() ? "active eq " + random.nextBoolean() : "members.value eq \"" + user() + "\"";
            case 5 -> "not (" + filter(depth - 1) + ")";
            case 6 -> "(" + filter(depth - 1) + ") and " + filter(depth - 1);
            default -> filter(depth - 1) + " or " + filter(depth - 1);
        };
    }

    private GeneratedRequest deletion() {
        return new GeneratedRequest("DELETE", random.nextBoolean() ? "/Users/" + user() : "/Groups/" + group(),
                Optional.empty());
    }

    private GeneratedRequest read() {
        return new GeneratedRequest("GET", random.nextBoolean() ? "/Users/" + user() : "/Groups/" + group(),
                Optional.empty());
    }

    private String members() {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            members.add("{\"value\":\"" + user() + "\"}");
        }
        return "[" + String.join(",", members) + "]";
    }

    private String user() {
        return "{{user" + random.nextInt(Math.max(users, 1)) + "}}";
    }

    private String group() {
        return "{{group" + random.nextInt(Math.max(groups, 1)) + "}}";
    }

    private String quoted() {
        return "\"" + text() + "\"";
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}

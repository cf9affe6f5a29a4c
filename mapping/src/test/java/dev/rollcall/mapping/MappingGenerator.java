package dev.rollcall.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes valid mappings, and profiles for them. */
final class MappingGenerator {
    private static final String E = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    /** What a row may write; some are a part of others, and some are the same under another spelling. */
    private static final List<String> WRITABLE = List.of(
            "userName", "externalId", "displayName", "nickName", "title", "locale", "profileUrl", "name.givenName",
            "name.familyName", "name.formatted", "name",
            "emails[type eq \"work\"].value", "emails[type eq \"home\"].value", "emails[primary eq true].value",
            "emails[type eq \"work\" and primary eq true].value", "emails[primary eq true and type eq \"home\"].value",
            "emails[type eq \"work\"].display", "emails", "phoneNumbers[type eq \"mobile\"].value",
            "phoneNumbers[type eq \"Work\"].value", "phoneNumbers", "photos[type eq \"photo\"].value",
            "ims[type eq \"xmpp\"].value", "addresses[type eq \"work\"].locality",
            "addresses[type eq \"work\"].country", "addresses[primary eq true].formatted", "roles", "entitlements",
            "roles[primary eq true].value", E + ".department", E + ":costCenter", E + ":division", E + ".manager",
            "urn:example:hr:2.0:User.badge", "urn:example:hr:2.0:User:desk.floor", "urn:example:hr:2.0:User:desk",
            "urn:example:hr:2.0:User:keys[type eq \"door\"].value");
    private static final List<String> READABLE = List.of("emails.value", "addresses", "active", "name.honorificPrefix",
            "phoneNumbers[type eq \"work\" or type eq \"mobile\"].value", "emails[not (type eq \"home\")]",
            "phoneNumbers[value sw \"a\"].value", "emails[type eq \"work\"]", E + ".manager.value", "groups", "id",
            "meta",
            "password", "no.such", "emails[type eq");
    private static final List<String> TEXT = List.of(
            "email", "username", "name", "given_name", "family_name", "nickname", "picture", "phone_number");
    /** One for each direction: two that give back what they were given, and others that do not, or fail. */
    private static final String[][] PAIRS = {{"'x-' + value", "value.substring(2)"},
        {"value.split(',').join(';')", "value.split(';').join(',')"}, {"value.lowerAscii()", "value"},
        {"value.substring(1)", "value"}, {"value", "''"}, {"value.substring(900)", "value.substring(900)"},
        {"value + ", "value"}};
    private static final List<String> WHOLE = List.of("userName + '!'", "name.?givenName.orValue('')",
            "size(emails) > 0 ? emails[0].value : ''", "active", "enterprise.?department.orValue('none')",
            "{'n': size(roles)}",
            "noSuch.thing");

    private final Random random;

    MappingGenerator(Random random) {
        this.random = random;
    }

    /** Rows of all kinds, of which those that make no mapping are left out again, as the refusal names them. */
    Mapping mapping() {
        List<ProfileRow> rows = new ArrayList<>();
        for (int i = 3 + random.nextInt(25); i > 0; i--) {
            rows.add(row(rows.size()));
        }
        if (random.nextBoolean()) {
            rows.add(random.nextInt(rows.size()), ProfileRow.of("active", "blocked"));
        }
        while (true) {
            try {
                return Mapping.parse(rows);
            } catch (InvalidMappingException e) {
                e.problems().reversed().forEach(problem -> rows.remove(problem.row() - 1));
            }
        }
    }

    private ProfileRow row(int number) {
        if (random.nextInt(12) == 0) {
            return new ProfileRow(Optional.empty(), target(number), Direction.IN, EditRule.REFUSED,
                    Optional.of(constant()), Optional.empty(), Optional.empty(), Optional.empty());
        }
        if (random.nextInt(12) == 0) {
            return new ProfileRow(Optional.empty(), target(number), Direction.IN, EditRule.REFUSED, Optional.empty(),
                    maybeDefault(), Optional.of(any(WHOLE)), Optional.empty());
        }
        Direction direction = any(Direction.values());
        String path = any(random.nextInt(4) == 0 ? READABLE : WRITABLE);
        EditRule edit = switch (direction) {
            case BOTH, OUT -> random.nextInt(5) == 0 ? EditRule.REFUSED : EditRule.ALLOWED;
            case IN -> random.nextInt(3) == 0 ? EditRule.OVERLAY : EditRule.REFUSED;
        };
        String[] pair = any(PAIRS);
        boolean computed = random.nextInt(4) == 0;
        return new ProfileRow(Optional.of(random.nextInt(9) == 0 ? path.toUpperCase(Locale.ROOT) : path),
                target(number), direction, edit, Optional.empty(),
                direction.reads() ? maybeDefault() : Optional.empty(),
                computed && direction.reads() ? Optional.of(pair[0]) : Optional.empty(),
                computed && direction.writes() ? Optional.of(pair[1]) : Optional.empty());
    }

    private Optional<JsonNode> maybeDefault() {
        return random.nextInt(4) == 0 ? Optional.of(constant()) : Optional.empty();
    }

    private JsonNode constant() {
        return switch (random.nextInt(4)) {
            case 0 -> JsonNodeFactory.instance.numberNode(random.nextInt(9));
            case 1 -> Cases.json("{'a':['" + word() + "'],'b':true}");
            default -> JsonNodeFactory.instance.stringNode("default " + word());
        };
    }

    /** A value that the row's attribute takes. */
    JsonNode value(ProfileRow row) {
        String path = row.scim().orElse("").toLowerCase(Locale.ROOT);
        if (path.equals("name")) {
            return Cases.json("{'familyName':'" + word() + "','givenName':'" + word() + "'}");
        }
        if (path.equals("addresses")) {
            return Cases.json("[{'locality':'" + word() + "','type':'work'},{'country':'" + word() + "'}]");
        }
        if (List.of("roles", "entitlements", "emails", "phonenumbers").contains(path)) {
            return Cases.json("[{'value':'" + word() + "','type':'a'},{'value':'" + word() + "','type':'b'}]");
        }
        if (path.startsWith("urn:example") && random.nextBoolean()) {
            return Cases.json("{'deep':['" + word() + "'," + random.nextInt(9) + "]}");
        }
        return JsonNodeFactory.instance.stringNode(word());
    }

    /** A profile with values for most of the mapping's rows. */
    ObjectNode profile(Mapping mapping) {
        ObjectNode profile = JsonNodeFactory.instance.objectNode();
        for (ProfileRow row : mapping.rows()) {
            if (random.nextInt(5) > 0) {
                boolean blocked = row.auth0().equals("blocked");
                ProfilePath.parse(row.auth0())
                        .put(profile,
                                blocked ? JsonNodeFactory.instance.booleanNode(random.nextBoolean()) : value(row));
            }
        }
        return profile;
    }

    private String target(int number) {
        return switch (random.nextInt(7)) {
            case 0 -> any(TEXT);
            case 1 -> "app_metadata.deep.er.m" + number;
            case 2 -> "root_" + number;
            case 3 -> "user_metadata.m" + number;
            case 4 -> "app_metadata.group.m" + number;
            default -> "app_metadata.m" + number;
        };
    }

    private String word() {
        return any(new String[]{"a", "B", "Ärger", "x y", "\uD83D\uDE00"}) + random.nextInt(1_000);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <T> T any(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}

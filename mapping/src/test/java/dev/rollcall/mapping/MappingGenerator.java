package dev.rollcall.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes valid mappings, and profiles for them. */
final class MappingGenerator {
    private static final String E = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    /** No two of these are a part of each other, so that all of them may go both ways. */
    private static final List<String> WRITABLE = List.of(
            "userName", "externalId", "displayName", "nickName", "title", "locale", "name.givenName", "name.familyName",
            "emails[type eq \"work\"].value", "emails[type eq \"home\"].value", "emails[primary eq true].value",
            "emails[type eq \"work\"].display", "phoneNumbers[type eq \"mobile\"].value",
            "addresses[type eq \"work\"].locality",
            "addresses[type eq \"work\"].country", "roles", "entitlements", E + ".department", E + ":costCenter",
            E + ".manager",
            "urn:example:hr:2.0:User.badge", "urn:example:hr:2.0:User:desk.floor",
            "urn:example:hr:2.0:User:keys[type eq \"door\"].value");
    private static final List<String> READABLE = List.of("emails", "emails.value", "name", "addresses", "active",
            "title",
            "phoneNumbers[type eq \"work\" or type eq \"mobile\"].value", "emails[not (type eq \"home\")]");

    private final Random random;

    MappingGenerator(Random random) {
        this.random = random;
    }

    /** Valid by how it is made. */
    Mapping mapping() {
        List<String> paths = new ArrayList<>(WRITABLE);
        Collections.shuffle(paths, random);
        List<ProfileRow> rows = new ArrayList<>();
        for (String path : paths.subList(0, 1 + random.nextInt(paths.size()))) {
            rows.add(row(Optional.of(path), target(rows.size()), any(Direction.values())));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            rows.add(
                    row(Optional.of(READABLE.get(random.nextInt(READABLE.size()))), target(rows.size()), Direction.IN));
        }
        if (random.nextBoolean()) {
            rows.add(ProfileRow.of("active", "blocked"));
        }
        if (random.nextBoolean()) {
            rows.add(new ProfileRow(Optional.empty(), target(rows.size()), Direction.IN, EditRule.REFUSED,
                    Optional.of(JsonNodeFactory.instance.stringNode(word())), Optional.empty(), Optional.empty(),
                    Optional.empty()));
        }
        Collections.shuffle(rows, random);
        return Mapping.parse(rows);
    }

    /** A value that the row's attribute takes. */
    JsonNode value(ProfileRow row) {
        String path = row.scim().orElse("");
        if (path.equals("roles") || path.equals("entitlements")) {
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

    private ProfileRow row(Optional<String> scim, String target, Direction direction) {
        boolean defaulted = direction.reads() && random.nextInt(4) == 0;
        EditRule edit = switch (direction) {
            case BOTH, OUT -> random.nextInt(5) == 0 ? EditRule.REFUSED : EditRule.ALLOWED;
            case IN -> random.nextInt(3) == 0 ? EditRule.OVERLAY : EditRule.REFUSED;
        };
        return new ProfileRow(scim, target, direction, edit, Optional.empty(),
                defaulted ? Optional.of(JsonNodeFactory.instance.stringNode("default " + word())) : Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    private String target(int number) {
        return switch (random.nextInt(4)) {
            case 0 -> "root_" + number;
            case 1 -> "user_metadata.m" + number;
            case 2 -> "app_metadata.group.m" + number;
            default -> "app_metadata.m" + number;
        };
    }

    private String word() {
        return any(new String[]{"a", "B", "Ärger", "x y", "\uD83D\uDE00"}) + random.nextInt(1_000);
    }

    private <T> T any(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}

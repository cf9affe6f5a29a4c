package dev.rollcall.scim.filter;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes filter texts and users that have a good chance to match each other; the same seed makes the same ones. */
final class FilterGenerator {
    private static final List<String> WORDS = List.of("a", "ann", "Ann", "ANNA", "b\\\"ob", "é", "É", "😀", "straße",
            "");
    private static final List<String> TEXTS = List.of("userName", "displayName", "title", "externalId",
            "name.familyName",
            "emails", "emails.type", "roles.value",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department");
    private static final List<String> TIMES = List.of("2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00",
            "2026-01-01T00:00:00.000000001Z", "2025-12-31T24:00:00");

    private final Random random;

    FilterGenerator(long seed) {
        this.random = new Random(seed);
    }

    String filter(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(6)) {
            case 1 -> filter(depth - 1) + " and " + filter(depth - 1);
            case 2 -> filter(depth - 1) + " or " + filter(depth - 1);
            case 3 -> "not (" + filter(depth - 1) + ")";
            case 4 -> "(" + filter(depth - 1) + ")";
            default -> comparison();
        };
    }

    private String comparison() {
        return switch (random.nextInt(6)) {
            case 0 -> one(List.of("active", "emails.primary")) + one(List.of(" eq ", " ne "))
                    + one(List.of("true", "false"));
            case 1 ->
                "meta.created" + one(List.of(" eq ", " ne ", " gt ", " ge ", " lt ", " le ")) + '"' + one(TIMES) + '"';
            case 2 -> one(TEXTS) + one(List.of(" pr", " eq null", " ne null"));
            case 3 -> "emails[" + element() + "]" + one(List.of("", ".value pr", ".display co \"a\""));
            default -> one(TEXTS)
                    + one(List.of(" eq ", " ne ", " co ", " sw ", " ew ", " gt ", " ge ", " lt ", " le ")) + text();
        };
    }

    private String element() {
        Supplier<String> term = () -> one(List.of("type", "value", "display")) + one(List.of(" eq ", " ne ", " co "))
                + text();
        return one(
                List.of(term.get(), term.get() + " and " + term.get(), "not (" + term.get() + ") or primary eq true"));
    }

    private String text() {
        return '"' + one(WORDS) + '"';
    }

    ObjectNode user() {
        ObjectNode user = JsonNodeFactory.instance.objectNode();
        user.put("id", "1").put("userName", word()).put("active", random.nextBoolean());
        for (String name : List.of("displayName", "title", "externalId")) {
            if (random.nextBoolean()) {
                user.put(name, word());
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            ObjectNode email = user.withArray("emails").addObject().put("value", word()).put("type", word());
            if (random.nextBoolean()) {
                email.put("primary", random.nextBoolean());
            }
        }
        user.putObject("meta").put("created", one(TIMES));
        if (random.nextBoolean()) {
            user.putObject("name").put("familyName", word());
            user.putObject("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User").put("department", word());
        }
        return user;
    }

    private String word() {
        return one(WORDS).replace("\\", "");
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The text with one character changed, left out, doubled or put in. */
    String mutated(String text) {
        if (text.isEmpty()) {
            return one(List.of("(", "\""));
        }
        int at = random.nextInt(text.length());
        String c = one(List.of("(", ")", "[", "]", "\"", "\\", ".", ":", " ", "a", "\u0000", "\uD800", "9", "-"));
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + c + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.substring(at + 1);
            default -> text.substring(0, at) + c + text.substring(at);
        };
    }
}

package dev.rollcall.scim.patch;

import java.util.ArrayList;
import java.util.List;

/** Operations on a few undeclared places, written with single quotes, chosen by bytes. */
final class UndeclaredOperations {
    private static final String[] OPS = {"add", "replace", "remove"};
    private static final String[] PATHS = {"urn:x:y:1.0:User", "urn:x:y:1.0:User:attr", "urn:x:y:1.0:User:attr2",
        "urn:x:y:1.0:User:attr.part", "urn:x:y:1.0:User:attr[value eq \\'a\\']",
        "urn:x:y:1.0:User:attr[value eq \\'a\\'].part",
        "desk", "desk.part", "desk[value eq \\'a\\' and n eq 1].value", "DESK[not (value pr)]", "name.part",
        "emails[type eq \\'work\\'].part", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:seat",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:seat[value eq 1]"};
    private static final String[] VALUES = {"'text'", "'a'", "''", "null", "[]", "{}", "1", "true", "['a']",
        "['a','b',1]",
        "{'attr':'a'}", "{'value':'a','part':'p'}", "[{'value':'a'},{'value':'b','n':1}]", "[null]", "[['a']]", "1.50"};
    private static final int STEPS = 3;
    private static final int MOST = 20;

    private UndeclaredOperations() {}

    /** Requests of three operations each. */
    static List<String> triples(byte[] bytes) {
        List<String> triples = new ArrayList<>();
        for (int i = 0; i + 3 * STEPS <= bytes.length && triples.size() < MOST; i += 3 * STEPS) {
            List<String> steps = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                int at = i + 3 * step;
                steps.add(operation(bytes[at], bytes[at + 1], bytes[at + 2]));
            }
            triples.add(String.join(",", steps));
        }
        return triples;
    }

    private static String operation(byte op, byte path, byte value) {
        String kind = chosen(OPS, op);
        boolean bare = kind.equals("remove") && value % 3 != 0;
        return "{'op':'" + kind + "','path':'" + chosen(PATHS, path) + "'"
                + (bare ? "" : ",'value':" + chosen(VALUES, value))
                + "}";
    }

    private static String chosen(String[] choices, byte by) {
        return choices[Math.floorMod(by, choices.length)];
    }
}

package dev.rollcall.scim.patch;

import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** Makes users and operations on them, written with single quotes; most of the operations are accepted. */
final class OperationGenerator {
    private static final String E = Urns.ENTERPRISE_USER;
    private static final String[] SIMPLE = {"title", "nickName", "externalId", "name.givenName", "name.familyName",
        E + ":department", E + ":costCenter", "urn:example:x:2.0:User:tag"};
    private static final String[] LISTS = {"emails", "phoneNumbers", "roles"};
    private static final String[] TYPES = {"work", "home", "other"};
    private static final String[] OPS = {"add", "replace", "Replace", "Add"};

    private final Random random;

    OperationGenerator(Random random) {
        this.random = random;
    }

    /** A canonical user. */
    ObjectNode document() {
        StringBuilder body = new StringBuilder("{'userName':'u").append(random.nextInt(9)).append('\'');
        for (String list : LISTS) {
            if (random.nextBoolean()) {
                body.append(",'").append(list).append("':").append(elements());
            }
        }
        if (random.nextBoolean()) {
            body.append(",'title':'").append(word()).append("','name':{'familyName':'").append(word()).append("'}");
        }
        if (random.nextBoolean()) {
            body.append(",'")
                    .append(E)
                    .append("':{'department':'")
                    .append(word())
                    .append("','manager':{'value':'")
                    .append(word())
                    .append("'}}");
        }
        return PatchCase.canonical(
                StandardSchemas.user(), PatchCase.json(body.append('}').toString().replace('\'', '"')));
    }

    /** One to five operations. */
    List<String> operations() {
        List<String> operations = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            operations.add(operation());
        }
        return operations;
    }

    String operation() {
        String list = any(LISTS);
        String filter = list + "[type eq \\'" + any(TYPES) + "\\']";
        return switch (random.nextInt(12)) {
            case 0, 1 -> assign(any(SIMPLE), "'" + word() + "'");
            case 2 -> assign(any(SIMPLE), random.nextBoolean() ? "null" : "''");
            case 3 -> "{'op':'remove','path':'" + any(SIMPLE) + "'}";
            case 4 -> assign(list, elements());
            case 5 -> assign(filter + ".value", random.nextInt(4) == 0 ? "''" : "'" + word() + "'");
            case 6 -> assign(filter + ".primary", String.valueOf(random.nextBoolean()));
            case 7 -> "{'op':'remove','path':'" + filter + "'}";
            case 8 -> "{'op':'remove','path':'" + filter + ".display'}";
            case 9 -> assign(E + ":manager", any(new String[]{"'m'", "{'value':'n'}", "{'value':''}", "true", "null"}));
            case 10 -> "{'op':'" + any(OPS) + "','value':{'active':" + random.nextBoolean() + ",'name.givenName':'"
                    + word() + "','" + E + "':{'division':'" + word() + "'},'" + list + "':" + elements() + "}}";
            default -> assign(filter, "{'value':'" + word() + "','display':'" + word() + "'}");
        };
    }

    private String assign(String path, String value) {
        return "{'op':'" + any(OPS) + "','path':'" + path + "','value':" + value + "}";
    }

    private String elements() {
        List<String> elements = new ArrayList<>();
        int primary = random.nextInt(4);
        for (int i = random.nextInt(3); i >= 0; i--) {
            elements.add("{'value':'" + word() + i + "','type':'" + any(TYPES) + "'"
                    + (i == primary ? ",'primary':true" : "") + "}");
        }
        return "[" + String.join(",", elements) + "]";
    }

    private String word() {
        return any(new String[]{"a", "b", "c", "Ä", "x y"});
    }

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}

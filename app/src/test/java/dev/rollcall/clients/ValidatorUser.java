package dev.rollcall.clients;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A user with the 36 attributes of Microsoft's validator, by their PATCH paths, with generated values. */
final class ValidatorUser {
    private static final Pattern FILTERED = Pattern.compile("(\\w+)\\[(\\w+) eq \"([^\"]*)\"]\\.(\\w+)");
    private static final String TEXTS = """
        displayName title emails[type eq "work"].value preferredLanguage name.givenName name.familyName
        name.formatted name.middleName name.honorificPrefix name.honorificSuffix
        addresses[type eq "work"].formatted addresses[type eq "work"].streetAddress
        addresses[type eq "work"].locality addresses[type eq "work"].region addresses[type eq "work"].postalCode
        addresses[type eq "work"].country phoneNumbers[type eq "work"].value phoneNumbers[type eq "mobile"].value
        phoneNumbers[type eq "fax"].value E:employeeNumber E:department E:costCenter E:organization E:division
        roles[primary eq "True"].display roles[primary eq "True"].value roles[primary eq "True"].type
        userType nickName locale timezone profileUrl""";

    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    /** With values that another call with another state of the source does not have. */
    ValidatorUser(RandomGenerator random) {
        values.put("active", JsonNodeFactory.instance.booleanNode(true));
        for (String path : TEXTS.split("\\s+(?![^\\[]*])")) {
            values.put(path.replace("E:", Urn.ENTERPRISE + ":"), JsonNodeFactory.instance.stringNode(letters(random)));
        }
        for (String list : new String[]{"emails", "addresses", "phoneNumbers"}) {
            values.put(list + "[type eq \"work\"].primary", JsonNodeFactory.instance.booleanNode(true));
        }
    }

    int size() {
        return values.size();
    }

    /** The body of a create, in which the primary of a role is text as the validator sends it. */
    ObjectNode createBody(String userName) {
        ObjectNode body = Json.object("{schemas:['" + Urn.USER + "','" + Urn.ENTERPRISE + "']}");
        body.put("userName", userName);
        values.forEach((path, value) -> put(body, path, value));
        return body;
    }

    /** One operation for each path. */
    ObjectNode verbosePatch(String op) {
        ObjectNode patch = emptyPatch();
        values.forEach((path, value) -> operation(patch, op).put("path", path).set("value", value));
        return patch;
    }

    /** Filtered paths on their own first, everything else merged into one operation without a path. */
    ObjectNode mergedPatch(String op) {
        ObjectNode patch = emptyPatch();
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        values.forEach((path, value) -> {
            if (path.contains("[")) {
                operation(patch, op).put("path", path).set("value", value);
            } else {
                merged.set(path, value);
            }
        });
        operation(patch, op).set("value", merged);
        return patch;
    }

    /** Every value is in the user. */
    void assertIn(JsonNode user) {
        values.forEach((path, value) -> assertThat(user.at(ValidatorAttribute.pointer(user, path))).as(path)
                .isEqualTo(value));
    }

    private static void put(ObjectNode body, String path, JsonNode value) {
        Matcher filtered = FILTERED.matcher(path);
        if (filtered.matches()) {
            element(body, filtered.group(1), filtered.group(2), filtered.group(3)).set(filtered.group(4), value);
        } else if (path.startsWith(Urn.ENTERPRISE)) {
            body.withObjectProperty(Urn.ENTERPRISE).set(path.substring(Urn.ENTERPRISE.length() + 1), value);
        } else if (path.startsWith("name.")) {
            body.withObjectProperty("name").set(path.substring("name.".length()), value);
        } else {
            body.set(path, value);
        }
    }

    private static ObjectNode element(ObjectNode body, String list, String key, String value) {
        ArrayNode array = body.withArrayProperty(list);
        for (JsonNode element : array) {
            if (element.path(key).asString("").equals(value)) {
                return (ObjectNode) element;
            }
        }
        return array.addObject().put(key, value);
    }

    private static ObjectNode emptyPatch() {
        return Json.object("{schemas:['" + Urn.PATCH + "'],Operations:[]}");
    }

    private static ObjectNode operation(ObjectNode patch, String op) {
        return patch.withArrayProperty("Operations").addObject().put("op", op);
    }

    private static String letters(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        random.ints(12, 'A', 'Z' + 1).forEach(c -> text.append((char) c));
        return text.toString();
    }
}

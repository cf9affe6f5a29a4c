package dev.rollcall.clients;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Finds in a user what a PATCH path of Microsoft's validator names. */
final class ValidatorAttribute {
    private static final Pattern FILTERED = Pattern.compile("(\\w+)\\[(\\w+) eq \"([^\"]*)\"]\\.(\\w+)");

    private ValidatorAttribute() {}

    /** The JSON pointer to the value at a path such as {@code emails[type eq "work"].value}. */
    static String pointer(JsonNode user, String path) {
        Matcher filtered = FILTERED.matcher(path);
        if (filtered.matches()) {
            JsonNode array = user.path(filtered.group(1));
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).path(filtered.group(2)).asString("").equalsIgnoreCase(filtered.group(3))) {
                    return "/" + filtered.group(1) + "/" + i + "/" + filtered.group(4);
                }
            }
            return "/" + filtered.group(1) + "/no such element";
        }
        if (path.startsWith(Urn.ENTERPRISE + ":")) {
            return "/" + Urn.ENTERPRISE + "/" + path.substring(Urn.ENTERPRISE.length() + 1);
        }
        return "/" + path.replace('.', '/');
    }
}

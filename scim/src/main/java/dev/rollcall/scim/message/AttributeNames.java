package dev.rollcall.scim.message;

import java.util.ArrayList;
import java.util.List;

/** Lists of attribute names as one text, as the parameters {@code attributes} and {@code excludedAttributes} have them. */
public final class AttributeNames {
    private AttributeNames() {}

    /**
     * {@return the names between the commas, without the blanks around them; a comma in brackets or in a quoted literal
     * belongs to its name, as in {@code emails[type eq "a,b"]}}
     *
     * @param commaSeparated the value of the parameter
     */
    public static List<String> split(String commaSeparated) {
        List<String> names = new ArrayList<>();
        int start = 0;
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < commaSeparated.length(); i++) {
            char c = commaSeparated.charAt(i);
            if (c == '"' && depth > 0) {
                quoted ^= commaSeparated.charAt(i - 1) != '\\';
            } else if (c == '[' && !quoted) {
                depth++;
            } else if (c == ']' && !quoted) {
                depth = Math.max(0, depth - 1);
            } else if (c == ',' && depth == 0) {
                add(names, commaSeparated.substring(start, i));
                start = i + 1;
            }
        }
        add(names, commaSeparated.substring(start));
        return List.copyOf(names);
    }

    private static void add(List<String> names, String name) {
        if (!name.isBlank()) {
            names.add(name.strip());
        }
    }
}

package dev.rollcall.scim.filter;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.text.Excerpt;

/** The refusals of a filter, each with a sentence that says what to write instead. */
final class FilterSyntax {
    private static final int MAX_QUOTED = 60;

    private FilterSyntax() {}

    static ScimException invalid(String detail) {
        return ScimException.of(ScimType.INVALID_FILTER, detail);
    }

    static ScimException invalidAt(int position, String detail) {
        return invalid(at(position, detail));
    }

    static String at(int position, String detail) {
        return "The filter cannot be read at character " + (position + 1) + ": " + detail;
    }

    /** The refusal of a name that no schema declares. */
    static ScimException unknown(String name, String type) {
        return invalid('"' + Excerpt.of(name) + "\" is not an attribute of " + type
                + "; filter by one that /Schemas lists, and write extension attributes with their URN.");
    }

    /** The text in quotes, cut to what fits into a sentence. */
    static String quoted(String text) {
        return text.length() <= MAX_QUOTED ? '"' + text + '"' : '"' + text.substring(0, MAX_QUOTED) + "…\"";
    }
}

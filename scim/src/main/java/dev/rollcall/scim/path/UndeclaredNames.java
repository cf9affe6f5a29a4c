package dev.rollcall.scim.path;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads names in attribute notation that no schema declares, so that what clients send under them can be kept as it
 * came.
 */
public final class UndeclaredNames {
    private static final String NAME = "[A-Za-z][A-Za-z0-9_$-]*";
    private static final Pattern NOTATION = Pattern.compile("(" + NAME + ")(?:\\.(" + NAME + "|\\$ref))?");
    /** A version and a name at the end: the URN of a schema, such as {@code urn:…:custom:2.0:User}. */
    private static final Pattern SCHEMA_URN = Pattern.compile(
            "urn(?::[^:\\s\\[\\]\"]+)+:\\d+(?:\\.\\d+)*:[^:.\\s\\[\\]\"]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern URN = Pattern.compile("urn(?::[^:\\s\\[\\]\"]+)+", Pattern.CASE_INSENSITIVE);

    private UndeclaredNames() {}

    /**
     * {@return the name, with or without the URN of a container; the last colon separates the two}
     *
     * @param text the name
     */
    public static Optional<UndeclaredName> read(String text) {
        if (SCHEMA_URN.matcher(text).matches()) {
            return Optional.of(new UndeclaredName(Optional.empty(), text, Optional.empty()));
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return below(Optional.empty(), text);
        }
        String container = text.substring(0, colon);
        return URN.matcher(container).matches()
                ? below(Optional.of(container), text.substring(colon + 1))
                : Optional.empty();
    }

    /**
     * {@return the name below that container}
     *
     * @param container the key of the extension object; empty for the top level
     * @param name in attribute notation, without a URN
     */
    public static Optional<UndeclaredName> below(Optional<String> container, String name) {
        Matcher matcher = NOTATION.matcher(name);
        return matcher.matches()
                ? Optional.of(new UndeclaredName(
                        container, matcher.group(1), Optional.ofNullable(matcher.group(2))))
                : Optional.empty();
    }
}

package dev.rollcall.scim.resource;

import dev.rollcall.scim.text.XsdDateTime;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text forms of the data types dateTime, binary and reference (RFC 7643 sections 2.3.5 to 2.3.7). */
final class ValueFormats {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]++(={0,2})");
    private static final Pattern NO_PART_OF_SCHEME = Pattern.compile("[\\x00-\\x20]");
    private static final Set<String> SCRIPTS = Set.of("javascript:", "vbscript:");

    private ValueFormats() {}

    /** A complete xsd:dateTime: date and time, any fraction, with or without a zone (7643-2.3.5-01). */
    static boolean isDateTime(String text) {
        return XsdDateTime.parse(text).isPresent();
    }

    /** Base64 in the standard alphabet; the padding may be missing (7643-2.3.6-01, 7643-2.3.6-02). */
    static boolean isBase64(String text) {
        Matcher parts = BASE64.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        int padding = parts.end(1) - parts.start(1);
        int digits = text.length() - padding;
        return padding == 0 ? digits % 4 != 1 : text.length() % 4 == 0;
    }

    /** Text that no browser takes for a script (7643-4.1.1-05). */
    static boolean isHarmless(String text) {
        // As browsers read it: blanks and control characters before and within the scheme do not count.
        String scheme = NO_PART_OF_SCHEME.matcher(text).replaceAll("");
        return SCRIPTS.stream().noneMatch(script -> scheme.regionMatches(true, 0, script, 0, script.length()));
    }

    /** An absolute or relative URI (7643-2.3.7-01). */
    static boolean isUri(String text) {
        try {
            return !new URI(text).toString().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}

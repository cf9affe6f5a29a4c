package dev.rollcall.console.frame;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Every path of the console, below {@value #PREFIX}: the one place where paths are written. What stands in braces takes one
 * segment.
 */
public enum ConsolePath {
    OVERVIEW(""),
    SIGN_IN("/sign-in"),
    SIGN_OUT("/sign-out"),
    LOG("/log"),
    LOG_LIVE("/log/live"),
    LOG_ENTRY("/log/{entry}");

    /** What all paths begin with. */
    public static final String PREFIX = "/console";

    private final String template;
    private final List<String> segments;

    ConsolePath(String template) {
        this.template = template;
        this.segments = template.isEmpty() ? List.of() : List.of(template.substring(1).split("/", -1));
    }

    /** The path with its parameters in braces. */
    public String template() {
        return template;
    }

    /** Its segments, a parameter's in braces. */
    public List<String> segments() {
        return segments;
    }

    /**
     * The path with values in the place of its parameters, in their order, encoded.
     *
     * @throws IllegalArgumentException when there are more values than parameters, or fewer
     */
    public String with(String... values) {
        StringBuilder path = new StringBuilder(PREFIX);
        int next = 0;
        for (String segment : segments) {
            boolean parameter = isParameter(segment);
            if (parameter && next == values.length) {
                throw new IllegalArgumentException("The path " + template + " has more parameters than values.");
            }
            path.append('/').append(parameter ? encode(values[next++]) : segment);
        }
        if (next < values.length) {
            throw new IllegalArgumentException("The path " + template + " has fewer parameters than values.");
        }
        return path.toString();
    }

    /** Whether a segment of a template is a parameter. */
    public static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    /** A text as it stands in a path or a query. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

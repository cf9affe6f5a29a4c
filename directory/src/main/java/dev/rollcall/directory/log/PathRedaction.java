package dev.rollcall.directory.log;

import java.util.regex.Pattern;

/**
 * Makes the text of a request's path and query that may be logged: values of parameters that carry credentials, and
 * everything after a filter that names a password, are taken out; at most {@value #LIMIT} characters are kept.
 */
public final class PathRedaction {
    static final int LIMIT = 2_048;

    private static final Pattern CREDENTIAL = Pattern
            .compile("(?i)([?&](?:access_token|token|client_secret|password)=)[^&]*");
    private static final Pattern PASSWORD_FILTER = Pattern.compile("(?i)password.*");

    private PathRedaction() {}

    /** The path and query without secrets. */
    public static String redact(String pathAndQuery) {
        String text = pathAndQuery.length() <= LIMIT ? pathAndQuery : pathAndQuery.substring(0, LIMIT);
        int query = text.indexOf('?');
        if (query < 0) {
            return text;
        }
        String cleaned = CREDENTIAL.matcher(text).replaceAll("$1[redacted]");
        int filter = cleaned.toLowerCase(java.util.Locale.ROOT).indexOf("filter=");
        return filter < 0
                ? cleaned
                : cleaned.substring(0, filter)
                        + PASSWORD_FILTER.matcher(cleaned.substring(filter)).replaceFirst("password[redacted]");
    }
}

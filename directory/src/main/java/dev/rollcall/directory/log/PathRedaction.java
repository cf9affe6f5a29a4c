package dev.rollcall.directory.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the text of a request's path and query that may be logged.
 *
 * <p>Guarantees: also when they are percent-encoded, once or several times, no SCIM token, no value of a parameter that
 * carries credentials, and nothing of a parameter behind a comparison with a secret is left; at most {@value #LIMIT}
 * characters are kept.
 */
public final class PathRedaction {
    static final int LIMIT = 2_048;

    private PathRedaction() {}

    /** The path and query without secrets. */
    public static String redact(String pathAndQuery) {
        int query = pathAndQuery.indexOf('?');
        String path = query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
        String cleaned = query < 0 ? part(path) : part(path) + '?' + parameters(pathAndQuery.substring(query + 1));
        return cleaned.length() <= LIMIT ? cleaned : cleaned.substring(0, LIMIT);
    }

    private static String parameters(String query) {
        List<String> cleaned = new ArrayList<>();
        int left = LIMIT;
        for (int start = 0; start <= query.length() && left > 0;) {
            int and = query.indexOf('&', start);
            int end = and < 0 ? query.length() : and;
            String parameter = parameter(query.substring(start, end));
            cleaned.add(parameter);
            left -= parameter.length() + 1;
            start = end + 1;
        }
        return String.join("&", cleaned);
    }

    private static String parameter(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            return part(parameter);
        }
        String name = decoded(parameter.substring(0, equals));
        boolean secret = Secrets.isName(name)
                || name.strip().equalsIgnoreCase("filter")
                        && Secrets.isMentioned(decoded(parameter.substring(equals + 1)));
        return secret ? parameter.substring(0, equals + 1) + Secrets.REDACTED : part(parameter);
    }

    /** The text as it came when there is no secret in it, else decoded and without the secrets. */
    private static String part(String text) {
        String whole = Secrets.redact(text);
        if (whole.indexOf('+') < 0) {
            return whole;
        }
        // A plus may be a digit of base64 as well as a blank.
        String blanks = whole.replace('+', ' ');
        String cleaned = Secrets.redact(blanks);
        return cleaned.equals(blanks) ? whole : cleaned;
    }

    private static String decoded(String text) {
        return PercentEscapes.decoded(text.replace('+', ' '));
    }
}

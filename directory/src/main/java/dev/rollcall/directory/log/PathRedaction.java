package dev.rollcall.directory.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the text of a request's path and query that may be logged.
 *
 * <p>Guarantees: also when they are percent-encoded, once or several times, no SCIM token, no value of a parameter that
 * carries credentials, and nothing of a parameter behind a comparison with a secret is left; at most {@value #LIMIT}
 * characters are kept.
 */
public final class PathRedaction {
    static final int LIMIT = 2_048;
    /** So often a text may be encoded and is still read; one that is encoded more often is not logged. */
    private static final int ENCODINGS = 6;
    /** Escapes of characters that are printed; of UTF-8, whole sequences. */
    private static final Pattern ESCAPES = Pattern.compile("(?:%[2-7][0-9a-fA-F])+|(?:%[89a-fA-F][0-9a-fA-F])+");

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
        String decoded = decoded(text);
        if (ESCAPES.matcher(decoded).find()) {
            return Secrets.REDACTED;
        }
        String cleaned = Secrets.redact(decoded);
        return cleaned.equals(decoded) ? text : cleaned;
    }

    /** The text with its escapes decoded, and theirs, as far as there are any. */
    private static String decoded(String text) {
        String decoded = text.replace('+', ' ');
        for (int i = 0; i < ENCODINGS && decoded.indexOf('%') >= 0; i++) {
            String before = decoded;
            decoded = ESCAPES.matcher(before).replaceAll(escapes -> Matcher.quoteReplacement(bytes(escapes.group())));
            if (decoded.equals(before)) {
                break;
            }
        }
        return decoded;
    }

    private static String bytes(String escapes) {
        return new String(HexFormat.of().parseHex(escapes.replace("%", "")), StandardCharsets.UTF_8);
    }
}

package dev.rollcall.server.scim;

import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.PercentDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query parameters that SCIM knows (RFC 7644 section 3.4.2), under their names in lower case.
 *
 * <p>Names are read without regard to case. Parameters of other names are passed over, with and without a value, such as
 * {@code aadOptscim062020}. {@code %2B} is always a plus; a raw {@code +} is a blank, unless the query holds {@code %20},
 * which shows a client that encodes by RFC 3986. A parameter that comes twice with the same value counts once, and with
 * two values is refused.
 */
final class QueryParameters {
    private static final Set<String> KNOWN = Set.of(
            "filter", "sortby", "sortorder", "startindex", "count", "cursor", "attributes", "excludedattributes");
    private static final String ACCESS_TOKEN = "access_token";
    private static final QueryParameters NONE = new QueryParameters(Map.of());

    private final Map<String, String> values;

    private QueryParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a query as it came.
     *
     * @throws ScimException with 400 when the value of a known parameter cannot be decoded or is given twice
     */
    static QueryParameters parse(String rawQuery) {
        if (rawQuery.isEmpty()) {
            return NONE;
        }
        boolean plusIsBlank = !rawQuery.contains("%20");
        Map<String, String> values = new HashMap<>();
        for (String part : rawQuery.split("&", -1)) {
            int equals = part.indexOf('=');
            Optional<String> name = knownName(equals < 0 ? part : part.substring(0, equals));
            if (name.isPresent()) {
                String value = equals < 0 ? "" : part.substring(equals + 1);
                add(values, name.get(), PercentDecoder.decode(value, plusIsBlank, "the query parameter " + name.get()));
            }
        }
        return new QueryParameters(values);
    }

    /** Whether the query carries a bearer token, which is refused wherever it stands (RFC 9700 section 4.3.2). */
    static boolean carriesToken(String rawQuery) {
        if (rawQuery.isEmpty()) {
            return false;
        }
        for (String part : rawQuery.split("&", -1)) {
            int equals = part.indexOf('=');
            if (lowerName(equals < 0 ? part : part.substring(0, equals)).equals(ACCESS_TOKEN)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a part that is no parameter of SCIM has the form of a path: its name, or all of it, holds a slash. */
    static boolean holdPath(String rawQuery) {
        for (String part : rawQuery.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (name.indexOf('/') >= 0 || name.toLowerCase(Locale.ROOT).contains("%2f")) {
                return true;
            }
        }
        return false;
    }

    /** The parameters by their names in lower case. */
    Map<String, String> values() {
        return values;
    }

    /** The value of a parameter, by its name in lower case. */
    Optional<String> value(String lowerCaseName) {
        return Optional.ofNullable(values.get(lowerCaseName));
    }

    private static Optional<String> knownName(String rawName) {
        String name = lowerName(rawName);
        return KNOWN.contains(name) ? Optional.of(name) : Optional.empty();
    }

    private static String lowerName(String rawName) {
        try {
            return PercentDecoder.decode(rawName, true, "a parameter name").strip().toLowerCase(Locale.ROOT);
        } catch (ScimException unreadable) {
            // A name that cannot be decoded is none that we know.
            return rawName;
        }
    }

    private static void add(Map<String, String> values, String name, String value) {
        String earlier = values.putIfAbsent(name, value);
        if (earlier != null && !earlier.equals(value)) {
            throw ScimException.of(
                    400,
                    "The query parameter " + name + " is given more than once with different values. Send it once.");
        }
    }
}

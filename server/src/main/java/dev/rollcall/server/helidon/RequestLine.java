package dev.rollcall.server.helidon;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first line of a request (RFC 9112 section 3).
 *
 * @param target in origin form, or an asterisk
 * @param authority the host and port of a target that came in absolute form
 * @param oldVersion whether it is HTTP/1.0
 */
record RequestLine(String method, String target, Optional<String> authority, boolean oldVersion) {
    private static final String SCHEME_END = "://";

    /**
     * Reads it.
     *
     * @throws io.helidon.http.RequestException 400 when it is not well-formed, 505 for another version than HTTP/1
     */
    static RequestLine parse(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        int first = text.indexOf(' ');
        int last = text.lastIndexOf(' ');
        if (first <= 0 || last == first || text.indexOf(' ', first + 1) != last || last == first + 1) {
            throw Refusal.of(400, "The first line is no method, target and version");
        }
        String method = text.substring(0, first);
        String target = text.substring(first + 1, last);
        boolean old = isOld(text.substring(last + 1), method, pathOf(target));
        if (target.startsWith("/") || target.equals("*")) {
            return new RequestLine(method, target, Optional.empty(), old);
        }
        return absolute(method, target, old);
    }

    /** The path alone, as far as it can be told. */
    String path() {
        return pathOf(target);
    }

    private static RequestLine absolute(String method, String target, boolean old) {
        int scheme = target.indexOf(SCHEME_END);
        String name = scheme < 0 ? "" : target.substring(0, scheme);
        if (!name.equalsIgnoreCase("http") && !name.equalsIgnoreCase("https")) {
            throw Refusal.of(400, "The target is neither a path nor an absolute URL");
        }
        int start = scheme + SCHEME_END.length();
        int end = start;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        String authority = target.substring(start, end);
        if (authority.isEmpty() || authority.indexOf('@') >= 0) {
            throw Refusal.of(400, "The target's host is missing or carries a user");
        }
        String rest = target.substring(end);
        return new RequestLine(method, rest.startsWith("/") ? rest : '/' + rest, Optional.of(authority), old);
    }

    private static boolean isOld(String version, String method, String path) {
        boolean readable = version.length() == 8
                && version.startsWith("HTTP/")
                && version.charAt(6) == '.'
                && Character.digit(version.charAt(5), 10) >= 0
                && Character.digit(version.charAt(7), 10) >= 0;
        if (!readable) {
            throw Refusal.of(400, method, path, "The first line does not end with a version");
        }
        if (version.charAt(5) != '1') {
            throw Refusal.of(505, method, path, "Only HTTP/1 is spoken");
        }
        return version.charAt(7) == '0';
    }

    private static String pathOf(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}

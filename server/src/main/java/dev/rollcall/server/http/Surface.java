package dev.rollcall.server.http;

/**
 * One of the interfaces that share the listener.
 *
 * @param prefix what its paths begin with, such as {@code /health}; the empty prefix takes every path that no other takes
 * @param endpoint answers its requests
 * @param errors the form of all errors under its paths
 */
public record Surface(String prefix, HttpEndpoint endpoint, ErrorShape errors) {
    public Surface {
        if (!prefix.isEmpty() && (!prefix.startsWith("/") || prefix.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "The prefix " + prefix + " must begin with a slash and not end with one.");
        }
    }

    /** Whether a path, as sent, is below the prefix. */
    boolean owns(String rawPath) {
        return rawPath.startsWith(prefix)
                && (rawPath.length() == prefix.length() || prefix.isEmpty() || rawPath.charAt(prefix.length()) == '/');
    }
}

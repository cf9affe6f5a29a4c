package dev.rollcall.server.http;

import java.util.Optional;

/** The client's own name for its request, by which its administrator finds it in the log. */
public final class ClientRequestId {
    /** A longer one is passed over. */
    public static final int MAX_LENGTH = 128;

    private static final String MARKS = "-_.:/+=@~,;";

    private ClientRequestId() {}

    /** What stands in {@code X-Request-Id}, if it is harmless: letters and digits of ASCII and few marks. */
    public static Optional<String> of(HttpRequest request) {
        return request.header(HeaderName.X_REQUEST_ID).filter(ClientRequestId::isHarmless);
    }

    private static boolean isHarmless(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && text.chars().allMatch(ClientRequestId::isHarmless);
    }

    private static boolean isHarmless(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || MARKS.indexOf(c) >= 0;
    }
}

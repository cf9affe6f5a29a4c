package dev.rollcall.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads the head of an HTTP/1.1 answer in place. */
final class ResponseHead {
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private ResponseHead() {}

    static int status(byte[] bytes) {
        return (bytes[STATUS_AT] - '0') * 100 + (bytes[STATUS_AT + 1] - '0') * 10 + (bytes[STATUS_AT + 2] - '0');
    }

    /** Where the body begins, or -1 while the head is not complete. */
    static int end(byte[] bytes, int length) {
        for (int i = 3; i < length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    static int bodyLength(byte[] bytes, int headLength) {
        Optional<String> length = value(bytes, headLength, "content-length");
        if (length.isPresent()) {
            return Integer.parseInt(length.get());
        }
        int status = status(bytes);
        if (status == 204 || status == 304) {
            return 0;
        }
        throw new LoadException("The load client reads answers with a Content-Length only, and this has none: "
                + new String(bytes, 0, headLength, StandardCharsets.ISO_8859_1));
    }

    static Optional<String> value(byte[] bytes, int headLength, String lowerCaseName) {
        int line = STATUS_AT;
        while (line < headLength) {
            int next = lineAfter(bytes, headLength, line);
            if (isNamed(bytes, next, headLength, lowerCaseName)) {
                int from = next + lowerCaseName.length() + 1;
                int to = lineAfter(bytes, headLength, from) - 2;
                return Optional.of(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip());
            }
            line = next;
        }
        return Optional.empty();
    }

    private static int lineAfter(byte[] bytes, int headLength, int from) {
        int i = from;
        while (i < headLength && bytes[i] != '\n') {
            i++;
        }
        return i + 1;
    }

    private static boolean isNamed(byte[] bytes, int from, int headLength, String lowerCaseName) {
        int length = lowerCaseName.length();
        return from + length < headLength
                && bytes[from + length] == ':'
                && new String(bytes, from, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)
                        .equals(lowerCaseName);
    }
}

package dev.rollcall.server.helidon;

import io.helidon.http.RequestException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Makes the head for the library out of the lines that came, and keeps what they say of the body for itself. */
final class HeadBuilder {
    private static final int USUAL_SIZE = 1_024;
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final int MAX_LENGTH_DIGITS = 18;

    private final RequestLine line;
    private final Supplier<String> localAuthority;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(USUAL_SIZE);
    private final List<String> lengths = new ArrayList<>(1);
    private final List<String> codings = new ArrayList<>(1);
    private boolean hasHost;
    private boolean encoded;
    private boolean expectsContinue;

    HeadBuilder(RequestLine line, Supplier<String> localAuthority) {
        this.line = line;
        this.localAuthority = localAuthority;
        write(line.method() + ' ' + line.target() + " HTTP/1.1\r\n");
        line.authority().ifPresent(this::writeHost);
    }

    /**
     * Adds a header line.
     *
     * @throws RequestException 400 when its name is none: it could hide a header that says where the body ends
     */
    void add(byte[] field) {
        int colon = 0;
        while (colon < field.length && isToken(field[colon])) {
            colon++;
        }
        if (colon == 0 || colon == field.length || field[colon] != ':') {
            throw refusal(400, "A header line does not begin with a name and a colon");
        }
        if (!consumed(field, colon)) {
            head.writeBytes(field);
            write("\r\n");
        }
    }

    /**
     * The head.
     *
     * @throws RequestException 400, 415 or 501 when the end of the body cannot be told or its coding not be undone
     */
    RequestHead build() {
        if (line.oldVersion() && !hasHost) {
            writeHost(localAuthority.get());
        }
        write("\r\n");
        boolean chunked = chunked();
        long length = chunked ? RequestHead.CHUNKED : length();
        if (encoded && length != 0) {
            throw refusal(415, "The body has a content coding");
        }
        return new RequestHead(head.toByteArray(), length, expectsContinue && !line.oldVersion(), line.oldVersion());
    }

    /** Whether the library does not get to see it. */
    private boolean consumed(byte[] field, int colon) {
        switch (colon) {
            case 4 -> {
                if (is("host", field, colon)) {
                    boolean replaced = line.authority().isPresent();
                    hasHost = true;
                    return replaced;
                }
            }
            case 6 -> {
                if (is("expect", field, colon)) {
                    expectsContinue |= value(field, colon).equalsIgnoreCase("100-continue");
                }
            }
            case 14 -> {
                if (is("content-length", field, colon)) {
                    return lengths.add(value(field, colon));
                }
            }
            case 16 -> {
                if (is("content-encoding", field, colon)) {
                    encoded |= !value(field, colon).equalsIgnoreCase("identity");
                }
            }
            case 17 -> {
                if (is("transfer-encoding", field, colon)) {
                    return codings.add(value(field, colon));
                }
            }
            default -> {
                return false;
            }
        }
        return false;
    }

    private boolean chunked() {
        if (codings.isEmpty()) {
            return false;
        }
        List<String> names = new ArrayList<>();
        for (String value : codings) {
            for (String name : value.split(",", -1)) {
                if (!name.isBlank()) {
                    names.add(withoutBlanks(name).toLowerCase(Locale.ROOT));
                }
            }
        }
        boolean chunkedLast = !names.isEmpty() && names.indexOf("chunked") == names.size() - 1;
        if (!lengths.isEmpty() || line.oldVersion() || !chunkedLast) {
            throw refusal(400, "The headers do not tell where the body ends");
        }
        if (names.size() > 1) {
            throw refusal(501, "Chunked is the only transfer coding");
        }
        return true;
    }

    private long length() {
        if (lengths.isEmpty()) {
            return 0;
        }
        String text = lengths.getFirst();
        if (lengths.size() > 1 || text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw refusal(400, "Content-Length is not one number");
        }
        return text.length() > MAX_LENGTH_DIGITS ? Long.MAX_VALUE : Long.parseLong(text);
    }

    private void writeHost(String authority) {
        hasHost = true;
        write("Host: " + authority + "\r\n");
    }

    private void write(String text) {
        head.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private RequestException refusal(int status, String reason) {
        return Refusal.of(status, line.method(), line.path(), reason);
    }

    private static boolean is(String lowerCase, byte[] field, int length) {
        for (int i = 0; i < length; i++) {
            int c = field[i] >= 'A' && field[i] <= 'Z' ? field[i] + 32 : field[i];
            if (c != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String value(byte[] field, int colon) {
        return withoutBlanks(new String(field, colon + 1, field.length - colon - 1, StandardCharsets.ISO_8859_1));
    }

    /** Only spaces and tabs may stand around a value (RFC 9110 section 5.6.3); anything else belongs to it. */
    private static String withoutBlanks(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isToken(byte c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c > 0 && TOKEN_MARKS.indexOf(c) >= 0;
    }
}

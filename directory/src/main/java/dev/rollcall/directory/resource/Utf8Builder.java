package dev.rollcall.directory.resource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.io.JsonStringEncoder;

/** Collects UTF-8 JSON in one growing array; made for splicing small computed parts into stored documents. */
final class Utf8Builder {
    private byte[] bytes;
    private int length;

    Utf8Builder(int expected) {
        bytes = new byte[expected];
    }

    Utf8Builder raw(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    Utf8Builder raw(byte[] source) {
        return raw(source, 0, source.length);
    }

    /** JSON text that needs no escaping. */
    Utf8Builder raw(String json) {
        int start = length;
        reserve(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c >= 0x80) {
                length = start;
                return raw(json.getBytes(StandardCharsets.UTF_8));
            }
            bytes[length++] = (byte) c;
        }
        return this;
    }

    /** A JSON string with its quotes. */
    Utf8Builder quoted(String text) {
        return raw("\"").raw(new String(JsonStringEncoder.getInstance().quoteAsCharArray(text))).raw("\"");
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}

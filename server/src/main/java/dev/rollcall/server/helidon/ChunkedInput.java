package dev.rollcall.server.helidon;

import io.helidon.common.buffers.DataReader;

/**
 * Reads the chunks of a body (RFC 9112 section 7.1). Extensions and trailers are read and thrown away; a size that is not
 * plain hexadecimal, and anything else where a line must end, is refused, because another reader on the way may have seen
 * another body in it.
 */
final class ChunkedInput {
    /** The longest line of a chunk's size with its extensions. */
    static final int MAX_SIZE_LINE = 4_096;
    /** All trailers together. */
    static final int MAX_TRAILERS = 16 * 1024;

    private static final int MAX_SIZE_DIGITS = 15;

    private final DataReader socket;
    private long left;
    private boolean begun;
    private boolean ended;

    /** The chunks are not well-formed. */
    static final class MalformedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message, null, false, false);
        }
    }

    ChunkedInput(DataReader socket) {
        this.socket = socket;
    }

    /** How many bytes of the current chunk are left, after its size was read if need be; 0 after the last chunk. */
    long available() {
        if (left == 0 && !ended) {
            if (begun) {
                requireLineEnd();
            }
            begun = true;
            left = size(line(MAX_SIZE_LINE));
            if (left == 0) {
                ended = true;
                skipTrailers();
            }
        }
        return left;
    }

    /** So many bytes of the chunk have been read. */
    void advance(long bytes) {
        left -= bytes;
    }

    private void skipTrailers() {
        int allowed = MAX_TRAILERS;
        byte[] line = line(allowed);
        while (line.length > 0) {
            if (!startsWithName(line)) {
                throw new MalformedException("A trailer does not begin with a name and a colon");
            }
            allowed -= line.length + 2;
            line = line(allowed);
        }
    }

    private static boolean startsWithName(byte[] line) {
        int colon = 0;
        while (colon < line.length && HeadBuilder.isToken(line[colon])) {
            colon++;
        }
        return colon > 0 && colon < line.length && line[colon] == ':';
    }

    private void requireLineEnd() {
        if (socket.read() != '\r' || socket.read() != '\n') {
            throw new MalformedException("A chunk is longer than its size");
        }
    }

    private static long size(byte[] line) {
        int digits = 0;
        long size = 0;
        while (digits < line.length && hex(line[digits]) >= 0) {
            size = size << 4 | hex(line[digits]);
            digits++;
            if (digits > MAX_SIZE_DIGITS) {
                throw new MalformedException("A chunk's size has too many digits");
            }
        }
        int end = digits;
        while (end < line.length && (line[end] == ' ' || line[end] == '\t')) {
            end++;
        }
        if (digits == 0 || end < line.length && line[end] != ';') {
            throw new MalformedException("A chunk's size is not hexadecimal");
        }
        return size;
    }

    /** Not {@code Character.digit}, which knows digits of every script. */
    private static int hex(byte c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private byte[] line(int limit) {
        int length = limit <= 0 ? limit : socket.findNewLine(limit);
        if (length == limit) {
            throw new MalformedException("A line between the chunks is too long");
        }
        byte[] line = length == 0 ? new byte[0] : socket.readBytes(length);
        socket.skip(2);
        if (!isOneLine(line)) {
            throw new MalformedException("A line between the chunks holds a line feed or a NUL");
        }
        return line;
    }

    /** The library's reader finds the end of a line, but not a line feed that stands alone before it. */
    static boolean isOneLine(byte[] line) {
        for (byte b : line) {
            if (b == '\n' || b == 0) {
                return false;
            }
        }
        return true;
    }
}

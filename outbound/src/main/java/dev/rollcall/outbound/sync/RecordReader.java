package dev.rollcall.outbound.sync;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Serial;

/**
 * Reads a file of records whose length nobody knows before they are read: one that is longer than allowed is refused before it is in
 * memory as a whole. What is read ahead of a record counts as its own, so that the bound is kept to the size of a buffer or two.
 */
final class RecordReader extends FilterReader {
    /** What buffers above it may have read ahead. */
    private static final int AHEAD = 65_536;

    private final int longest;
    private long read;

    /** @param longest record, in characters */
    RecordReader(Reader in, int longest) {
        super(in);
        this.longest = longest;
    }

    /** A record is longer than it may be. */
    static final class TooLongException extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    /** Says that a record was taken; how many characters were read since the last one. */
    long taken() {
        long characters = read;
        read = 0;
        return characters;
    }

    @Override
    public int read() throws IOException {
        return count(super.read(), 1);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int characters = super.read(buffer, offset, length);
        return count(characters, characters);
    }

    private int count(int result, int characters) throws IOException {
        read += result < 0 ? 0 : characters;
        if (read > longest + (long) AHEAD) {
            throw new TooLongException();
        }
        return result;
    }
}

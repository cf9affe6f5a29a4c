package dev.rollcall.server.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses what is written with gzip; a flush lets all of it through. Holds about a quarter of a megabyte outside the heap
 * until it is closed, or released when it cannot be closed because nobody takes its end.
 */
public final class GzipStream extends GZIPOutputStream {
    private static final int BUFFER = 512;

    /** What the header fits into. */
    private static final int HEADER = 16;

    /** Writes nothing yet: a stream that cannot be made could not be released either. */
    public GzipStream(OutputStream out) throws IOException {
        super(new BufferedOutputStream(out, HEADER), BUFFER, true);
    }

    /** Gives what it holds back without writing anything. May be called again, also after it was closed. */
    public void release() {
        def.end();
    }
}

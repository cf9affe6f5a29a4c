package dev.rollcall.server.http;

/** The body of a request, read at most once and only by the thread that serves the request. */
public interface RequestBody {

    /** The length that {@link #length} gives for a body that comes in chunks. */
    long UNKNOWN_LENGTH = -1;

    /** Whether the request has a body. */
    boolean present();

    /** The announced number of bytes, 0 without a body, {@link #UNKNOWN_LENGTH} when it comes in chunks. */
    long length();

    /**
     * Reads at least one byte into the stretch of the buffer.
     *
     * @return how many bytes were read; -1 at the end of the body
     * @throws BodyException when the rest of the body cannot be had
     */
    int read(byte[] buffer, int offset, int length);
}

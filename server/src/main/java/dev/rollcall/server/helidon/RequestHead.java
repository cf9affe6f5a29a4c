package dev.rollcall.server.helidon;

/**
 * The first part of a request, as the library gets it: always HTTP/1.1, with a target in origin form and without what tells
 * of a body, because bodies are read past the library.
 *
 * @param length of the body in bytes; {@link #CHUNKED} when it comes in chunks
 * @param expectsContinue whether the client waits for a word before it sends the body
 * @param oldVersion whether the client speaks HTTP/1.0, so that the answer is the last and comes in no chunks
 */
record RequestHead(Bytes head, long length, boolean expectsContinue, boolean oldVersion) {
    static final long CHUNKED = -1;

    static final RequestHead NONE = new RequestHead(new byte[0], 0, false, false);

    /** The bytes of the head, compared by identity. */
    static final class Bytes {
        private final byte[] array;

        Bytes(byte[] array) {
            this.array = array;
        }
    }

    RequestHead(byte[] bytes, long length, boolean expectsContinue, boolean oldVersion) {
        this(new Bytes(bytes), length, expectsContinue, oldVersion);
    }

    byte[] bytes() {
        return head.array;
    }
}

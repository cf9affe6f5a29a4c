package dev.rollcall.server.http;

/** What is kept for an answer while it is sent. Used by the thread that sends it. */
public interface Kept extends AutoCloseable {
    /** Nothing. */
    Kept NOTHING = new Kept() {
        @Override
        public void sending(Runnable cut) {}

        @Override
        public void stretch(long bytes) {}

        @Override
        public void close() {}
    };

    /**
     * The answer begins to be sent.
     *
     * @param cut ends the sending at the price of the connection; may be called once, by any thread, also at once, and may
     *     come too late
     */
    void sending(Runnable cut);

    /** A stretch of a streamed answer of so many bytes is in memory while it is sent. */
    void stretch(long bytes);

    /** It has been sent, or nobody takes it any more. May be called again. */
    @Override
    void close();
}

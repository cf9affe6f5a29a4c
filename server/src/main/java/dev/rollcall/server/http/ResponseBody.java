package dev.rollcall.server.http;

/** The body of an answer. */
public sealed interface ResponseBody {
    /** These bytes, which are not copied. */
    static Bytes of(byte[] bytes) {
        return new Bytes(bytes);
    }

    /** What the writer writes; no surface is told what becomes of it. */
    static Streamed of(BodyWriter writer) {
        return new Streamed(writer, UnwatchedStream.INSTANCE);
    }

    /** A body that is known. */
    final class Bytes implements ResponseBody {
        private final byte[] array;

        private Bytes(byte[] array) {
            this.array = array;
        }

        /** All of them. Not to be changed. */
        public byte[] array() {
            return array;
        }
    }

    /**
     * A body that is written while it is sent.
     *
     * @param listener told what becomes of it
     */
    record Streamed(BodyWriter writer, StreamListener listener) implements ResponseBody {

        /** The same, and that one is told what becomes of it. */
        public Streamed toldTo(StreamListener other) {
            return new Streamed(writer, other);
        }
    }
}

package dev.rollcall.directory.resource;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A JSON text that is there, or one that is read from the store and written piece by piece, because it may be of any size.
 *
 * <p>Guarantees: whatever the size of the text, no more than one piece of it is in memory when it is written, and no read of
 * the store is open meanwhile.
 */
public sealed interface JsonBody {
    /** Writes the whole text; once. */
    void writeTo(OutputStream out) throws IOException;

    /** The text as UTF-8 when it is there; not to be changed. */
    Optional<byte[]> known();

    /** A text that is there. */
    static JsonBody of(byte[] utf8) {
        return new Known(utf8);
    }

    /** A text that the writer writes. */
    static JsonBody pieces(Pieces pieces) {
        return new Unknown(pieces);
    }

    /** What writes a text piece by piece. */
    @FunctionalInterface
    interface Pieces {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A text that is there. */
    @SuppressWarnings("ArrayRecordComponent")
    record Known(byte[] utf8) implements JsonBody {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(utf8);
        }

        @Override
        public Optional<byte[]> known() {
            return Optional.of(utf8);
        }
    }

    /** A text that is still to be read. */
    record Unknown(Pieces pieces) implements JsonBody {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            pieces.writeTo(out);
        }

        @Override
        public Optional<byte[]> known() {
            return Optional.empty();
        }
    }
}

package dev.rollcall.server.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the body of an answer while it is sent.
 *
 * <p>The transport keeps the first 16 KiB back. While it does, a failure of the writer still becomes a proper answer, and a
 * body that ends is sent with its length like any other. What is longer goes out in chunks as it is written; a failure then
 * cuts the connection, so that no client takes a part for the whole. {@link OutputStream#flush} sends at once what was
 * written, as server-sent events need it.
 *
 * <p>{@code HEAD} runs the writer too and counts its bytes, so a stream without an end is not for {@code HEAD}. When the
 * client has left, or takes nothing for the time that it may take for an answer, writing fails with an {@link IOException},
 * which the writer lets through.
 */
@FunctionalInterface
public interface BodyWriter {
    /** Writes the whole body; called once, by the thread that serves the request. The stream need not be closed. */
    void writeTo(OutputStream out) throws IOException;
}

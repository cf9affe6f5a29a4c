package dev.rollcall.server.helidon;

import java.io.IOException;
import java.io.OutputStream;

/** Gives the client a limited time to take each piece of a streamed answer, and passes no empty piece on. */
final class WatchedOutputStream extends OutputStream {
    private final OutputStream out;
    private final GuardedConnection connection;

    WatchedOutputStream(OutputStream out, GuardedConnection connection) {
        this.out = out;
        this.connection = connection;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
            watched(() -> out.write(bytes, offset, length));
        }
    }

    @Override
    public void flush() throws IOException {
        watched(out::flush);
    }

    private void watched(Write write) throws IOException {
        connection.watch().begin(connection.timeout());
        try {
            connection.requireAnswerWanted();
            write.run();
        } catch (RuntimeException e) {
            // The library's own exceptions are no business of those who write bodies.
            throw new IOException("The client has left or takes no more of the answer.", e);
        } finally {
            connection.watch().end();
        }
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }
}

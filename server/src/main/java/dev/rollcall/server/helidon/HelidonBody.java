package dev.rollcall.server.helidon;

import dev.rollcall.server.http.BodyException;
import dev.rollcall.server.http.BodyException.Reason;
import dev.rollcall.server.http.RequestBody;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The body of a request of the library, received within the time limit. */
final class HelidonBody implements RequestBody {
    /** An unread body of at most this many bytes is received, so that the connection can serve the next request. */
    static final int DRAIN_LIMIT = 64 * 1024;

    private final ServerRequest request;
    private final GuardedConnection connection;
    private @Nullable InputStream stream;
    private long deadline;
    private boolean finished;
    private boolean failed;

    HelidonBody(ServerRequest request, GuardedConnection connection) {
        this.request = request;
        this.connection = connection;
        this.finished = !request.content().hasEntity();
    }

    @Override
    public boolean present() {
        return request.content().hasEntity();
    }

    @Override
    public long length() {
        return present() ? request.headers().contentLength().orElse(UNKNOWN_LENGTH) : 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (finished) {
            return -1;
        }
        InputStream source = open();
        connection.watch().until(deadline);
        try {
            int read = source.read(buffer, offset, length);
            finished = read < 0;
            return read;
        } catch (RequestException e) {
            throw failure(e.status().equals(Status.REQUEST_ENTITY_TOO_LARGE_413) ? Reason.TOO_LARGE : Reason.MALFORMED,
                    e);
        } catch (NumberFormatException e) {
            throw failure(Reason.MALFORMED, e);
        } catch (IOException | RuntimeException e) {
            throw failure(Reason.ABORTED, e);
        } finally {
            connection.watch().end();
        }
    }

    /** Makes the connection ready for its next request; whether that is possible. */
    boolean drain() {
        if (finished) {
            return true;
        }
        long length = length();
        if (failed || length < 0 || length > DRAIN_LIMIT || request.headers().containsToken(HeaderValues.EXPECT_100)) {
            return false;
        }
        byte[] rest = new byte[(int) length];
        try {
            while (read(rest, 0, rest.length) >= 0) {
                continue;
            }
            return true;
        } catch (BodyException e) {
            return false;
        }
    }

    private InputStream open() {
        InputStream open = stream;
        if (open == null) {
            deadline = System.nanoTime() + connection.timeout().toNanos();
            open = request.content().inputStream();
            stream = open;
        }
        return open;
    }

    private BodyException failure(Reason reason, Exception cause) {
        failed = true;
        return new BodyException(connection.watch().end() ? Reason.TIMEOUT : reason, cause);
    }
}

package dev.rollcall.server.limit;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.server.http.BodyException;
import dev.rollcall.server.http.RequestBody;
import java.util.Arrays;

/**
 * Receives a request's body, never more of it than the limit.
 *
 * <p>Guarantees: an announced length over the limit is refused before anything is read; a body in chunks is refused as
 * soon as it passes the limit; memory grows with what has arrived, not with what is announced.
 */
public final class BodyReader {
    private static final int FIRST_BUFFER = 8 * 1024;

    private BodyReader() {}

    /**
     * The whole body; empty when there is none.
     *
     * @param limit in bytes
     * @param setting the setting that raises the limit, for the error
     * @param beforeLarge run once before more than {@link LargeBodies#THRESHOLD} bytes are received
     * @throws ScimException 413 when it is larger than the limit, 408 when it does not arrive in time, 400 when its
     *     framing is broken or the client went away
     */
    public static byte[] read(RequestBody body, int limit, String setting, Runnable beforeLarge) {
        if (!body.present()) {
            return new byte[0];
        }
        if (body.length() > limit) {
            throw tooLarge(limit, setting);
        }
        if (body.length() > LargeBodies.THRESHOLD) {
            beforeLarge.run();
        }
        try {
            return readUpTo(body, limit, setting, beforeLarge);
        } catch (BodyException e) {
            throw switch (e.reason()) {
                case TOO_LARGE -> tooLarge(limit, setting);
                case MALFORMED -> ScimException.of(
                        ScimType.INVALID_SYNTAX, "The body's transfer coding is broken. Send the request again.");
                case ABORTED -> ScimException.of(
                        ScimType.INVALID_SYNTAX, "The connection was closed before the whole body had arrived.");
                case TIMEOUT -> ScimException.of(
                        408, "The body did not arrive in time. Check the network and send the request again.");
            };
        }
    }

    private static byte[] readUpTo(RequestBody body, int limit, String setting, Runnable beforeLarge) {
        int announced = (int) Math.max(FIRST_BUFFER, Math.min(body.length() + 1, 64 * 1024));
        byte[] buffer = new byte[announced];
        int size = 0;
        while (true) {
            if (size == buffer.length) {
                if (size == LargeBodies.THRESHOLD && body.length() == RequestBody.UNKNOWN_LENGTH) {
                    beforeLarge.run();
                }
                buffer = Arrays.copyOf(buffer, grown(size, limit));
            }
            int read = body.read(buffer, size, buffer.length - size);
            if (read < 0) {
                return Arrays.copyOf(buffer, size);
            }
            size += read;
            if (size > limit) {
                throw tooLarge(limit, setting);
            }
        }
    }

    /** Doubles, with a stop at the threshold of large bodies and at one byte over the limit. */
    private static int grown(int size, int limit) {
        long doubled = (long) size * 2;
        long stop = size < LargeBodies.THRESHOLD ? Math.min(doubled, LargeBodies.THRESHOLD) : doubled;
        return (int) Math.min(stop, (long) limit + 1);
    }

    private static ScimException tooLarge(int limit, String setting) {
        return ScimException.of(
                413,
                "The request's body is larger than " + limit + " bytes. Send less in one request, or have the operator"
                        + " raise the setting " + setting + ".");
    }
}

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
     * @throws ScimException 413 when it is larger than the limit, 408 when it does not arrive in time, 400 when its
     *     framing is broken or the client went away
     */
    public static byte[] read(RequestBody body, int limit, String setting) {
        if (!body.present()) {
            return new byte[0];
        }
        if (body.length() > limit) {
            throw tooLarge(limit, setting);
        }
        try {
            return readUpTo(body, limit, setting);
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

    private static byte[] readUpTo(RequestBody body, int limit, String setting) {
        int announced = (int) Math.max(FIRST_BUFFER, Math.min(body.length() + 1, 64 * 1024));
        byte[] buffer = new byte[announced];
        int size = 0;
        while (true) {
            if (size == buffer.length) {
                buffer = Arrays.copyOf(buffer, (int) Math.min((long) buffer.length * 2, (long) limit + 1));
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

    private static ScimException tooLarge(int limit, String setting) {
        return ScimException.of(
                413,
                "The request's body is larger than " + limit + " bytes. Send less in one request, or have the operator"
                        + " raise the setting " + setting + ".");
    }
}

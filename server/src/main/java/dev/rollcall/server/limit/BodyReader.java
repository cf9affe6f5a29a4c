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
 * soon as it passes the limit; memory grows with what has arrived, not with what is announced, and room for it is
 * reserved before.
 */
public final class BodyReader {
    /** Is asked before more of a body is received. */
    @FunctionalInterface
    public interface Room {
        /**
         * Waits for the room to receive so many bytes of the body.
         *
         * @param bytes of the buffers that are in use from now on
         * @param announced the body's length, or {@link RequestBody#UNKNOWN_LENGTH}
         * @throws BodyMemoryException when there is none
         */
        void receive(long bytes, long announced);
    }

    private static final byte[] NOTHING = new byte[0];

    private BodyReader() {}

    /**
     * The whole body; empty when there is none.
     *
     * @param limit in bytes
     * @param setting the setting that raises the limit, for the error
     * @param room reserves what is received
     * @throws ScimException 413 when it is larger than the limit, 408 when it does not arrive in time, 400 when its
     *     framing is broken or the client went away
     * @throws BodyMemoryException when there is no room for it
     */
    public static byte[] read(RequestBody body, int limit, String setting, Room room) {
        if (!body.present()) {
            return NOTHING;
        }
        if (body.length() > limit) {
            throw tooLarge(limit, setting);
        }
        try {
            return readUpTo(body, limit, setting, room);
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

    private static byte[] readUpTo(RequestBody body, int limit, String setting, Room room) {
        // One byte more than may come, so that the end of the body and one that is too long both show.
        long most = 1L + (body.length() == RequestBody.UNKNOWN_LENGTH ? limit : body.length());
        byte[] buffer = new byte[(int) Math.min(most, BodyMemory.FREE)];
        int size = 0;
        while (true) {
            int read = body.read(buffer, size, buffer.length - size);
            if (read < 0) {
                return Arrays.copyOf(buffer, size);
            }
            size += read;
            if (size > limit) {
                throw tooLarge(limit, setting);
            }
            if (size == buffer.length) {
                int grown = (int) Math.min(most, (long) size * 2);
                // Both buffers are there while one is copied into the other.
                room.receive((long) size + grown, body.length());
                buffer = Arrays.copyOf(buffer, grown);
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

package dev.rollcall.server.scim;

import dev.rollcall.directory.log.BodyRedaction;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.type.HiddenNames;
import dev.rollcall.server.limit.BodyMemory;
import dev.rollcall.server.limit.BodyReservation;
import dev.rollcall.server.option.BodyLogging;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Remembers a request's body for its log row.
 *
 * <p>A body that could not be read as JSON is noted by its length alone, because nobody knows what is a secret in it; so
 * is one of more than {@value #LARGE} bytes, which would cost more to redact than it tells.
 *
 * <p>It keeps the room that the body takes reserved for as long as it keeps the body: until it is closed.
 */
final class BodyNote implements AutoCloseable {
    static final int LARGE = 256 * 1024;

    private int length;
    private boolean isJson;
    private @Nullable ObjectNode body;
    private @Nullable BodyReservation room;

    /** Where room for the body of this request is reserved. */
    BodyReservation reserve(BodyMemory memory, ScimCall call) {
        BodyReservation reserved = memory.open(Share.of(call.connection()), call.client());
        room = reserved;
        return reserved;
    }

    void received(int bytes) {
        this.length = bytes;
    }

    void parsed(ObjectNode parsed) {
        this.isJson = true;
        // Of a large one not even the tree is kept, which may be long garbage when the request ends.
        this.body = length > LARGE ? null : parsed;
    }

    /**
     * The text for the log, if the body of a request with this outcome belongs there.
     *
     * @param hidden names of attributes whose values are in no log, by all that was declared while the request was served
     */
    Optional<String> text(BodyLogging logging, int status, int maxLength, HiddenNames hidden) {
        boolean wanted = switch (logging) {
            case OFF -> false;
            case FAILURES -> status >= 400;
            case ALL -> true;
        };
        if (!wanted || length == 0) {
            return Optional.empty();
        }
        if (!isJson) {
            return Optional.of("(" + length + " bytes that are no JSON object within the limits)");
        }
        ObjectNode parsed = body;
        return Optional.of(
                parsed == null
                        ? "(a JSON object of " + length + " bytes)"
                        : BodyRedaction.redact(parsed, maxLength, hidden));
    }

    /** Forgets the body and gives its room back. May be called again. */
    @Override
    public void close() {
        body = null;
        if (room != null) {
            room.close();
        }
    }
}

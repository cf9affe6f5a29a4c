package dev.rollcall.server.scim;

import dev.rollcall.directory.resource.PartedTurn;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.server.limit.BodyReservation;

/**
 * A body that was received and not read yet: it holds memory for its bytes alone.
 *
 * @param bytes in UTF-8, at least one
 * @param json how it is read
 * @param weight of what becomes of it, in bytes
 * @param room what it holds of the memory for bodies; closed with the request's {@link BodyNote}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy would be memory that nobody counts.
record ReceivedBody(byte[] bytes, JsonLimits json, long weight, BodyReservation room) {

    /**
     * Takes the memory for what becomes of it. Where there is none at once, the turn is given back while it is waited for, and
     * whoever has it then and no turn gives it back while a turn is waited for: nobody keeps one of them from others while he waits
     * for the other.
     *
     * @throws dev.rollcall.server.limit.BodyMemoryException when there is none in time
     * @throws dev.rollcall.scim.ScimException when the turn does not come again in time
     */
    void handle(PartedTurn turn) {
        boolean handled = room.handleAtOnce(weight);
        while (!handled) {
            handled = turn.apart(left -> room.handle(weight, left), room::handleNoMore) || room.handleAtOnce(weight);
        }
    }
}

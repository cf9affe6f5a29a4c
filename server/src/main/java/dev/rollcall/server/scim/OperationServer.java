package dev.rollcall.server.scim;

import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.resource.PartedTurn;
import dev.rollcall.directory.resource.ScimCall;
import java.time.Clock;
import java.time.Duration;

/**
 * What the operations of bulk requests are worked with.
 *
 * @param longestTurn after which no other operation of a request is begun; the setting {@code limits.bulk-turn}
 */
record OperationServer(
        Admission admission, BodyPolicy bodies, LogRows log, FailureAnswers failures, Clock clock, IdSource ids,
        Duration longestTurn) {

    /**
     * Counts the operations of a request for its connection's rate.
     *
     * @throws RefusalException 429 when the connection owes those of another request by now; then none is counted
     */
    void count(ScimCall call, int operations) {
        admission.count(call.caller(), operations);
    }

    /** No longer counts those that were not begun; the request itself counts as one. */
    void giveBack(ScimCall call, int operations, int begun) {
        admission.giveBack(call.caller(), operations - Math.max(1, begun));
    }

    /** Works those of one request, whose turn begins now. */
    BulkOperations of(EndpointExchange bulk, RouteDispatch dispatch, PartedTurn turn) {
        return new BulkOperations(this, bulk, dispatch, turn);
    }
}

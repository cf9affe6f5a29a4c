package dev.rollcall.server.scim;

import dev.rollcall.directory.resource.BulkTurns;
import dev.rollcall.directory.resource.PartedTurn;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.bulk.BulkJob;
import dev.rollcall.scim.bulk.BulkLimits;
import dev.rollcall.scim.bulk.BulkRequest;
import dev.rollcall.scim.bulk.BulkResponse;
import dev.rollcall.scim.bulk.BulkResult;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bulk requests (RFC 7644 section 3.7).
 *
 * <p>Guarantees: each operation is worked as if it had come alone, one after the other, in the connection's turn of {@link
 * BulkTurns}, which goes to other connections that wait between two of them: its caller, scope, limits and tolerances are looked at then, and it leaves its own log row, change and events. The
 * operations count for the connection's rate as soon as the body is read, those that are not begun no longer once that is known.
 * While a request waits for its turn it holds memory for the bytes of its body alone; what is made of them, which can be many times
 * as much, is made in the turn, stays within its part of the memory for bodies until the answer is made, and that has at most a few
 * KiB for an operation. Nobody waits for memory in a turn, nor for a turn with that memory ({@link PartedTurn#apart}), and one deadline
 * is for both. A request that is refused as a whole has done nothing.
 */
final class BulkEndpoint {
    private final BulkLimits limits;
    private final BulkTurns turns;
    private final OperationServer operations;

    /** @param limits with 0 operations none is offered */
    BulkEndpoint(BulkLimits limits, BulkTurns turns, OperationServer operations) {
        this.limits = limits;
        this.turns = turns;
        this.operations = operations;
    }

    HttpResponse work(EndpointExchange exchange, RouteDispatch dispatch) {
        if (limits.maxOperations() == 0) {
            throw ScimException.of(501,
                    "/Bulk is not offered. Send the operations one by one, or have the operator raise the setting"
                            + " limits.bulk-operations.");
        }
        if (!exchange.method().equals("POST")) {
            throw Methods.BULK.refusal(exchange.method());
        }
        ReceivedBody received = exchange.receivedBulk();
        ScimCall call = exchange.call();
        List<BulkResult> results = turns.inTurn(call.connection(), call.client(), turn -> {
            received.handle(turn);
            return worked(exchange.parsed(received), exchange, dispatch, turn);
        });
        return HttpResponse.of(200, MediaTypes.SCIM, ScimJson.write(BulkResponse.of(results)))
                .with(HeaderName.CACHE_CONTROL, "no-store");
    }

    private List<BulkResult> worked(
            ObjectNode body, EndpointExchange exchange, RouteDispatch dispatch, PartedTurn turn) {
        ScimCall call = exchange.call();
        BulkRequest request = BulkRequest.parse(body, limits);
        BulkJob job = call.effort().spend(() -> new BulkJob(request));
        int size = request.operations().size();
        operations.count(call, size);
        try {
            return job.work(operations.of(exchange, dispatch, turn));
        } finally {
            operations.giveBack(call, Math.max(1, size), job.begun());
        }
    }
}

package dev.rollcall.server.scim;

import dev.rollcall.directory.resource.BulkTurns;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.bulk.BulkJob;
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
 * BulkTurns}: its caller, scope, limits and tolerances are looked at then, and it leaves its own log row, change and events. The
 * body stays within its part of the memory for bodies until the answer is made, which has at most a few KiB for an operation. A
 * request that is refused as a whole has done nothing.
 */
final class BulkEndpoint {
    private final int maxOperations;
    private final BulkTurns turns;
    private final OperationServer operations;

    /** @param maxOperations in one request; with 0 none is offered */
    BulkEndpoint(int maxOperations, BulkTurns turns, OperationServer operations) {
        this.maxOperations = maxOperations;
        this.turns = turns;
        this.operations = operations;
    }

    HttpResponse work(EndpointExchange exchange, RouteDispatch dispatch) {
        if (maxOperations == 0) {
            throw ScimException.of(501,
                    "/Bulk is not offered. Send the operations one by one, or have the operator raise the setting"
                            + " limits.bulk-operations.");
        }
        if (!exchange.method().equals("POST")) {
            throw Methods.BULK.refusal(exchange.method());
        }
        ObjectNode body = exchange.bulkBody();
        BulkRequest request = BulkRequest.parse(body, maxOperations);
        BulkJob job = exchange.call().effort().spend(() -> new BulkJob(request));
        List<BulkResult> results = turns.inTurn(exchange.call().connection(), exchange.call().client(), () -> {
            operations.count(exchange.call(), request.operations().size());
            return job.work(operations.of(exchange, dispatch));
        });
        return HttpResponse.of(200, MediaTypes.SCIM, ScimJson.write(BulkResponse.of(results)))
                .with(HeaderName.CACHE_CONTROL, "no-store");
    }
}

package dev.rollcall.server.scim;

import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.resource.ScimCall;
import java.time.Clock;

/** What the operations of bulk requests are worked with. */
record OperationServer(
        Admission admission, BodyPolicy bodies, LogRows log, FailureAnswers failures, Clock clock, IdSource ids) {

    /** Counts the operations of a request for its connection's rate. */
    void count(ScimCall call, int operations) {
        admission.count(call.caller(), operations);
    }

    /** Works those of one request. */
    BulkOperations of(EndpointExchange bulk, RouteDispatch dispatch) {
        return new BulkOperations(this, bulk, dispatch);
    }
}

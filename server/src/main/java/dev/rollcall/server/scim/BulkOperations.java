package dev.rollcall.server.scim;

import dev.rollcall.directory.log.PathRedaction;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.resource.PartedTurn;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.bulk.BulkOperation.Change;
import dev.rollcall.scim.bulk.BulkOutcome;
import dev.rollcall.scim.bulk.BulkProvider;
import dev.rollcall.scim.bulk.DataSize;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.ResponseBody;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Works the operations of one bulk request, each the way that a request of its own takes. Confined to the request's thread. */
final class BulkOperations implements BulkProvider {
    private static final int FAILED = 400;

    private final OperationServer server;
    private final EndpointExchange bulk;
    private final RouteDispatch dispatch;
    private final String prefix;
    private final BulkTurnEnd end;

    BulkOperations(OperationServer server, EndpointExchange bulk, RouteDispatch dispatch, PartedTurn turn) {
        this.server = server;
        this.bulk = bulk;
        this.dispatch = dispatch;
        this.prefix = ScimPath.PREFIX + bulk.call().connection();
        this.end = new BulkTurnEnd(
                bulk.call().client(), turn::letOthersGoFirst, server.longestTurn(), System::nanoTime);
    }

    @Override
    public Optional<ScimException> end() {
        return end.reached();
    }

    @Override
    public String newId() {
        return server.ids().next();
    }

    @Override
    public BulkOutcome create(Change change, String id) {
        return worked(change, Optional.of(id));
    }

    @Override
    public BulkOutcome change(Change change) {
        return worked(change, Optional.empty());
    }

    @Override
    public boolean takeBack(Change creation, String id) {
        String path = path(creation) + "/" + id;
        Change deletion = new Change("DELETE", path, Optional.empty(), Optional.empty(), DataSize.NONE);
        return outcome(deletion, Optional.empty(), operation -> dispatch.takeBack(operation, route(path))).done();
    }

    @Override
    public String location(Change change) {
        return bulk.call().baseUrl() + path(change);
    }

    private BulkOutcome worked(Change change, Optional<String> newId) {
        return outcome(change, newId, operation -> dispatch.change(operation, route(path(change))));
    }

    private BulkOutcome outcome(
            Change change, Optional<String> newId, Function<EndpointExchange, HttpResponse> work) {
        String path = prefix + path(change);
        RequestTrace trace = bulk.trace()
                .operation(server.ids().next(), server.clock().instant(), System.nanoTime(),
                        change.method(), PathRedaction.redact(prefix + change.path()));
        OperationRequest request = new OperationRequest(
                bulk.request(), change.method(), path, query(change), change.version());
        BodyNote note = new BodyNote();
        HttpResponse response;
        try {
            Caller caller = server.admission().again(bulk.request(), bulk.call().caller(), trace);
            ScimCall call = new ScimCall(
                    caller, bulk.call().baseUrl(), trace, bulk.call().client(),
                    server.bodies().turns().effort(caller.connection().id(), bulk.call().client()));
            OperationBody body = new OperationBody(change.data(), change.size(), newId);
            response = work.apply(new EndpointExchange(request, call, server.bodies(), note, Optional.of(body)));
        } catch (Throwable e) {
            // An Error as well: the other operations were asked for all the same, and the log gets its row.
            response = server.failures().answer(trace, e);
        }
        server.log().leave(trace, request, response, note);
        bulk.trace().hide(trace.hidden());
        if (trace.isCommitted()) {
            bulk.trace().committed();
        }
        return outcome(change, response, trace.isCommitted());
    }

    private BulkOutcome outcome(Change change, HttpResponse response, boolean committed) {
        boolean failed = response.status() >= FAILED;
        Optional<String> location = response.field(HeaderName.LOCATION);
        return new BulkOutcome(
                response.status(),
                !failed || committed,
                location.isPresent() || change.creates() ? location : Optional.of(location(change)),
                response.field(HeaderName.ETAG),
                failed ? Optional.of(error(response)) : Optional.empty());
    }

    private static JsonNode error(HttpResponse response) {
        return switch (response.body()) {
            case ResponseBody.Bytes bytes -> ScimJson.tree(bytes.array());
            case ResponseBody.Streamed _ -> throw new IllegalStateException("An error is never streamed");
        };
    }

    /** Where an operation goes: to a type of resource, or to a resource. */
    private Route route(String path) {
        return ScimPath.parse(prefix + path)
                .map(ScimPath::route)
                .filter(route -> route instanceof Route.Collection || route instanceof Route.Resource)
                .orElseThrow(() -> ScimException.of(ScimType.INVALID_VALUE,
                        "The path of an operation is that of a type, such as /Users, or of a resource, such as"
                                + " /Users/{id}, below the SCIM URL. Send other requests by themselves."));
    }

    private static String path(Change change) {
        int query = change.path().indexOf('?');
        return query < 0 ? change.path() : change.path().substring(0, query);
    }

    private static String query(Change change) {
        int query = change.path().indexOf('?');
        return query < 0 ? "" : change.path().substring(query + 1);
    }
}

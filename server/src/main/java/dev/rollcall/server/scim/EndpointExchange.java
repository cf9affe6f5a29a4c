package dev.rollcall.server.scim;

import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.resource.Effort;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.message.AttributeNames;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.server.http.EntityTags;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.limit.BodyReader;
import dev.rollcall.server.limit.BodyReservation;
import dev.rollcall.server.limit.BodyWeight;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One authenticated request while it is served: reads its parts on demand. */
final class EndpointExchange {
    /** The message, its operations, an operation. */
    private static final int BULK_DEPTH = 3;

    private final HttpRequest request;
    private final ScimCall call;
    private final BodyPolicy bodies;
    private final BodyNote note;
    private final Optional<OperationBody> operation;
    private @Nullable QueryParameters parameters;

    EndpointExchange(HttpRequest request, ScimCall call, BodyPolicy bodies, BodyNote note) {
        this(request, call, bodies, note, Optional.empty());
    }

    /** @param operation what an operation of a bulk request brings with it */
    EndpointExchange(
            HttpRequest request, ScimCall call, BodyPolicy bodies, BodyNote note, Optional<OperationBody> operation) {
        this.request = request;
        this.call = call;
        this.bodies = bodies;
        this.note = note;
        this.operation = operation;
    }

    /** The request as it came. */
    HttpRequest request() {
        return request;
    }

    /** The id of what it makes, when that is settled already. */
    Optional<String> newId() {
        return operation.flatMap(OperationBody::newId);
    }

    ScimCall call() {
        return call;
    }

    RequestTrace trace() {
        return call.trace();
    }

    String method() {
        return request.method();
    }

    /** The query parameters that SCIM knows. */
    QueryParameters parameters() {
        QueryParameters read = parameters;
        if (read == null) {
            read = QueryParameters.parse(request.rawQuery());
            parameters = read;
        }
        return read;
    }

    /**
     * What the client wants to see of a resource.
     *
     * @param limits of the filters in brackets
     */
    Projection projection(ResourceKind kind, FilterLimits limits) {
        List<String> attributes = list("attributes");
        List<String> excluded = list("excludedattributes");
        // Without either as well: a schema that the connection declares may have attributes that are not answered by default.
        return Projection.of(kind.type(), attributes, excluded,
                new RequestDialect(call.dialect(), call.tolerances()), limits);
    }

    /**
     * The same, unless the endpoint stands behind the question mark, as in {@code …?aadOptscim062020/Users?filter=…}: that
     * would be answered with everybody.
     *
     * @throws ScimException 400
     */
    EndpointExchange withPathBeforeQuery() {
        if (QueryParameters.holdPath(request.rawQuery())) {
            throw ScimException.of(
                    400,
                    "The path stands behind the question mark of the URL, so it says nothing. Put it before: "
                            + call.baseUrl() + "/Users?…. Where the SCIM URL has a parameter such as aadOptscim062020,"
                            + " the client has to put the path between the two.");
        }
        return this;
    }

    /** Whether the client names the attributes that it wants to see. */
    boolean namesAttributes() {
        return !list("attributes").isEmpty();
    }

    /** What {@code If-Match} requires. */
    Precondition precondition() {
        Optional<String> header = request.header(HeaderName.IF_MATCH);
        if (header.isEmpty()) {
            return Precondition.none();
        }
        EntityTags tags = EntityTags.parse(header.get())
                .orElseThrow(() -> ScimException.of(
                        400, "If-Match holds no entity tag. Send one as it was received, for example W/\"3\", or *."));
        return tags.any() ? Precondition.anyVersion() : Precondition.ofTags(tags.opaque());
    }

    /** Whether the client has this version already. */
    boolean knows(long version) {
        return request.header(HeaderName.IF_NONE_MATCH)
                .flatMap(EntityTags::parse)
                .map(tags -> tags.matches(version))
                .orElse(false);
    }

    /** The body of a request for a type of resource. */
    ObjectNode body(ResourceKind kind) {
        return kind.hasMembers()
                ? body(bodies.limits().group(), "limits.group-body", bodies.limits().groupValues(), bodies.json())
                : searchBody();
    }

    /** The body of a search, which may be as large as a user's. */
    ObjectNode searchBody() {
        return body(bodies.limits().user(), "limits.body", bodies.limits().userValues(), bodies.json());
    }

    /**
     * The body of a bulk request as it came, in which the bodies of its operations lie a little deeper. It holds memory for its bytes
     * alone, so that many can wait for their turn; {@link #parsed} makes the rest of it.
     */
    ReceivedBody receivedBulk() {
        return received(bodies.limits().bulk(), "limits.bulk-body, which is maxPayloadSize",
                bodies.limits().groupValues(),
                bodies.json().withMaxDepth(bodies.json().maxDepth() + BULK_DEPTH));
    }

    private ObjectNode body(int limit, String setting, int maxValues, JsonLimits limits) {
        if (operation.isPresent()) {
            return given(operation.get(), limit, setting, maxValues);
        }
        ReceivedBody received = received(limit, setting, maxValues, limits);
        received.room().handle(received.weight());
        return parsed(received);
    }

    private ObjectNode given(OperationBody body, int limit, String setting, int maxValues) {
        int bytes = body.size().bytes();
        if (bytes > limit) {
            throw ScimException.of(413, "The operation's data is larger than " + limit
                    + " bytes. Send less in one operation, or have the operator raise the setting " + setting + ".");
        }
        if (body.size().values() > maxValues) {
            throw ScimException.of(413, "The operation's data has more than " + maxValues
                    + " values. Send fewer attributes, elements or members in one operation.");
        }
        ObjectNode data = body.data().orElseThrow();
        note.received(bytes);
        note.parsed(data);
        call.effort().body(bytes);
        return data;
    }

    private ReceivedBody received(int limit, String setting, int maxValues, JsonLimits limits) {
        Charset charset = MediaTypes.charset(request.header(HeaderName.CONTENT_TYPE));
        BodyReservation room = note.reserve(bodies.memory(), call);
        byte[] received = BodyReader.read(request.body(), limit, setting, room);
        byte[] bytes = charset.equals(StandardCharsets.UTF_8) ? received : utf8(received, charset, room);
        note.received(bytes.length);
        if (bytes.length == 0) {
            throw ScimException.of(ScimType.INVALID_SYNTAX, "The request has no body. Send a JSON object.");
        }
        JsonLimits json = limits.withMaxValues(maxValues);
        Effort effort = call.effort();
        effort.body(bytes.length);
        return new ReceivedBody(bytes, json, effort.spend(() -> BodyWeight.of(bytes, json)), room);
    }

    /** Reads a body, for which the room is there. */
    ObjectNode parsed(ReceivedBody received) {
        ObjectNode body = call.effort().spend(() -> ScimJson.parse(received.bytes(), received.json()));
        note.parsed(body);
        return body;
    }

    /** The body in UTF-8, which takes twice the bytes at most, beside those that were received. */
    private static byte[] utf8(byte[] received, Charset charset, BodyReservation room) {
        room.receive(5L * received.length, 5L * received.length);
        return new String(received, charset).getBytes(StandardCharsets.UTF_8);
    }

    private List<String> list(String name) {
        return parameters().value(name).map(AttributeNames::split).orElse(List.of());
    }
}

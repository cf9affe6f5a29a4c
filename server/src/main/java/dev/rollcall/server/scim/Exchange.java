package dev.rollcall.server.scim;

import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.resource.Effort;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.json.JsonLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.server.http.EntityTags;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.limit.BodyReader;
import dev.rollcall.server.limit.BodyReservation;
import dev.rollcall.server.limit.BodyWeight;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One authenticated request while it is served: reads its parts on demand. */
final class Exchange {
    private final HttpRequest request;
    private final ScimCall call;
    private final BodyPolicy bodies;
    private final BodyNote note;
    private @Nullable QueryParameters parameters;

    Exchange(HttpRequest request, ScimCall call, BodyPolicy bodies, BodyNote note) {
        this.request = request;
        this.call = call;
        this.bodies = bodies;
        this.note = note;
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

    /** What the client wants to see of a resource. */
    Projection projection(ResourceKind kind) {
        List<String> attributes = list("attributes");
        List<String> excluded = list("excludedattributes");
        return attributes.isEmpty() && excluded.isEmpty()
                ? Projection.everything()
                : Projection.of(kind.type(), attributes, excluded);
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
                ? body(bodies.limits().group(), "limits.group-body", bodies.limits().groupValues())
                : searchBody();
    }

    /** The body of a search, which may be as large as a user's. */
    ObjectNode searchBody() {
        return body(bodies.limits().user(), "limits.body", bodies.limits().userValues());
    }

    private ObjectNode body(int limit, String setting, int maxValues) {
        Optional<String> contentType = request.header(HeaderName.CONTENT_TYPE);
        if (!MediaTypes.readable(contentType)) {
            throw ScimException.of(
                    415, "A body of this Content-Type is not read. Send application/scim+json in UTF-8.");
        }
        BodyReservation room = note.reserve(bodies.memory(), call);
        byte[] bytes = BodyReader.read(request.body(), limit, setting, room);
        note.received(bytes.length);
        if (bytes.length == 0) {
            throw ScimException.of(ScimType.INVALID_SYNTAX, "The request has no body. Send a JSON object.");
        }
        JsonLimits json = bodies.json().withMaxValues(maxValues);
        Effort effort = call.effort();
        effort.body(bytes.length);
        room.handle(effort.spend(() -> BodyWeight.of(bytes, json)));
        ObjectNode body = effort.spend(() -> ScimJson.parse(bytes, json));
        note.parsed(body);
        return body;
    }

    private List<String> list(String name) {
        Optional<String> value = parameters().value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(value.get().split(",", -1))
                .map(String::strip)
                .filter(attribute -> !attribute.isEmpty())
                .toList();
    }
}

package dev.rollcall.server.management;

import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.client.ManagementCaller;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.origin.Origin;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One request of a caller that is known and has the scope of its route. Confined to the thread that serves it. */
public final class ManagementRequest {
    private final HttpRequest request;
    private final String id;
    private final ManagementCaller caller;
    private final Origin origin;
    private final Map<String, String> parameters;
    private final String tenantName;
    private final ManagementBody body;
    private final ManagementAudit audit;
    private @Nullable ManagementQuery query;

    ManagementRequest(
            HttpRequest request,
            String id,
            ManagementCaller caller,
            Origin origin,
            String tenantName,
            Map<String, String> parameters,
            ManagementBody body,
            ManagementAudit audit) {
        this.request = request;
        this.id = id;
        this.caller = caller;
        this.origin = origin;
        this.parameters = parameters;
        this.tenantName = tenantName;
        this.body = body;
        this.audit = audit;
    }

    /** The share of the store, of memory and of rates that the requests of a client count for; never a connection's. */
    public static Share share(ManagementCaller caller) {
        return new Share("management " + caller.clientId());
    }

    /** UUIDv7 text; what the answer's {@code X-Request-Id} and the audit log have. */
    public String id() {
        return id;
    }

    /** Who asks. */
    public ManagementCaller caller() {
        return caller;
    }

    /**
     * Passes a caller who has this scope as well as the route's.
     *
     * @throws ManagementFailure 403 that names the scope
     */
    public void requireScope(ManagementScope scope) {
        ManagementGate.require(caller, scope);
    }

    /** Where changes come from that this request makes. */
    public Cause cause() {
        return new Cause(caller.actor(), Optional.of(id));
    }

    /** What the request counts for. */
    public Share share() {
        return share(caller);
    }

    /** Whether the client still waits for the answer. */
    public Presence client() {
        return request::isAwaited;
    }

    /** Scheme, host and port under which the service was reached, without a slash at the end. */
    public String baseUrl() {
        return origin.baseUrl();
    }

    /** What stands in the place of a tenant's name: the host of the public URL, or {@code rollcall}; whoever asks. */
    public String tenantName() {
        return tenantName;
    }

    /** The value of a header. */
    public Optional<String> header(HeaderName name) {
        return request.header(name);
    }

    /** Whether the answer's body is wanted, and not its headers alone. */
    public boolean wantsBody() {
        return !request.method().equals("HEAD");
    }

    /** What stands in the place of a parameter of the route's template, decoded. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no parameter " + name + ".");
        }
        return value;
    }

    /**
     * The query.
     *
     * @throws ManagementFailure 400 when it has more parameters than are read
     * @throws dev.rollcall.scim.ScimException 400 when it cannot be decoded
     */
    public ManagementQuery query() {
        ManagementQuery read = query == null ? ManagementQuery.parse(request.rawQuery()) : query;
        query = read;
        return read;
    }

    /**
     * The body, one JSON object; empty when there is none, when it has no bytes or is {@code null}. May be called again.
     *
     * @throws ManagementFailure 400 or 415 when it is something else
     */
    public Optional<ObjectNode> body() {
        return body.read(request, share(), client());
    }

    /**
     * The body, which the route needs.
     *
     * @throws ManagementFailure 400 when there is none
     */
    public ObjectNode requiredBody() {
        return body().orElseThrow(() -> ManagementFailure.body("The request has no body. Send a JSON object."));
    }

    /**
     * Waits for the memory of a list that is about to be read, and keeps it until the request ends.
     *
     * @param bytes that its rows and its text may take together
     * @throws dev.rollcall.server.limit.BodyMemoryException when there is none in time
     */
    public void reserve(long bytes) {
        body.reserve(bytes, share(), client());
    }

    /** Whether the request accepts lines of JSON rather than one JSON text. */
    public boolean wantsLines() {
        return query().text("format").filter("jsonl"::equals).isPresent()
                || request.header(HeaderName.ACCEPT)
                        .filter(accept -> accept.contains("application/x-ndjson")
                                || accept.contains("application/jsonl"))
                        .isPresent();
    }

    /**
     * Changes something, and lets the write that does it note it in the audit log.
     *
     * @param status that is answered when it is done
     * @param work makes the change with the trail that it gets
     */
    public <T> T change(int status, Function<AuditTrail, T> work) {
        return audit.change(status, work);
    }

    ManagementAudit audit() {
        return audit;
    }

    /**
     * Notes what this request has changed, for the audit log, which leaves secrets out; for what {@link #change} cannot note. May be
     * called for several things.
     *
     * @param kind such as {@code connection} or {@code user}
     * @param connection the id of the connection that it belongs to; empty for none
     * @param id of what is changed
     * @param before empty for what is made
     * @param after empty for what is deleted
     */
    public void changed(
            String kind, Optional<String> connection, String id, Optional<JsonNode> before, Optional<JsonNode> after) {
        audit.changed(kind, connection, id, before, after);
    }
}

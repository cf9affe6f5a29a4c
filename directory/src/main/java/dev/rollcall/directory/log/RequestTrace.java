package dev.rollcall.directory.log;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.type.HiddenNames;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is learnt about one request while it is served; becomes its log row.
 *
 * <p>Made per request and confined to it. What is put in here must hold no secret: paths and bodies come redacted.
 */
public final class RequestTrace {
    private final String id;
    private final Instant time;
    private final long startNanos;
    private final String clientAddress;
    private final String method;
    private final String path;
    private final FiredTolerances tolerances = new FiredTolerances();
    private @Nullable ConnectionId connection;
    private @Nullable String tokenId;
    private @Nullable String resourceType;
    private @Nullable String resourceId;
    private @Nullable String plan;
    private @Nullable String error;
    private @Nullable String body;
    private @Nullable String response;
    private @Nullable String clientRequestId;
    private HiddenNames hidden = HiddenNames.NONE;
    private boolean committed;
    private int loggedStatus;

    /**
     * @param id UUIDv7 text
     * @param startNanos {@link System#nanoTime} when the request came
     * @param path path and query, redacted
     */
    public RequestTrace(String id, Instant time, long startNanos, String clientAddress, String method, String path) {
        this.id = id;
        this.time = time;
        this.startNanos = startNanos;
        this.clientAddress = clientAddress;
        this.method = method;
        this.path = path;
    }

    /**
     * What is learnt about one operation of this request, which leaves a row of its own: under the name that the client gave the
     * request, or under this id when it gave none.
     *
     * @param operationId UUIDv7 text
     * @param startNanos {@link System#nanoTime} when it was begun
     */
    public RequestTrace operation(
            String operationId, Instant begun, long startNanos, String operationMethod, String operationPath) {
        RequestTrace operation = new RequestTrace(
                operationId, begun, startNanos, clientAddress, operationMethod, operationPath);
        operation.connection = connection;
        operation.tokenId = tokenId;
        operation.clientRequestId = clientRequestId == null ? id : clientRequestId;
        return operation;
    }

    /** The id of the row. */
    public String id() {
        return id;
    }

    /** Collects what the tolerances did. */
    public FiredTolerances tolerances() {
        return tolerances;
    }

    /** The connection that the request named and that exists. */
    public void connection(ConnectionId connection) {
        this.connection = connection;
    }

    /** Who sent it. */
    public void caller(Caller caller) {
        this.connection = caller.connection().id();
        this.tokenId = caller.tokenId();
        hide(caller.connection().types().hidden());
    }

    /** How the attributes are called that nothing answers by what is declared now, besides what was hidden before. */
    public void hide(HiddenNames names) {
        this.hidden = hidden.with(names);
    }

    /** How the attributes are called whose values do not belong in its row. */
    public HiddenNames hidden() {
        return hidden;
    }

    /** What it was about. */
    public void resource(String type, String id) {
        this.resourceType = type;
        this.resourceId = Secrets.redact(id);
    }

    /** What a write changed, as compact JSON; kept without secrets and without what nothing answers. */
    public void plan(String json) {
        this.plan = BodyRedaction.redactPlan(HiddenRedaction.plan(json, hidden));
    }

    /** The detail of the error that is answered; what the request planned is not in force then. */
    public void error(String detail) {
        this.error = Secrets.redact(detail);
        this.plan = null;
    }

    /** The request's body, redacted and cut. */
    public void body(String redacted) {
        this.body = redacted;
    }

    /** The answer's body, redacted and cut. */
    public void response(String redacted) {
        this.response = redacted;
    }

    /** The client's own name for its request ({@code X-Request-Id}); the caller made sure that it is harmless text. */
    public void clientRequestId(String name) {
        this.clientRequestId = Secrets.redact(name);
    }

    /** The row was written within the request's own transaction; only its body may still come, or another status. */
    public void committed() {
        this.committed = true;
    }

    /** The status that the row has which is written within the request's own transaction. */
    public void logged(int status) {
        this.loggedStatus = status;
    }

    /** Whether nothing is left to be written of a request that is answered with this status. */
    boolean isWhole(int status) {
        return isWritten(status) && !hasBody();
    }

    /** Whether the row of a request that is answered with this status is in the log, and its bodies alone may be missing. */
    boolean isWritten(int status) {
        return committed && loggedStatus == status;
    }

    /** Whether what it changed is durable. */
    public boolean isCommitted() {
        return committed;
    }

    boolean hasBody() {
        return body != null || response != null;
    }

    Optional<ConnectionId> connection() {
        return Optional.ofNullable(connection);
    }

    /** The row for a request that named a connection, with the time that has passed until now. */
    public Optional<RequestLogEntry> entry(int status, boolean withBody) {
        return connection().map(owner -> new RequestLogEntry(
                owner,
                id,
                time,
                clientAddress,
                method,
                path,
                status,
                (System.nanoTime() - startNanos) / 1_000,
                Optional.ofNullable(tokenId),
                Optional.ofNullable(resourceType),
                Optional.ofNullable(resourceId),
                Optional.ofNullable(plan),
                TolerancesJson.write(tolerances),
                Optional.ofNullable(error),
                withBody ? Optional.ofNullable(body) : Optional.empty(),
                Optional.ofNullable(clientRequestId),
                withBody ? Optional.ofNullable(response) : Optional.empty()));
    }
}

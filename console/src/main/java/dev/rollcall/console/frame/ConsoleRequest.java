package dev.rollcall.console.frame;

import dev.rollcall.directory.access.SetupLinks.Visit;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.client.ManagementCaller;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.management.ManagementAudit;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementQuery;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.origin.Origin;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** One request for a route of the console, of somebody who may ask for it. Confined to the thread that serves it. */
public final class ConsoleRequest {
    private final HttpRequest request;
    private final String id;
    private final Origin origin;
    private final Frame frame;
    private final Map<String, String> parameters;
    private final ManagementQuery query;
    private final ConsoleForm form;
    private final Optional<ManagementAudit> audit;
    private final PageParts parts;

    /**
     * @param query as it was read
     * @param form what was sent; an empty one for a request that reads
     * @param audit of somebody who has signed in
     * @param parts what answers need that go on
     */
    public ConsoleRequest(
            HttpRequest request, String id, Origin origin, Frame frame, Map<String, String> parameters,
            ManagementQuery query, ConsoleForm form, Optional<ManagementAudit> audit, PageParts parts) {
        this.request = request;
        this.id = id;
        this.origin = origin;
        this.frame = frame;
        this.parameters = Map.copyOf(parameters);
        this.query = query;
        this.form = form;
        this.audit = audit;
        this.parts = parts;
    }

    /** UUIDv7 text; what the answer's {@code X-Request-Id} and the audit log have. */
    public String id() {
        return id;
    }

    /** What stands around the page, with the links to others. */
    public Frame frame() {
        return frame;
    }

    /** Who asks. @throws IllegalStateException on a route that everybody may ask for */
    public ManagementCaller caller() {
        return frame.caller()
                .orElseThrow(() -> new IllegalStateException("Nobody is signed in on this route."));
    }

    /** Who has come with a set-up link. @throws IllegalStateException on a route that takes none */
    public Visit visit() {
        return frame.visit().orElseThrow(() -> new IllegalStateException("Nobody comes with a link on this route."));
    }

    /** The share of the store, of memory and of rates that it counts for: that of its client. */
    public Share share() {
        return ManagementRequest.share(caller());
    }

    /** Where changes come from that this request makes. */
    public Cause cause() {
        return new Cause(caller().actor(), Optional.of(id));
    }

    /** Whether the browser still waits for the answer. */
    public Presence client() {
        return request::isAwaited;
    }

    /** Where it came from, and under which address the service was reached. */
    public Origin origin() {
        return origin;
    }

    /** The value of a header. */
    public Optional<String> header(HeaderName name) {
        return request.header(name);
    }

    /** Whether the answer's body is wanted, and not its headers alone. */
    public boolean wantsBody() {
        return !request.method().equals("HEAD");
    }

    /** What stands in the place of a parameter of the path, decoded. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The path has no parameter " + name + ".");
        }
        return value;
    }

    /** The query. */
    public ManagementQuery query() {
        return query;
    }

    /** What the form has sent. */
    public ConsoleForm form() {
        return form;
    }

    /**
     * Waits for the memory of what is about to be read, and keeps it until the page is made.
     *
     * @param bytes that its rows and its text may take together
     * @throws dev.rollcall.server.limit.BodyMemoryException when there is none in time
     */
    public void reserve(long bytes) {
        parts.reserve(bytes);
    }

    /**
     * Waits for the memory of a part of an answer that is written bit by bit, and is to be closed when that part is written.
     *
     * @throws dev.rollcall.server.limit.BodyMemoryException when there is none in time
     */
    public HeldMemory hold(long bytes) {
        return parts.hold(bytes);
    }

    /** A part of a page, for an answer that is written bit by bit. */
    public String render(String template, Object view) {
        return parts.render(template, frame, view);
    }

    /** Whether whoever asks is still signed in, for an answer that goes on; this is no use of the session. */
    public boolean isStillSignedIn() {
        return parts.isStillSignedIn();
    }

    /** Passes who has this scope as well as the route's. @throws ManagementFailure 403 that names it */
    public void requireScope(ManagementScope scope) {
        if (!caller().has(scope)) {
            throw new ManagementFailure(403, "insufficient_scope", "This needs the scope " + scope.word()
                    + ", which you do not have. Sign in as a client that has it.");
        }
    }

    /**
     * Notes something that is done already and has left nothing in the store with which its row could be written: when that fails, whoever
     * asked is told that it was done.
     */
    public void done(Storage storage, String kind, Optional<ConnectionId> connection, String subject, JsonNode what) {
        ManagementAudit trail = audit
                .orElseThrow(() -> new IllegalStateException("Nobody is signed in on this route."));
        trail.changed(kind, connection.map(ConnectionId::value), subject, Optional.empty(), Optional.of(what));
        trail.finish(storage, 200);
    }

    /** Changes something, and lets the write that does it note it in the audit log. @param work makes the change with that trail */
    public <T> T change(Function<AuditTrail, T> work) {
        return audit.orElseThrow(() -> new IllegalStateException("Nobody is signed in on this route."))
                .change(200, work);
    }
}

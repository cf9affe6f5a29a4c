package dev.rollcall.server.management;

import dev.rollcall.directory.client.ManagementCaller;
import dev.rollcall.directory.log.AuditText;
import dev.rollcall.directory.log.PathRedaction;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.origin.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What one request leaves in the audit log: nothing, unless it changes something or was refused when it was to. */
final class ManagementAudit {
    private static final HeaderName USER_AGENT = HeaderName.of("User-Agent");
    /** Characters that are kept of it. */
    private static final int LONGEST = 256;

    private final HttpRequest request;
    private final String id;
    private final Instant time;
    private Optional<AuditEntry.Change> change = Optional.empty();

    ManagementAudit(HttpRequest request, String id, Clock clock) {
        this.request = request;
        this.id = id;
        this.time = clock.instant();
    }

    void changed(String kind, Optional<String> connection, String subject, Optional<JsonNode> before,
            Optional<JsonNode> after) {
        change = Optional.of(new AuditEntry.Change(
                kind, connection, subject, before.map(AuditText::of), after.map(AuditText::of)));
    }

    /** Whether a change was noted; it is in force unless the handler failed afterwards. */
    boolean hasChange() {
        return change.isPresent();
    }

    /**
     * Writes the row, durable when this returns.
     *
     * @param error the message of a refusal
     */
    void write(
            Storage storage, ManagementCaller caller, Origin origin, ManagementRoute route, int status,
            Optional<String> error) {
        AuditEntry entry = new AuditEntry(
                id,
                time,
                caller.actor(),
                origin.clientAddress(),
                request.header(USER_AGENT).map(ManagementAudit::cut),
                request.method(),
                PathRedaction.redact(request.rawPath()),
                route.method() + " " + route.template(),
                status,
                change,
                error);
        storage.write(ManagementRequest.share(caller), "audit", session -> {
            session.audit().append(entry);
            return entry;
        });
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}

package dev.rollcall.server.management;

import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.client.ManagementCaller;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.AuditText;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.log.PathRedaction;
import dev.rollcall.directory.log.RowsPerMinute;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.origin.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What one request leaves in the audit log: a row for each thing that it changes, or one when it was refused or failed when it was
 * to change something. Confined to the thread that serves it, but for {@link #trail}, which the store's writer calls while that
 * thread waits.
 */
public final class ManagementAudit {
    private static final HeaderName USER_AGENT = HeaderName.of("User-Agent");
    /** Characters that are kept of it. */
    private static final int LONGEST = 256;

    private final HttpRequest request;
    private final String id;
    private final Clock clock;
    private final IdSource ids;
    private final ManagementCaller caller;
    private final Origin origin;
    private final String operation;
    private final Instant time;
    private final Map<String, String> rowIds = new HashMap<>();
    private final List<AuditEntry.Change> noted = new ArrayList<>();
    private boolean changed;

    /**
     * Of one request.
     *
     * @param id of the request
     * @param operation the route, such as {@code PATCH /connections/{id}}
     */
    public ManagementAudit(HttpRequest request, String id, Clock clock, IdSource ids, ManagementCaller caller,
            Origin origin, String operation) {
        this.request = request;
        this.id = id;
        this.clock = clock;
        this.ids = ids;
        this.caller = caller;
        this.origin = origin;
        this.operation = operation;
        this.time = clock.instant();
    }

    /**
     * Does a work that notes what it changes in its own write.
     *
     * @param status that is answered when the work was done
     */
    public <T> T change(int status, Function<AuditTrail, T> work) {
        boolean[] written = {false};
        T result = work.apply(new AuditTrail() {
            @Override
            public Cause cause() {
                return new Cause(caller.actor(), Optional.of(id));
            }

            @Override
            public void append(WriteSession session, AuditEntry.Change change) {
                session.audit().append(entry(rowId(change), status, Optional.of(change), Optional.empty()));
                written[0] = true;
            }

            @Override
            public void committed() {
                changed |= written[0];
            }
        });
        changed |= written[0];
        return result;
    }

    /** Notes a change that is made already, for {@link #finish}. */
    public void changed(String kind, Optional<String> connection, String subject, Optional<JsonNode> before,
            Optional<JsonNode> after) {
        noted.add(new AuditEntry.Change(
                kind, connection, subject, before.map(AuditText::of), after.map(AuditText::of)));
        changed = true;
    }

    /** Whether something was changed, and is in force even when the request fails afterwards. */
    public boolean hasChange() {
        return changed;
    }

    /** Writes the rows of what was noted since the last call, durable when this returns. */
    public void finish(Storage storage, int status) {
        List<AuditEntry.Change> changes = List.copyOf(noted);
        noted.clear();
        if (!changes.isEmpty()) {
            storage.write(ManagementRequest.share(caller), "audit", session -> {
                changes.forEach(change -> session.audit()
                        .append(entry(rowId(change), status, Optional.of(change), Optional.empty())));
                return changes;
            });
        }
    }

    /**
     * Writes the row of a request that was refused, durable when this returns, unless the client has left as many in this minute as
     * it may.
     */
    public void refused(Storage storage, RowsPerMinute<String> rows, int status, String error) {
        if (rows.admit(caller.clientId(), clock.instant())) {
            AuditEntry entry = entry(id, status, Optional.empty(), Optional.of(AuditText.ofError(error)));
            storage.write(ManagementRequest.share(caller), "audit", session -> {
                session.audit().append(entry);
                return entry;
            });
        }
    }

    /** The first row has the id of the request; a write that runs again gives a change the id that it had. */
    private String rowId(AuditEntry.Change change) {
        return rowIds.computeIfAbsent(change.kind() + ' ' + change.subject(),
                key -> rowIds.isEmpty() ? id : ids.next());
    }

    private AuditEntry entry(String rowId, int status, Optional<AuditEntry.Change> change, Optional<String> error) {
        return new AuditEntry(
                rowId,
                time,
                caller.actor(),
                origin.clientAddress(),
                request.header(USER_AGENT).map(agent -> AuditText.ofError(cut(agent))),
                request.method(),
                PathRedaction.redact(request.rawPath()),
                operation,
                status,
                change,
                error);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}

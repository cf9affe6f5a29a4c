package dev.rollcall.directory.storage;

import dev.rollcall.directory.change.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of one request that changed something through the management API, or was refused when it was to. No secret is
 * ever in it.
 *
 * @param id UUIDv7 text; orders the log
 * @param path without the query, redacted
 * @param operation the route, such as {@code PATCH /connections/{id}}
 * @param change what it changed; empty for a refusal
 * @param error the message of a refusal
 */
public record AuditEntry(
        String id,
        Instant time,
        Actor actor,
        String clientAddress,
        Optional<String> userAgent,
        String method,
        String path,
        String operation,
        int status,
        Optional<Change> change,
        Optional<String> error) {
    /**
     * What was changed.
     *
     * @param kind such as {@code connection}
     * @param connection the id of the connection that it belongs to
     * @param before JSON without secrets, cut; empty for what was made
     * @param after JSON without secrets, cut; empty for what was deleted
     */
    public record Change(
            String kind, Optional<String> connection, String subject, Optional<String> before,
            Optional<String> after) {}
}

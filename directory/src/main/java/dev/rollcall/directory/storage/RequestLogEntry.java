package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of one request. No secret and no password is ever in it.
 *
 * @param id UUIDv7 text; orders the log
 * @param path the path and query as received, secrets redacted, cut to 2,048 characters
 * @param tokenId the token that was used, if one was recognised
 * @param resourceType {@code User} or {@code Group}, when the request was for one
 * @param plan a JSON array of what a write changed (see the change record), compact
 * @param tolerances a JSON array of {@code {"id", "where"}} for what fired
 * @param error the detail of the SCIM error that was answered
 * @param requestBody the body, redacted and cut; comes in a later batch
 * @param clientRequestId the client's own name for the request, when it gave a harmless one; of an operation of a bulk request
 *     whose client gave none, the id of the bulk request's row
 * @param responseBody what was answered, redacted and cut; comes in a later batch
 */
public record RequestLogEntry(
        ConnectionId connection,
        String id,
        Instant time,
        String clientAddress,
        String method,
        String path,
        int status,
        long durationMicros,
        Optional<String> tokenId,
        Optional<String> resourceType,
        Optional<String> resourceId,
        Optional<String> plan,
        Optional<String> tolerances,
        Optional<String> error,
        Optional<String> requestBody,
        Optional<String> clientRequestId,
        Optional<String> responseBody) {

    /** One without an answer's body. */
    public RequestLogEntry(
            ConnectionId connection,
            String id,
            Instant time,
            String clientAddress,
            String method,
            String path,
            int status,
            long durationMicros,
            Optional<String> tokenId,
            Optional<String> resourceType,
            Optional<String> resourceId,
            Optional<String> plan,
            Optional<String> tolerances,
            Optional<String> error,
            Optional<String> requestBody,
            Optional<String> clientRequestId) {
        this(connection, id, time, clientAddress, method, path, status, durationMicros, tokenId, resourceType,
                resourceId,
                plan, tolerances, error, requestBody, clientRequestId, Optional.empty());
    }
}

package dev.rollcall.directory.configuration;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.util.Optional;

/**
 * What the management API keeps of a connection for its callers, as it came and without secrets; Rollcall itself goes by few
 * of it.
 *
 * @param displayName for people
 * @param document a JSON object with {@code options}, {@code metadata} and what else Auth0 has
 */
public record ConnectionDetail(
        ConnectionId connectionId, Optional<String> displayName, String document, Instant updatedAt) {
    /** One that says nothing. */
    public static ConnectionDetail none(ConnectionId connection, Instant now) {
        return new ConnectionDetail(connection, Optional.empty(), "{}", now);
    }

    /** Whether it says the same as another one, whenever each was said. */
    public boolean says(ConnectionDetail other) {
        return displayName.equals(other.displayName) && document.equals(other.document);
    }
}

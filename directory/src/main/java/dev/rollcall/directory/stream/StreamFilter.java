package dev.rollcall.directory.stream;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.Optional;
import java.util.Set;

/**
 * What a stream leaves out of the types that it subscribes to. What a filter passes over is recorded as skipped.
 *
 * @param connections whose events it takes; empty for those of all
 * @param changed an update counts only when one of these paths of the profile has changed, or one below it; empty for all
 * @param condition an expression that must be true of the event
 * @param keepLinked whether an account that is linked to another stays as it is, instead of being deleted at the target
 * @param scimChanges whether an update counts that changes the SCIM resource and nothing of the profile; a SCIM target always
 *     takes those
 */
public record StreamFilter(
        Set<ConnectionId> connections,
        Set<String> changed,
        Optional<String> condition,
        boolean keepLinked,
        boolean scimChanges) {
    /** It leaves out nothing but what is not of the profile. */
    public static final StreamFilter NONE = new StreamFilter(Set.of(), Set.of(), Optional.empty(), false, false);

    public StreamFilter {
        connections = Set.copyOf(connections);
        changed = Set.copyOf(changed);
    }

    /** Whether events of a connection pass. */
    public boolean takes(ConnectionId connection) {
        return connections.isEmpty() || connections.contains(connection);
    }
}

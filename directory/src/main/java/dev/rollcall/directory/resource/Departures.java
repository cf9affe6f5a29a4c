package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DepartureGuard;
import dev.rollcall.directory.connection.DepartureWindow;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.OwnedResource;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.schema.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the deletions and deactivations of users where a connection's {@link DepartureGuard} says so.
 *
 * <p>Guarantees: a connection without a guard costs nothing, not even a statement. A departure is counted in its own
 * transaction, so that requests of all nodes at the same time, and those before and after a restart, are counted as one by one,
 * and one that fails is not counted. When a guard holds, it holds on every node until it is released, and a setting that the
 * operator has changed meanwhile is left alone. Whoever is not active already may be deleted. What the house does itself is
 * not held. Safe for use by many threads.
 */
final class Departures {
    private final Storage storage;
    private final Clock clock;

    Departures(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** What is looked at inside the writer, before anything is written. */
    @FunctionalInterface
    interface Gate {
        /** Lets everything through. */
        Gate OPEN = (session, now) -> {};

        /** @throws HeldDepartureException when nobody may leave now */
        void pass(WriteSession session, OwnedResource now);
    }

    /** For one request on a resource of this type. */
    Watch watch(ScimCall call, ResourceType type) {
        return new Watch(call.atEndpoint() && call.kind(type).isPerson());
    }

    /** One request, in one attempt after another. */
    final class Watch implements Gate {
        private final boolean watches;
        private Leaving leaving = row -> false;
        private Optional<DepartureGuard> tripped = Optional.empty();

        private Watch(boolean watches) {
            this.watches = watches;
        }

        /** The same planner, of which it is remembered whether the last plan deactivates somebody. */
        ResourceWriter.Planner watching(ResourceWriter.Planner planner) {
            return !watches ? planner : planner.seen((current, plan) -> {
                boolean leaves = isActive(current) && !isActive(plan.document());
                leaving = row -> leaves;
            });
        }

        /** The request deletes somebody. */
        Watch deleting() {
            leaving = row -> isActive(StoredJson.readOrNothing(row));
            return this;
        }

        @Override
        public void pass(WriteSession session, OwnedResource now) {
            Optional<DepartureGuard> guard = now.connection().guard();
            if (watches && guard.isPresent() && leaving.leaves(now.resource())) {
                count(session, now.connection().id(), guard.get());
            }
        }

        private void count(WriteSession session, ConnectionId connection, DepartureGuard guard) {
            Instant time = clock.instant();
            // First of all, so that those who leave at the same time wait for one another here.
            DepartureWindow window = session.connections().lockDepartures(connection);
            long allowed = guard.allowed(
                    session.resources().count(connection, "User", new Condition.All(), Long.MAX_VALUE));
            if (guard.holding() || window.count(time) >= allowed) {
                tripped = Optional.of(guard);
                throw new HeldDepartureException("More than " + allowed
                        + " users would be deleted or deactivated within an"
                        + " hour, which looks like an accident, so this is held; nothing was changed. If it is meant, release"
                        + " it: PATCH the connection's scim-configuration with {\"accidental_deletion_guard\":"
                        + "{\"released\":true}}. The identity provider sends it again.");
            }
            session.connections().setDepartures(connection, window.plusOne(time));
        }

        /** Does what may delete or deactivate somebody. */
        <T> T run(Connection connection, Supplier<T> work) {
            try {
                return work.get();
            } catch (HeldDepartureException e) {
                tripped.filter(guard -> !guard.holding()).ifPresent(guard -> hold(connection.id(), guard));
                throw e;
            }
        }

        /** Durably, so that every node holds; what the request was counted against went with its transaction. */
        private void hold(ConnectionId connection, DepartureGuard guard) {
            storage.write(Share.of(connection), connection.value(),
                    session -> session.connections().hold(connection, guard));
        }
    }

    /** Whether the request lets somebody go. */
    @FunctionalInterface
    private interface Leaving {
        boolean leaves(StoredResource row);
    }

    private static boolean isActive(ObjectNode document) {
        return document.path("active").asBoolean(true);
    }
}

package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DepartureGuard;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.patch.ChangePlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the deletions and deactivations of users where a connection's {@link DepartureGuard} says so.
 *
 * <p>Guarantees: a connection without a guard costs nothing, not even a statement. When one holds, it holds on every node until
 * it is released. Departures are counted by the minute and by each node for itself, from the start of the process on; requests
 * that run at the same time may pass together. Safe for use by many threads.
 */
final class Departures {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Storage storage;
    private final Clock clock;
    private final Map<ConnectionId, Hour> hours = new ConcurrentHashMap<>();

    Departures(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** What a request on a resource of this type is held against. */
    Watch watch(ScimCall call, String type) {
        Optional<DepartureGuard> guard = call.caller().connection().guard().filter(set -> type.equals("User"));
        if (guard.isEmpty()) {
            return new Watch(call, Optional.empty(), Long.MAX_VALUE);
        }
        long users = storage.read(Share.of(call.connection()), session -> session.resources()
                .count(call.connection(), "User", new Condition.All(), Long.MAX_VALUE));
        return new Watch(call, guard, guard.get().allowed(users));
    }

    /** One request. Confined to its thread. */
    final class Watch {
        private final ScimCall call;
        private final Optional<DepartureGuard> guard;
        private final long allowed;
        private boolean leaves;

        private Watch(ScimCall call, Optional<DepartureGuard> guard, long allowed) {
            this.call = call;
            this.guard = guard;
            this.allowed = allowed;
        }

        /** The same planner, which refuses a plan that deactivates somebody who may not leave now. */
        ResourceWriter.Planner guarding(ResourceWriter.Planner planner) {
            if (guard.isEmpty()) {
                return planner;
            }
            return current -> {
                boolean wasActive = isActive(current);
                ChangePlan plan = planner.apply(current);
                leaves = wasActive && !isActive(plan.document());
                if (leaves) {
                    require();
                }
                return plan;
            };
        }

        /** Does what deletes or may deactivate somebody, and counts it if it did. */
        <T> T run(Supplier<T> work) {
            try {
                T done = work.get();
                if (leaves) {
                    guard.ifPresent(set -> hour(set).add(minute()));
                }
                return done;
            } catch (HeldDepartureException e) {
                hold();
                throw e;
            }
        }

        /** @throws HeldDepartureException when nobody may leave now */
        void requireToDelete() {
            leaves = guard.isPresent();
            if (leaves) {
                require();
            }
        }

        private void require() {
            DepartureGuard set = guard.orElseThrow();
            if (set.holding() || hour(set).count(minute()) >= allowed) {
                throw new HeldDepartureException("More than " + allowed
                        + " users would be deleted or deactivated within an"
                        + " hour, which looks like an accident, so this is held; nothing was changed. If it is meant, release"
                        + " it: PATCH the connection's scim-configuration with {\"accidental_deletion_guard\":"
                        + "{\"released\":true}}. The identity provider sends it again.");
            }
        }

        /** Durably, so that every node holds. */
        private void hold() {
            Connection connection = call.caller().connection();
            if (guard.filter(set -> !set.holding()).isPresent()) {
                storage.write(Share.of(connection.id()), connection.id().value(), session -> session.connections()
                        .setGuard(connection.id(), guard.map(DepartureGuard::held)));
            }
        }

        private Hour hour(DepartureGuard set) {
            return hours.compute(call.connection(), (id, known) -> known != null && known.since.equals(set.since())
                    ? known
                    : new Hour(set.since()));
        }
    }

    private static boolean isActive(ObjectNode document) {
        return document.path("active").asBoolean(true);
    }

    private long minute() {
        return clock.instant().getEpochSecond() / 60;
    }

    /** How many left within the last hour, by the minute. */
    private static final class Hour {
        private final Instant since;
        /** Minute and number, oldest first; one more than an hour has at most. */
        private final ArrayDeque<long[]> minutes = new ArrayDeque<>();

        Hour(Instant since) {
            this.since = since;
        }

        synchronized void add(long minute) {
            if (minutes.isEmpty() || minutes.getLast()[0] != minute) {
                minutes.addLast(new long[]{minute, 0});
            }
            minutes.getLast()[1]++;
            count(minute);
        }

        synchronized long count(long minute) {
            while (!minutes.isEmpty() && minutes.getFirst()[0] <= minute - WINDOW.toMinutes()) {
                minutes.removeFirst();
            }
            return minutes.stream().mapToLong(one -> one[1]).sum();
        }
    }
}

package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.resource.Departure.Reach;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.Tombstone;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finishes what deletions left: memberships of the deleted in very many groups, or in groups that were busy, or that were
 * left when the process ended.
 *
 * <p>Guarantees: a step is a few short writes in the share of the connection whose deletion it is; connections take turns,
 * so that the deletions of one, however large, keep those of another waiting for one step. A deletion, or some groups of
 * one, that a step could do nothing about is passed over until the others of its connection had their turn. For one thread
 * at a time.
 */
public final class UnfinishedDeletions {
    /** Groups that one step leaves at most. */
    public static final int GROUPS_A_STEP = 20;

    /** How long a step waits for the turn of a group that somebody changes. */
    private static final Duration TURN_PATIENCE = Duration.ofMillis(100);

    /** Where a connection's next step begins: at a deletion, behind one of its groups, or else behind the deletion. */
    private record Place(Tombstone deleted, String afterGroup, boolean passedOver) {
        static Place at(Tombstone deleted) {
            return new Place(deleted, "", false);
        }

        static Place behind(Tombstone deleted) {
            return new Place(deleted, "", true);
        }
    }

    private final Storage storage;
    private final Departure departure;
    private String served = "";
    /** One of each connection at most, and none once all deletions are finished. */
    private final Map<ConnectionId, Place> places = new HashMap<>();
    private Optional<String> stuckSince = Optional.empty();

    UnfinishedDeletions(Storage storage, Departure departure) {
        this.storage = storage;
        this.departure = departure;
    }

    /** Takes a deleted resource of the next connection out of some groups. @return whether there may be more to do at once */
    public boolean step() {
        Optional<Place> next = next();
        if (next.isEmpty()) {
            places.clear();
            return false;
        }
        Place place = next.get();
        Tombstone deleted = place.deleted();
        // Remembered first, so that a deletion that fails does not keep the others from their turn.
        served = deleted.connection().value();
        places.put(deleted.connection(), Place.behind(deleted));
        Reach reach = departure.leave(
                deleted, place.afterGroup(), GROUPS_A_STEP, TURN_PATIENCE, new Cause(Actor.UPKEEP, Optional.empty()));
        if (reach.moved()) {
            places.put(deleted.connection(), place);
            stuckSince = Optional.empty();
            return true;
        }
        if (!reach.last().isEmpty()) {
            places.put(deleted.connection(), new Place(deleted, reach.last(), false));
        }
        boolean nobodyMoves = stuckSince.filter(served::equals).isPresent();
        stuckSince = nobodyMoves ? Optional.empty() : stuckSince.or(() -> Optional.of(served));
        return !nobodyMoves;
    }

    /** Of the connection after the one that was served last, and after the last one of the first. */
    private Optional<Place> next() {
        return storage.read(Share.HOUSE, session -> {
            List<Tombstone> after = session.resources().tombstones(served, 1);
            return (after.isEmpty() ? session.resources().tombstones("", 1) : after)
                    .stream()
                    .findFirst()
                    .map(first -> place(session, first));
        });
    }

    /** Where the connection goes on; at its first deletion when there is none behind. */
    private Place place(ReadSession session, Tombstone first) {
        Place place = places.getOrDefault(first.connection(), Place.at(first));
        return session.resources()
                .tombstones(first.connection(), place.deleted().id(), 2)
                .stream()
                .map(deleted -> deleted.equals(place.deleted()) ? place : Place.at(deleted))
                .filter(candidate -> !candidate.passedOver())
                .findFirst()
                .orElse(Place.at(first));
    }
}

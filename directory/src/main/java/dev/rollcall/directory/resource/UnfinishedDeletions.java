package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.Tombstone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finishes what deletions left: memberships of the deleted in very many groups, or in groups that were busy, or that were
 * left when the process ended.
 *
 * <p>Guarantees: a step is a few short writes in the share of the connection whose deletion it is; connections take turns,
 * so that the deletions of one, however large, keep those of another waiting for one step. For one thread at a time.
 */
public final class UnfinishedDeletions {
    /** Groups that one step leaves at most. */
    public static final int GROUPS_A_STEP = 20;

    /** How long a step waits for the turn of a group that somebody changes. */
    private static final Duration TURN_PATIENCE = Duration.ofMillis(100);

    private final Storage storage;
    private final Departure departure;
    private String served = "";
    private Optional<String> stuckSince = Optional.empty();

    UnfinishedDeletions(Storage storage, Departure departure) {
        this.storage = storage;
        this.departure = departure;
    }

    /** Takes a deleted resource of the next connection out of some groups. @return whether there may be more to do at once */
    public boolean step() {
        Optional<Tombstone> next = next();
        if (next.isEmpty()) {
            return false;
        }
        // Remembered first, so that a deletion that fails does not keep the others from their turn.
        served = next.get().connection().value();
        if (departure.leave(next.get(), GROUPS_A_STEP, TURN_PATIENCE, new Cause(Actor.UPKEEP, Optional.empty()))) {
            stuckSince = Optional.empty();
            return true;
        }
        boolean nobodyMoves = stuckSince.filter(served::equals).isPresent();
        stuckSince = nobodyMoves ? Optional.empty() : stuckSince.or(() -> Optional.of(served));
        return !nobodyMoves;
    }

    /** Of the connection after the one that was served last, and after the last one of the first. */
    private Optional<Tombstone> next() {
        return storage.read(Share.HOUSE, session -> {
            List<Tombstone> after = session.resources().tombstones(served, 1);
            return (after.isEmpty() ? session.resources().tombstones("", 1) : after).stream().findFirst();
        });
    }
}

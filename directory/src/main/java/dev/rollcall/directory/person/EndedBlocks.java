package dev.rollcall.directory.person;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.EndingBlock;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.patch.ChangePlanJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Makes the end of administrators' blocks a committed change, so that whoever follows the changes sees it. Sign-ins go by the
 * time, and do not wait for it. For one thread at a time.
 *
 * <p>Guarantees: connections take turns, and one has a few ends in each. A person whose row cannot be read, and a connection
 * that takes no writes, keep nobody else waiting; such a person is tried again after {@link #AGAIN}. Nodes that do this at the
 * same time end each block once, also of those who are deleted and kept; each takes the people in an order of its own, so that they seldom meet.
 */
public final class EndedBlocks {
    /** Connections that are looked at in one step at most. */
    static final int CONNECTIONS = 20;

    /** People of a connection who are looked at in its turn at most. */
    static final int A_TURN = 20;

    /** After so long a step ends, with the write that it is at. */
    static final Duration A_STEP = Duration.ofMillis(100);

    /** When whoever could not be ended is tried again. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    /** How long it does not look again after it has found nothing more. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Connections of which it is remembered where somebody was passed over. */
    private static final int REMEMBERED = 1_000;

    private final Storage storage;
    private final Clock clock;
    private final IdSource ids;
    private final LongSupplier nanos;
    private final Random order;
    private final Map<ConnectionId, Passed> passed = new HashMap<>();
    private long nextLook;
    private String after = "";
    private boolean movedInRound;

    /** Up to where a connection's people could not be ended, and until when it begins behind them. */
    private record Passed(EndingBlock last, long until) {}

    /** @param nanos a time that only goes forward, in nanoseconds */
    public EndedBlocks(Storage storage, Clock clock, IdSource ids, LongSupplier nanos) {
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        this.nanos = nanos;
        this.order = new Random(ids.next().hashCode());
        this.nextLook = nanos.getAsLong();
    }

    /**
     * Ends some blocks, each in a write of its own connection's share.
     *
     * @return whether there may be more to do at once
     * @throws RuntimeException the first failure, after everything else of the step was done
     */
    public boolean step() {
        long begin = nanos.getAsLong();
        if (begin - nextLook < 0) {
            return false;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (after.isEmpty()) {
            movedInRound = false;
        }
        List<ConnectionId> turns = storage.read(Share.HOUSE, session -> session.overlays().ending(now, 1).isEmpty()
                ? List.of()
                : session.overlays().connectionsOfEnding(now, after, CONNECTIONS));
        List<RuntimeException> failures = new ArrayList<>();
        boolean inTime = true;
        for (ConnectionId connection : turns) {
            inTime = turn(connection, now, begin, failures);
            after = connection.value();
            if (!inTime) {
                break;
            }
        }
        if (inTime && turns.size() < CONNECTIONS) {
            after = "";
        }
        boolean more = !after.isEmpty() || movedInRound;
        nextLook = nanos.getAsLong() + (more ? 0 : PAUSE.toNanos());
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return more;
    }

    /** @return whether there is time for another one */
    private boolean turn(ConnectionId connection, Instant now, long begin, List<RuntimeException> failures) {
        Optional<EndingBlock> from = Optional.ofNullable(passed.get(connection))
                .filter(place -> nanos.getAsLong() - place.until < 0)
                .map(Passed::last);
        List<EndingBlock> due = storage.read(
                Share.HOUSE, session -> session.overlays().ending(connection, now, from, A_TURN));
        List<EndingBlock> shuffled = new ArrayList<>(due);
        Collections.shuffle(shuffled, order);
        boolean failed = false;
        for (EndingBlock block : shuffled) {
            String changeId = ids.next();
            try {
                movedInRound |= storage.<Boolean>write(Share.of(connection), block.person().id(),
                        session -> end(session, block.person(), now, changeId));
            } catch (StorageException busy) {
                // It is the connection that takes no writes, or the store; nobody of it is passed over.
                failures.add(busy);
                return inTime(begin);
            } catch (RuntimeException unreadable) {
                failures.add(unreadable);
                failed = true;
            }
            if (!inTime(begin)) {
                return false;
            }
        }
        if (failed) {
            passOver(connection, due.getLast());
        }
        return true;
    }

    private void passOver(ConnectionId connection, EndingBlock last) {
        if (passed.size() >= REMEMBERED) {
            passed.clear();
        }
        passed.put(connection, new Passed(last, nanos.getAsLong() + AGAIN.toNanos()));
        movedInRound = true;
    }

    private boolean inTime(long begin) {
        return nanos.getAsLong() - begin < A_STEP.toNanos();
    }

    private static boolean end(WriteSession session, PersonKey person, Instant now, String changeId) {
        Overlay overlay = Overlay.of(session.overlays().find(person));
        if (overlay.blockedUntil().filter(until -> !now.isBefore(until)).isEmpty()) {
            return false;
        }
        Optional<StoredResource> row = session.resources().find(person.connection(), PersonReader.USER, person.id());
        Overlay after = overlay.withBlock(false, Optional.empty()).updatedAt(now);
        if (!session.overlays().put(after.next(person))) {
            return false;
        }
        if (row.isEmpty()) {
            // Of somebody who is deleted and kept nothing is told; whoever comes back comes back without the block.
            return true;
        }
        session.changes()
                .append(new ChangeRecord(
                        person.connection(),
                        changeId,
                        0,
                        true,
                        Subject.of(PersonReader.USER, person.id(), ProfileJson.document(row.get())),
                        "updated",
                        row.get().version(),
                        now,
                        new Cause(Actor.UPKEEP, Optional.empty()),
                        ChangePlanJson.write(OverlayChanges.between(overlay, after))));
        return true;
    }
}

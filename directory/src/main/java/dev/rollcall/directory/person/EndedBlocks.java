package dev.rollcall.directory.person;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.patch.ChangePlanJson;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Makes the end of administrators' blocks a committed change, so that whoever follows the changes sees it. Sign-ins go by the
 * time, and do not wait for it. For one thread at a time.
 */
public final class EndedBlocks {
    /** Blocks that one step ends at most. */
    static final int A_STEP = 50;

    /** How long it does not look again after it has found nothing more. */
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Storage storage;
    private final Clock clock;
    private final IdSource ids;
    private final LongSupplier nanos;
    private long nextLook;

    /** @param nanos a time that only goes forward, in nanoseconds */
    public EndedBlocks(Storage storage, Clock clock, IdSource ids, LongSupplier nanos) {
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        this.nanos = nanos;
        this.nextLook = nanos.getAsLong();
    }

    /** Ends some blocks, each in a write of its own connection's share. @return whether there may be more to do at once */
    public boolean step() {
        if (nanos.getAsLong() - nextLook < 0) {
            return false;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<PersonKey> due = storage.read(Share.HOUSE, session -> session.overlays().ending(now, A_STEP));
        boolean moved = false;
        for (PersonKey person : due) {
            String changeId = ids.next();
            moved |= storage.<Boolean>write(Share.of(person.connection()), person.id(),
                    session -> end(session, person, now, changeId));
        }
        boolean more = moved && due.size() == A_STEP;
        nextLook = nanos.getAsLong() + (more ? 0 : PAUSE_NANOS);
        return more;
    }

    private static boolean end(WriteSession session, PersonKey person, Instant now, String changeId) {
        Overlay overlay = Overlay.of(session.overlays().find(person));
        if (overlay.blockedUntil().filter(until -> !now.isBefore(until)).isEmpty()) {
            return false;
        }
        Optional<StoredResource> row = session.resources().find(person.connection(), PersonReader.USER, person.id());
        Overlay after = overlay.withBlock(false, Optional.empty()).updatedAt(now);
        if (row.isEmpty() || !session.overlays().put(after.next(person))) {
            return false;
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

package dev.rollcall.directory.person;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.configuration.ConnectionJob.Tally;
import dev.rollcall.directory.configuration.MappingsTold;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.OverlayStretch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlanJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells those who follow the changes of a changed mapping: appends a change record for each user whose profile differs by it, with
 * the attributes of the profile before and after. The row stays as it is, and with it its version.
 *
 * <p>Who was created since, or changed while the piece was made, is passed over: that record names the new mapping already. Whoever
 * cannot be read is passed over too, and the operator told of.
 */
final class MappingJob {
    /**
     * Transactions that began before the mapping was replaced are over after this, so that what they wrote under the old one
     * is seen.
     */
    static final Duration SETTLED = Duration.ofSeconds(10);

    private final Storage storage;
    private final IdSource ids;
    private final LongSupplier nanos;
    private final StoredSettings settings;

    MappingJob(Storage storage, IdSource ids, LongSupplier nanos, StoredSettings settings) {
        this.settings = settings;
        this.storage = storage;
        this.ids = ids;
        this.nanos = nanos;
    }

    /** What a piece begins with. @param before the settings under each version by which somebody of it may be known */
    private record Found(
            Connection connection,
            ResourceStretch users,
            Map<String, StoredOverlay> overlays,
            Map<Integer, PersonSettings> before,
            PersonSettings after) {}

    /** A user who is to be told of. @param overlay its revision */
    private record Told(StoredResource row, Optional<Long> overlay, ChangeRecord record) {}

    /**
     * Does one piece.
     *
     * @param failures takes what is to be told of users who cannot be read
     * @return false when there is nothing to do yet, another node was quicker, or the piece is to be made again
     */
    boolean piece(ConnectionJob job, Instant now, Consumer<RuntimeException> failures) {
        if (now.isBefore(job.startedAt().plus(SETTLED))) {
            return false;
        }
        MappingsTold told = MappingsTold.parse(job.source());
        int target = Integer.parseInt(job.target());
        Optional<Found> found = storage.read(Share.of(job.connectionId()), session -> find(session, job, told, target));
        if (found.isEmpty()) {
            return false;
        }
        long begin = nanos.getAsLong();
        List<Told> differing = new ArrayList<>();
        List<StoredResource> users = found.get().users.resources();
        int seen = 0;
        String to = job.position();
        while (seen < users.size() && (seen == 0 || nanos.getAsLong() - begin < ConnectionJobs.PIECE_NANOS)) {
            StoredResource row = users.get(seen++);
            to = row.id();
            int known = told.version(row.id());
            if (known != target && row.created().isBefore(job.startedAt().plus(SETTLED))) {
                try {
                    told(found.get(), row, known, now).ifPresent(differing::add);
                } catch (RuntimeException unreadable) {
                    failures.accept(new IllegalStateException("The user " + row.id() + " of the connection "
                            + row.connection() + " cannot be read, so that nobody was told of what the changed mapping"
                            + " means for that one. Have the identity provider replace or delete the user. ("
                            + unreadable.getMessage() + ")", unreadable));
                }
            }
        }
        boolean finished = seen == users.size() && found.get().users.ended();
        return write(job, to, seen, differing, finished, now);
    }

    private Optional<Found> find(ReadSession session, ConnectionJob job, MappingsTold told, int target) {
        return session.connections().find(job.connectionId()).map(connection -> {
            ResourceStretch page = JobPage.after(session, connection.id(), job.position());
            OverlayStretch overlays = session.overlays()
                    .of(connection.id(), page.resources().stream().map(StoredResource::id).toList(),
                            ConnectionJobs.BYTES);
            ResourceStretch users = new ResourceStretch(page.resources().subList(0, overlays.people()),
                    page.ended() && overlays.people() == page.resources().size());
            Map<Integer, PersonSettings> before = new HashMap<>();
            for (StoredResource row : users.resources()) {
                before.computeIfAbsent(told.version(row.id()),
                        version -> settings.under(session, connection, Math.max(0, version)));
            }
            return new Found(connection, users, overlays.overlays(), before,
                    settings.under(session, connection, target));
        });
    }

    /** Empty when the profile is the same. */
    private Optional<Told> told(Found found, StoredResource row, int known, Instant now) {
        Person person = new Person(found.connection, row, row.id(),
                Overlay.of(Optional.ofNullable(found.overlays.get(row.id()))), List.of(), Optional.empty());
        ObjectNode document = ProfileJson.document(row);
        List<Change> changes = OverlayChanges.mapped(
                new ProfileJson(found.before.getOrDefault(known, found.after), now).of(person),
                new ProfileJson(found.after, now).of(person));
        if (changes.isEmpty() && known != MappingsTold.UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(new Told(row, Optional.ofNullable(found.overlays.get(row.id())).map(StoredOverlay::revision),
                new ChangeRecord(
                        row.connection(), ids.next(), 0, true,
                        Subject.of(row.type(), row.id(), document), "updated", row.version(), now,
                        new Cause(Actor.UPKEEP, Optional.empty()), ChangePlanJson.write(changes))));
    }

    private boolean write(
            ConnectionJob job, String to, int seen, List<Told> differing, boolean finished, Instant now) {
        ConnectionId connection = job.connectionId();
        return storage.<Boolean>write(Share.of(connection), "mapping " + connection, session -> {
            if (session.connections().find(connection).isEmpty()) {
                return false;
            }
            List<Told> current = differing.stream().filter(user -> isCurrent(session, user.row)).toList();
            if (!haveTheSameOverlays(session, connection, current)
                    || !session.jobs()
                            .advance(job.advanced(to, new Tally(seen, current.size(), 0, 0), finished, now))) {
                return false;
            }
            current.forEach(user -> session.changes().append(user.record));
            return true;
        });
    }

    /** Otherwise the piece is made again: what it would tell last is not what the profiles show, and a sign-in leaves no record. */
    private static boolean haveTheSameOverlays(WriteSession session, ConnectionId connection, List<Told> users) {
        Map<String, Long> now = session.overlays()
                .revisions(connection, users.stream().map(user -> user.row.id()).toList());
        return users.stream().allMatch(user -> Optional.ofNullable(now.get(user.row.id())).equals(user.overlay));
    }

    private static boolean isCurrent(WriteSession session, StoredResource row) {
        return session.resources()
                .find(row.connection(), row.type(), row.id())
                .filter(known -> known.version() == row.version())
                .isPresent();
    }
}

package dev.rollcall.directory.declaration;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.configuration.ConnectionJob.Tally;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.resource.ResourceAdoption;
import dev.rollcall.directory.resource.ResourceAdoption.Outcome;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.DeclaredIndex;
import dev.rollcall.directory.type.ResourceKind;
import dev.rollcall.scim.ScimException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Makes of what a connection has stored what its schemas say by now: type by type, in the order of ids, a piece at a time.
 *
 * <p>Each resource is changed as every change is, by itself, with its version and its record; one that is as it should be is
 * left alone but for its entries in indexes that are being built. Whoever cannot be read or keeps changing is passed over, and the
 * operator told of. When other schemas are declared meanwhile, it begins anew by them. It begins when nobody writes by former
 * schemas any more ({@link FormerWriters}).
 *
 * <p>When all entries are in, what is asked of an index is found by it. What is to be unique is looked through once more, while no
 * value that somebody has is given to another; only when none are alike it stays so.
 */
public final class SchemaJob {
    /** The time for one piece; it ends after the resource with which it is over. */
    private static final long PIECE_NANOS = 50_000_000L;

    private final Storage storage;
    private final ResourceAdoption adoption;
    private final IndexStates states;
    private final FormerWriters formerWriters;
    private final LongSupplier nanos;

    /** @param nanos a time that only goes forward, in nanoseconds */
    public SchemaJob(Storage storage, ResourceAdoption adoption, IdSource ids, LongSupplier nanos) {
        this.storage = storage;
        this.states = new IndexStates(ids);
        this.formerWriters = new FormerWriters(storage);
        this.adoption = adoption;
        this.nanos = nanos;
    }

    /** The type that is being looked at, and behind which of its resources. */
    private record Place(String type, String id) {
        static Place of(String position, ConnectionTypes types) {
            int blank = position.indexOf(' ');
            return blank < 0
                    ? new Place(types.all().getFirst().name(), "")
                    : new Place(position.substring(0, blank), position.substring(blank + 1));
        }

        String text() {
            return type + " " + id;
        }
    }

    /** What a piece begins with. */
    private record Found(Connection connection, Place place, ResourceStretch resources) {}

    /** The resources of a piece that are as they should be, and those that have too much for an index, by its id. */
    private record Looked(List<StoredResource> unchanged, Map<String, List<String>> crowded) {
        void crowd(String index, StoredResource row) {
            List<String> named = crowded.computeIfAbsent(index, first -> new ArrayList<>());
            if (named.size() < DeclaredIndex.NAMED) {
                named.add(row.type() + " " + row.id());
            }
        }
    }

    /**
     * Does one piece.
     *
     * @param failures takes what is to be told of resources that were passed over
     * @return false when there is nothing to do yet, or another node was quicker
     */
    public boolean piece(ConnectionJob job, Instant now, Consumer<RuntimeException> failures) {
        if (!formerWriters.over(job, now)) {
            return false;
        }
        if (job.source().equals(IndexStates.CHECK)) {
            return check(job, now);
        }
        Optional<Found> found = storage.read(Share.of(job.connectionId()), session -> session.connections()
                .find(job.connectionId())
                .filter(connection -> connection.types().version().equals(job.target()))
                .map(connection -> {
                    Place place = Place.of(FormerWriters.position(job), connection.types());
                    return new Found(connection, place,
                            ResourceWalk.after(session, connection.id(), place.type, place.id));
                }));
        return found.isPresent() && piece(job, found.get(), now, failures);
    }

    private boolean piece(ConnectionJob job, Found found, Instant now, Consumer<RuntimeException> failures) {
        long begin = nanos.getAsLong();
        List<StoredResource> rows = found.resources.resources();
        Tally tally = Tally.NONE;
        int seen = 0;
        Looked looked = new Looked(new ArrayList<>(), new HashMap<>());
        while (seen < rows.size() && (seen == 0 || nanos.getAsLong() - begin < PIECE_NANOS)) {
            StoredResource row = rows.get(seen++);
            tally = tally.plus(adopted(found.connection, row, looked, failures));
        }
        if (!looked.crowded.isEmpty()) {
            ConnectionJob same = job.advanced(found.place.text(), Tally.NONE, false, now);
            return ended(job, declared -> states.crowded(declared, same, now, looked.crowded));
        }
        if (!adoption.reindex(found.connection, looked.unchanged)) {
            return false;
        }
        boolean ended = seen == rows.size() && found.resources.ended();
        Optional<Place> next = ended
                ? typeBehind(found.connection.types(), found.place.type).map(type -> new Place(type, ""))
                : Optional.of(new Place(found.place.type, rows.get(seen - 1).id()));
        ConnectionJob advanced = job.advanced(next.orElse(found.place).text(), tally, next.isEmpty(), now);
        if (next.isPresent()) {
            return write(job, session -> session.connections().find(job.connectionId()).isPresent()
                    && session.jobs().advance(advanced));
        }
        return ended(job, declared -> states.built(declared, advanced, now));
    }

    /** Plans beside the writer what the end of a job means. @return false when the connection declares something else by now */
    private boolean ended(ConnectionJob job, Function<List<Declaration>, Function<WriteSession, Boolean>> plan) {
        return storage.read(Share.of(job.connectionId()), session -> session.declarations().current(job.connectionId()))
                .filter(now -> now.version().equals(job.target()))
                .map(now -> write(job, plan.apply(now.declarations())))
                .orElse(false);
    }

    /** Looks through some values of what is to be unique. */
    private boolean check(ConnectionJob job, Instant now) {
        ValueCheck.Place place = ValueCheck.Place.of(FormerWriters.position(job));
        Optional<ValueCheck.Stretch> found = storage.read(Share.of(job.connectionId()), session -> session.connections()
                .find(job.connectionId())
                .filter(connection -> connection.types().version().equals(job.target()))
                .map(connection -> new ValueCheck(connection).look(session, place)));
        if (found.isEmpty()) {
            return false;
        }
        ValueCheck.Stretch stretch = found.get();
        Tally tally = new Tally(0, 0, 0, stretch.alike().size());
        boolean over = stretch.next().isEmpty() || !stretch.alike().isEmpty();
        ConnectionJob advanced = job.advanced(stretch.next().orElse(place).text(), tally, over, now);
        if (!stretch.alike().isEmpty()) {
            List<String> named = stretch.alike().stream().limit(DeclaredIndex.NAMED).toList();
            return ended(job, declared -> states.alike(declared, advanced, now, stretch.index(), named));
        }
        return over
                ? ended(job, declared -> states.checked(declared, advanced, now))
                : write(job, session -> session.jobs().advance(advanced));
    }

    private boolean write(ConnectionJob job, Function<WriteSession, Boolean> work) {
        return storage.<Boolean>write(Share.of(job.connectionId()), "schema " + job.connectionId(), work);
    }

    private Tally adopted(
            Connection connection, StoredResource row, Looked looked, Consumer<RuntimeException> failures) {
        try {
            Outcome outcome = adoption.adopt(connection, row);
            if (!outcome.changed()) {
                looked.unchanged.add(row);
            }
            outcome.crowded().forEach(index -> looked.crowd(index, row));
            return new Tally(1, outcome.changed() ? 1 : 0, outcome.fits() ? 0 : 1, 0);
        } catch (StorageException passing) {
            // The piece is done again: a row that was passed over would be missing in an index that counts as whole.
            throw passing;
        } catch (ScimException refused) {
            if (refused.status() >= 500 || refused.status() == 429) {
                throw refused;
            }
            if (refused.status() != 404) {
                // What it has is found as it is stored.
                looked.unchanged.add(row);
                failures.accept(passedOver(row, refused));
            }
        } catch (RuntimeException unreadable) {
            failures.accept(passedOver(row, unreadable));
        }
        return new Tally(1, 0, 0, 0);
    }

    private static RuntimeException passedOver(StoredResource row, RuntimeException why) {
        return new IllegalStateException("The " + row.type() + " " + row.id() + " of the connection " + row.connection()
                + " could not be brought to what its schemas say by now. Have the identity provider replace or delete it. ("
                + why.getMessage() + ")", why);
    }

    private static Optional<String> typeBehind(ConnectionTypes types, String type) {
        List<String> names = types.all().stream().map(ResourceKind::name).toList();
        int at = names.indexOf(type);
        return at < 0 || at + 1 == names.size() ? Optional.empty() : Optional.of(names.get(at + 1));
    }
}

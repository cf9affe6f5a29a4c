package dev.rollcall.directory.declaration;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.StaleVersionException;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.DeclaredIndex;
import dev.rollcall.directory.type.DeclaredIndex.State;
import dev.rollcall.directory.type.DeclaredSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Takes the indexes of a connection from one state to the next, in the write that says so. */
final class IndexStates {
    /** What the source of a job says that looks whether values are alike; no version of declarations is so. */
    static final String CHECK = "check";

    private final IdSource ids;

    IndexStates(IdSource ids) {
        this.ids = ids;
    }

    /**
     * All entries are in: what was being built is found by from now on, and unique attributes are looked through.
     *
     * @param job as it is when it has ended
     * @return whether it was the job's turn to say so
     */
    boolean built(WriteSession session, ConnectionJob job, Instant now) {
        return ended(session, job, now, index -> index.state() != State.BUILDING
                ? index
                : index.in(index.unique() ? State.CHECKING : State.READY));
    }

    /** All values were looked at, and none are alike. */
    boolean checked(WriteSession session, ConnectionJob job, Instant now) {
        return ended(session, job, now,
                index -> index.state() == State.CHECKING ? index.in(State.ENFORCED) : index);
    }

    /** Some have values alike in that index, so that it is not enforced; others are looked through anew. */
    boolean alike(WriteSession session, ConnectionJob job, Instant now, String id, List<String> values) {
        return ended(session, job, now, index -> index.id().equals(id) ? index.with(values) : index);
    }

    /**
     * Some have more values than these indexes may hold of a resource, so that they are not built; the job begins anew for the others.
     *
     * @param job as it is
     * @param resources the first of those that have too many, by the index's id
     */
    boolean crowded(
            WriteSession session, ConnectionJob job, Instant now, Map<String, List<String>> resources) {
        Optional<Connection> connection = current(session, job);
        if (connection.isEmpty() || !session.jobs().advance(job)) {
            return false;
        }
        change(session, job, index -> resources.containsKey(index.id())
                ? index.crowdedBy(resources.get(index.id()))
                : index);
        String version = move(session, connection.get());
        session.jobs().put(ConnectionJob.begun(job.connectionId(), job.kind(), job.target(), version, now));
        return true;
    }

    private boolean ended(
            WriteSession session, ConnectionJob job, Instant now, UnaryOperator<DeclaredIndex> next) {
        Optional<Connection> connection = current(session, job);
        if (connection.isEmpty() || !session.jobs().advance(job)) {
            return false;
        }
        Changed changed = change(session, job, next);
        if (changed.any || changed.checks) {
            String version = move(session, connection.get());
            if (changed.checks) {
                session.jobs()
                        .put(new ConnectionJob(job.connectionId(), job.kind(), CHECK, version, "", job.tally(), now,
                                now,
                                Optional.empty(), 0));
            }
        }
        return true;
    }

    private static Optional<Connection> current(WriteSession session, ConnectionJob job) {
        return session.connections()
                .find(job.connectionId())
                .filter(found -> found.types().version().equals(job.target()));
    }

    /** @param any whether an index is in another state. @param checks whether one is to be looked through */
    private record Changed(boolean any, boolean checks) {}

    private static Changed change(WriteSession session, ConnectionJob job, UnaryOperator<DeclaredIndex> next) {
        boolean any = false;
        boolean checks = false;
        for (Declaration declaration : session.declarations().of(job.connectionId())) {
            if (declaration.kind() == Declaration.Kind.SCHEMA) {
                DeclaredSchema schema = DeclaredSchema.stored(declaration.text());
                List<DeclaredIndex> indexes = new ArrayList<>(schema.indexes());
                indexes.replaceAll(next);
                checks |= indexes.stream().anyMatch(index -> index.state() == State.CHECKING);
                if (!indexes.equals(schema.indexes())) {
                    any = true;
                    put(session, job.connectionId(), declaration, schema.with(indexes));
                }
            }
        }
        return new Changed(any, checks);
    }

    private static void put(WriteSession session, ConnectionId id, Declaration declaration, DeclaredSchema schema) {
        session.declarations()
                .put(id, new Declaration(declaration.kind(), declaration.name(), schema.json().toString(),
                        declaration.declaredAt()));
    }

    /** The version is made here, where it is written: one of a work that is taken back never comes again. */
    private String move(WriteSession session, Connection connection) {
        String version = ids.next();
        if (!session.declarations().move(connection.id(), connection.types().version(), version)) {
            throw new StaleVersionException();
        }
        return version;
    }
}

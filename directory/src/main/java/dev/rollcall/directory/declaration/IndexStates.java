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

    private boolean ended(
            WriteSession session, ConnectionJob job, Instant now, UnaryOperator<DeclaredIndex> next) {
        Optional<Connection> connection = session.connections()
                .find(job.connectionId())
                .filter(found -> found.types().version().equals(job.target()));
        if (connection.isEmpty() || !session.jobs().advance(job)) {
            return false;
        }
        boolean changed = false;
        boolean checks = false;
        for (Declaration declaration : session.declarations().of(job.connectionId())) {
            if (declaration.kind() == Declaration.Kind.SCHEMA) {
                DeclaredSchema schema = DeclaredSchema.stored(declaration.text());
                List<DeclaredIndex> indexes = new ArrayList<>(schema.indexes());
                indexes.replaceAll(next);
                checks |= indexes.stream().anyMatch(index -> index.state() == State.CHECKING);
                if (!indexes.equals(schema.indexes())) {
                    changed = true;
                    put(session, job.connectionId(), declaration, schema.with(indexes));
                }
            }
        }
        if (changed || checks) {
            move(session, connection.get(), job, checks, now);
        }
        return true;
    }

    private static void put(WriteSession session, ConnectionId id, Declaration declaration, DeclaredSchema schema) {
        session.declarations()
                .put(id, new Declaration(declaration.kind(), declaration.name(), schema.json().toString(),
                        declaration.declaredAt()));
    }

    /** The version is made here, where it is written: one of a work that is taken back never comes again. */
    private void move(WriteSession session, Connection connection, ConnectionJob job, boolean checks, Instant now) {
        String version = ids.next();
        if (!session.declarations().move(connection.id(), connection.types().version(), version)) {
            throw new StaleVersionException();
        }
        if (checks) {
            session.jobs()
                    .put(new ConnectionJob(job.connectionId(), job.kind(), CHECK, version, "",
                            job.tally(), now, now, Optional.empty(), 0));
        }
    }
}

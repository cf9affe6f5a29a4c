package dev.rollcall.directory.declaration;

import dev.rollcall.directory.configuration.ConnectionJob;
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
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Takes the indexes of a connection from one state to the next, in the write that says so; what that means is found out before. */
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
     * @param declared what the connection declares, of the job's version
     * @param job as it is when it has ended
     * @return what writes it, and says whether it was the job's turn to say so
     */
    Function<WriteSession, Boolean> built(List<Declaration> declared, ConnectionJob job, Instant now) {
        return ended(declared, job, now, index -> index.state() != State.BUILDING
                ? index
                : index.in(index.unique() ? State.CHECKING : State.READY));
    }

    /** All values were looked at, and none are alike. */
    Function<WriteSession, Boolean> checked(List<Declaration> declared, ConnectionJob job, Instant now) {
        return ended(declared, job, now,
                index -> index.state() == State.CHECKING ? index.in(State.ENFORCED) : index);
    }

    /** Some have values alike in that index, so that it is not enforced; others are looked through anew. */
    Function<WriteSession, Boolean> alike(
            List<Declaration> declared, ConnectionJob job, Instant now, String id, List<String> values) {
        return ended(declared, job, now, index -> index.id().equals(id) ? index.with(values) : index);
    }

    /**
     * Some have more values than these indexes may hold of a resource, so that they are not built; the job begins anew for the others.
     *
     * @param declared what the connection declares, of the job's version
     * @param job as it is
     * @param resources the first of those that have too many, by the index's id
     */
    Function<WriteSession, Boolean> crowded(
            List<Declaration> declared, ConnectionJob job, Instant now, Map<String, List<String>> resources) {
        Changed changed = changed(declared, index -> resources.containsKey(index.id())
                ? index.crowdedBy(resources.get(index.id()))
                : index);
        return session -> {
            if (!isTurnOf(session, job)) {
                return false;
            }
            String version = write(session, job, changed);
            session.jobs().put(ConnectionJob.begun(job.connectionId(), job.kind(), job.target(), version, now));
            return true;
        };
    }

    private Function<WriteSession, Boolean> ended(
            List<Declaration> declared, ConnectionJob job, Instant now, UnaryOperator<DeclaredIndex> next) {
        Changed changed = changed(declared, next);
        return session -> {
            if (!isTurnOf(session, job)) {
                return false;
            }
            if (changed.checks || !changed.declarations.isEmpty()) {
                String version = write(session, job, changed);
                if (changed.checks) {
                    session.jobs()
                            .put(new ConnectionJob(job.connectionId(), job.kind(), CHECK, version, "", job.tally(),
                                    now, now, Optional.empty(), 0));
                }
            }
            return true;
        };
    }

    /** Whether what was looked at is what the connection declares, and the job could be advanced. */
    private static boolean isTurnOf(WriteSession session, ConnectionJob job) {
        return session.connections()
                .find(job.connectionId())
                .filter(found -> found.types().version().equals(job.target()))
                .isPresent()
                && session.jobs().advance(job);
    }

    /** @param declarations those with an index in another state. @param checks whether an index is to be looked through */
    private record Changed(List<Declaration> declarations, boolean checks) {}

    private static Changed changed(List<Declaration> declared, UnaryOperator<DeclaredIndex> next) {
        List<Declaration> changed = new ArrayList<>();
        boolean checks = false;
        for (Declaration declaration : declared) {
            if (declaration.kind() == Declaration.Kind.SCHEMA) {
                DeclaredSchema schema = DeclaredSchema.stored(declaration.text());
                List<DeclaredIndex> indexes = new ArrayList<>(schema.indexes());
                indexes.replaceAll(next);
                checks |= indexes.stream().anyMatch(index -> index.state() == State.CHECKING);
                if (!indexes.equals(schema.indexes())) {
                    changed.add(new Declaration(declaration.kind(), declaration.name(),
                            schema.with(indexes).json().toString(), declaration.declaredAt()));
                }
            }
        }
        return new Changed(changed, checks);
    }

    /** The version is made here, where it is written: one of a work that is taken back never comes again. */
    private String write(WriteSession session, ConnectionJob job, Changed changed) {
        changed.declarations.forEach(declaration -> session.declarations().put(job.connectionId(), declaration));
        String version = ids.next();
        if (!session.declarations().move(job.connectionId(), job.target(), version)) {
            throw new StaleVersionException();
        }
        return version;
    }
}

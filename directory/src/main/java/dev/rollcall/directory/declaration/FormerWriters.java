package dev.rollcall.directory.declaration;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.configuration.ConnectionJob.Tally;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Transactions that may still write by what a connection declared before a job: what they write is seen late, so that the job
 * would miss it.
 *
 * <p>Guarantees: a job that {@linkplain #over begins} sees whatever was written by former declarations, on whatever node. Whoever
 * ran when somebody first looked is waited for by name, not for a time; those names are the job's position until then, so that they
 * outlive this process. Whoever begins later sees the declarations.
 */
final class FormerWriters {
    private final Storage storage;

    FormerWriters(Storage storage) {
        this.storage = storage;
    }

    /** Where a job goes on when it waits for nobody any more. */
    static String position(ConnectionJob job) {
        return job.isWaiting() ? "" : job.position();
    }

    /** Whether all of them are over. */
    boolean over(ConnectionJob job, Instant now) {
        boolean waits = job.isWaiting();
        if (!job.position().isEmpty() && !waits) {
            return true;
        }
        Optional<Set<String>> running = storage.read(Share.of(job.connectionId()), session -> running(session, job));
        if (running.isEmpty()) {
            return false;
        }
        Set<String> left = new TreeSet<>(running.get());
        if (waits) {
            left.retainAll(Set.of(job.position().strip().split(ConnectionJob.WAITING)));
        }
        String position = ConnectionJob.WAITING + String.join(ConnectionJob.WAITING, left);
        if (!left.isEmpty() && !position.equals(job.position())) {
            storage.write(Share.of(job.connectionId()), "schema " + job.connectionId(),
                    session -> session.jobs().advance(job.advanced(position, Tally.NONE, false, now)));
        }
        return left.isEmpty();
    }

    /** Empty when something else is declared by now. The snapshot, which has the declarations, is older than the look. */
    private static Optional<Set<String>> running(ReadSession session, ConnectionJob job) {
        return session.connections()
                .find(job.connectionId())
                .filter(connection -> connection.types().version().equals(job.target()))
                .map(connection -> session.jobs().running());
    }
}

package dev.rollcall.directory.upkeep;

import dev.rollcall.directory.access.Authenticator;
import dev.rollcall.directory.failure.FailureReports;
import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.person.ConnectionJobs;
import dev.rollcall.directory.person.EndedBlocks;
import dev.rollcall.directory.resource.UnfinishedDeletions;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * What a server does beside its requests: writes the log's buffer and the uses of tokens, finishes deletions, ends
 * blocks of people, takes changed settings of connections to their users, folds counters, and drops what is past its time. Everything happens in short transactions, so that no request waits; in a
 * quiet house nothing is written at all.
 *
 * <p>Called by one thread at a time: again at once while there is more to do, otherwise every half second or so. Whatever a part throws is told to the operator, once a
 * minute, and tried again at the next call; the other parts go on.
 */
public final class Upkeep {
    /** The time that work of one kind goes on for in a call, so that a large deletion does not keep the log waiting. */
    public static final Duration SHARE = Duration.ofMillis(100);

    private static final System.Logger LOGGER = System.getLogger(Upkeep.class.getName());

    private final RequestLog log;
    private final Authenticator authenticator;
    private final UnfinishedDeletions deletions;
    private final EndedBlocks blocks;
    private final ConnectionJobs jobs;
    private final Tidying tidying;
    private final FailureReports reports;
    private final LongSupplier nanos;

    public Upkeep(
            Storage storage,
            RequestLog log,
            Authenticator authenticator,
            UnfinishedDeletions deletions,
            EndedBlocks blocks,
            ConnectionJobs jobs,
            Clock clock,
            UpkeepOptions options) {
        this.log = log;
        this.authenticator = authenticator;
        this.deletions = deletions;
        this.blocks = blocks;
        this.jobs = jobs;
        this.tidying = new Tidying(storage, clock, options);
        this.nanos = options.nanos();
        this.reports = new FailureReports(LOGGER, options.nanos());
    }

    /**
     * Does what is due, each kind of work for its share of the time.
     *
     * @return whether there is more to do at once
     */
    public boolean run() {
        attempt("write the request log", () -> {
            log.flush();
            return false;
        });
        attempt("record the uses of tokens", () -> {
            authenticator.recordUses();
            return false;
        });
        boolean moreToDelete = attempt("finish deletions", () -> steps(deletions::step));
        boolean moreToEnd = attempt("end blocks of people", () -> steps(blocks::step));
        // Paced: what is left when its share is over waits for the next call, however little else there is to do.
        attempt("take changed settings to the users", () -> {
            steps(jobs::step);
            return false;
        });
        boolean moreToTidy = attempt("tidy the store", () -> steps(tidying::step));
        return moreToDelete || moreToEnd || moreToTidy;
    }

    /** @return whether its time was over before the work was */
    private boolean steps(BooleanSupplier step) {
        long begin = nanos.getAsLong();
        while (step.getAsBoolean()) {
            if (nanos.getAsLong() - begin >= SHARE.toNanos()) {
                return true;
            }
        }
        return false;
    }

    /** Also an Error of one part is kept from the others, and from the thread. What failed is not tried again at once. */
    private boolean attempt(String what, BooleanSupplier task) {
        try {
            return task.getAsBoolean();
        } catch (StorageException told) {
            // The store tells of its own failures.
            LOGGER.log(System.Logger.Level.DEBUG, "Could not " + what, told);
        } catch (Throwable failure) {
            reports.report(what, "Could not " + what + " (" + failure + "); trying again soon.", failure);
        }
        return false;
    }
}

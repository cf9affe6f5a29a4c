package dev.rollcall.directory.upkeep;

import dev.rollcall.directory.access.Authenticator;
import dev.rollcall.directory.failure.FailureReports;
import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.resource.Deletion;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import java.time.Clock;
import java.util.function.BooleanSupplier;

/**
 * What a server does beside its requests: writes the log's buffer and the uses of tokens, finishes deletions, folds
 * counters, and drops what is past its time. Everything happens in short transactions, so that no request waits; in a
 * quiet house nothing is written at all.
 *
 * <p>Called by one thread at a time, every half second or so. Whatever a part throws is told to the operator, once a
 * minute, and tried again at the next call; the other parts go on.
 */
public final class Upkeep {
    /** Transactions of one kind a call, so that a large deletion does not keep the log waiting. */
    static final int STEPS = 20;

    private static final System.Logger LOGGER = System.getLogger(Upkeep.class.getName());

    private final RequestLog log;
    private final Authenticator authenticator;
    private final Deletion deletion;
    private final Tidying tidying;
    private final FailureReports reports;

    public Upkeep(
            Storage storage,
            RequestLog log,
            Authenticator authenticator,
            Deletion deletion,
            Clock clock,
            UpkeepOptions options) {
        this.log = log;
        this.authenticator = authenticator;
        this.deletion = deletion;
        this.tidying = new Tidying(storage, clock, options);
        this.reports = new FailureReports(LOGGER, options.nanos());
    }

    /** Does what is due. */
    public void run() {
        attempt("write the request log", log::flush);
        attempt("record the uses of tokens", authenticator::recordUses);
        attempt("finish deletions", () -> steps(deletion::finish));
        attempt("tidy the store", () -> steps(tidying::step));
    }

    private static void steps(BooleanSupplier step) {
        for (int i = 0; i < STEPS; i++) {
            if (!step.getAsBoolean()) {
                return;
            }
        }
    }

    /** Also an Error of one part is kept from the others, and from the thread. */
    private void attempt(String what, Runnable task) {
        try {
            task.run();
        } catch (StorageException told) {
            // The store tells of its own failures.
            LOGGER.log(System.Logger.Level.DEBUG, "Could not " + what, told);
        } catch (Throwable failure) {
            reports.report(what, "Could not " + what + " (" + failure + "); trying again soon.", failure);
        }
    }
}

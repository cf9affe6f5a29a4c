package dev.rollcall.directory.upkeep;

import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.resource.Deletion;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.token.Authenticator;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * What a server does beside its requests: writes the log's buffer and the uses of tokens, finishes deletions, folds
 * counters, and drops what is past its time. Everything happens in short transactions, so that no request waits.
 *
 * <p>Called by one thread at a time, every half second or so. A failure is logged and tried again at the
 * next call; the other parts go on.
 */
public final class Upkeep {
    /** Transactions of one kind a call, so that a large deletion does not keep the log waiting. */
    static final int STEPS = 20;

    private static final System.Logger LOGGER = System.getLogger(Upkeep.class.getName());

    private final Storage storage;
    private final RequestLog log;
    private final Authenticator authenticator;
    private final Deletion deletion;
    private final Clock clock;
    private final UpkeepOptions options;

    public Upkeep(
            Storage storage,
            RequestLog log,
            Authenticator authenticator,
            Deletion deletion,
            Clock clock,
            UpkeepOptions options) {
        this.storage = storage;
        this.log = log;
        this.authenticator = authenticator;
        this.deletion = deletion;
        this.clock = clock;
        this.options = options;
    }

    /** Does what is due. */
    public void run() {
        attempt("write the request log", log::flush);
        attempt("record the uses of tokens", authenticator::recordUses);
        attempt("finish deletions", () -> steps(deletion::finish));
        Instant now = clock.instant();
        Instant logBefore = now.minus(options.logRetention());
        Instant changesBefore = now.minus(options.changeRetention());
        attempt(
                "tidy the store",
                () -> steps(() -> storage.write(Share.HOUSE, "upkeep",
                        session -> session.upkeep(logBefore, changesBefore))));
    }

    private static void steps(BooleanSupplier step) {
        for (int i = 0; i < STEPS; i++) {
            if (!step.getAsBoolean()) {
                return;
            }
        }
    }

    private static void attempt(String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "Could not " + what + "; trying again soon.", e);
        }
    }
}

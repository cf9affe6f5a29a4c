package dev.rollcall.outbound.sync;

import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Runs syncs that somebody has begun, piece by piece, each in one write: inventory of the target, match, plan, and in mode
 * {@code apply} what is to be done. Whoever comes after an interruption goes on at the last piece; when two run one, one of them
 * gives way. Used by one thread.
 *
 * <p>Guarantees: nothing is changed at the target in another mode than {@code apply}; in that mode nothing before the whole plan is
 * made, and nothing at all when it would take more than {@code max_departures_percent} of the target's users away. A source that
 * did not change, applied a second time, changes nothing.
 */
public final class SyncRunner implements AutoCloseable {
    /** The share of the target's users that a sync takes away at most, unless somebody allows more. */
    public static final int MAX_DEPARTURES_PERCENT = 10;

    /** How often a target that is not well is asked again before a sync stops. */
    static final int PATIENCE = 30;

    /** How often a sync fails in a way that nobody thought of before it stops, so that another one may be begun. */
    static final int UNFORESEEN = 5;

    private final Storage storage;
    private final SyncTargets targets;
    private final PersonProfiles profiles;
    private final RandomGenerator random;
    private final Clock clock;
    private final Duration hold;
    private final Map<StreamId, SyncRun> open = new HashMap<>();
    private final Map<StreamId, Integer> failures = new HashMap<>();

    /** @param hold for how long the place of a stream that waits for a sync is kept in the change record */
    public SyncRunner(Storage storage, SyncTargets targets, PersonProfiles profiles, RandomGenerator random,
            Clock clock,
            Duration hold) {
        this.storage = storage;
        this.targets = targets;
        this.profiles = profiles;
        this.random = random;
        this.clock = clock;
        this.hold = hold;
    }

    /** What a step has come to. */
    public enum Step {
        /** There is more to be done at once. */
        WORKED,
        /** Deliveries are on their way, or the target is not well: ask again in a moment. */
        WAITS,
        /** It is over: its report says how. */
        FINISHED
    }

    /** Begins a sync; the report of the last one of the stream is forgotten. */
    public static SyncJob begin(
            WriteSession session, StreamId stream, SyncMode mode, String source, int maxDeparturesPercent,
            Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        DriftReport report = DriftReport.empty();
        report.set("max_departures_percent", Integer.toString(maxDeparturesPercent));
        SyncJob job = new SyncJob(
                stream, mode.word(), "", "", source, report.text(), at, at, Optional.empty(), 0);
        session.syncs().begin(job);
        return session.syncs().find(stream).orElseThrow();
    }

    /**
     * One piece of a stream's sync.
     *
     * @throws RuntimeException when it fails in a way that nobody thought of; after {@value #UNFORESEEN} times in a row it is stopped
     *     instead
     */
    public Step step(StreamId stream) {
        SyncJob job = storage.read(Share.OUTBOUND, session -> session.syncs().find(stream))
                .orElseThrow(() -> new IllegalArgumentException("Nobody has begun a sync of this stream."));
        if (job.finishedAt().isPresent()) {
            return Step.FINISHED;
        }
        try {
            Step step = run(job).step(job);
            failures.remove(stream);
            if (step == Step.FINISHED) {
                close(stream);
            }
            return step;
        } catch (TargetUnreadableException e) {
            if (e.isPassing() && failures.merge(stream, 1, Integer::sum) < PATIENCE) {
                return Step.WAITS;
            }
            return stop(job, String.valueOf(e.getMessage()));
        } catch (SourceFileException | SyncStoppedException | UnusableStreamException e) {
            return stop(job, String.valueOf(e.getMessage()));
        } catch (SyncTakenException e) {
            // Whoever runs it has written meanwhile: what is known here is of yesterday.
            close(stream);
            return Step.WAITS;
        } catch (RuntimeException e) {
            close(stream);
            if (isOfTheStore(e)) {
                throw e;
            }
            if (failures.merge(stream, 1, Integer::sum) < UNFORESEEN) {
                throw e;
            }
            return stop(job, "It failed " + UNFORESEEN + " times in a way that nobody thought of (" + e
                    + "). Look at the log, and tell the makers of Rollcall; then begin it once more.");
        }
    }

    /** Whether the store does not work for anybody now; what it refuses for its content is this one sync's own failure. */
    static boolean isOfTheStore(RuntimeException failure) {
        return failure instanceof StorageException refusal && refusal.kind() != StorageException.Kind.OTHER;
    }

    /** The report of the last sync of a stream. */
    public Optional<DriftReport> report(StreamId stream) {
        return storage.read(Share.OUTBOUND, session -> session.syncs().find(stream))
                .map(job -> DriftReport.of(job.report()));
    }

    @Override
    public void close() {
        open.values().forEach(SyncRun::close);
        open.clear();
    }

    private void close(StreamId stream) {
        Optional.ofNullable(open.remove(stream)).ifPresent(SyncRun::close);
    }

    private SyncRun run(SyncJob job) {
        EventStream stream = storage.read(Share.OUTBOUND, session -> {
            // Who gives the stream another target ends its sync in the same write: that target must not be met with this job.
            boolean moved = session.syncs()
                    .find(job.stream())
                    .filter(now -> now.revision() != job.revision())
                    .isPresent();
            if (moved) {
                throw new SyncTakenException();
            }
            return session.streams().find(job.stream());
        }).orElseThrow(() -> new SyncStoppedException("The stream is gone."));
        Optional<SyncRun> before = Optional.ofNullable(open.get(job.stream())).filter(run -> run.isOf(job, stream));
        if (before.isPresent()) {
            return before.get();
        }
        close(job.stream());
        SyncRun run = new SyncRun(storage, targets, profiles, random, clock, stream, job, hold);
        open.put(job.stream(), run);
        return run;
    }

    private Step stop(SyncJob job, String sentence) {
        close(job.stream());
        failures.remove(job.stream());
        DriftReport report = DriftReport.of(job.report());
        report.set("stopped", sentence);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean stored = storage.write(Share.OUTBOUND, "sync " + job.stream(), session -> session.syncs()
                .advance(new SyncJob(job.stream(), job.mode(), "stopped", job.position(), job.source(), report.text(),
                        job.startedAt(), now, Optional.of(now), job.revision())));
        return stored ? Step.FINISHED : Step.WAITS;
    }
}

package dev.rollcall.outbound.sync;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.SyncItem;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last step for the users of a file who are none of Rollcall's: nothing is owed of them to the stream, so they are sent from here,
 * as many at a time and a second as the stream allows, while the file is read once more.
 *
 * <p>Guarantees: what was acknowledged is not sent again after an interruption, and whom nobody knows to be acknowledged is looked for
 * before they are created. A target that is not well, or asks to be left alone, is waited for, at most {@value SyncRunner#PATIENCE}
 * times in a row.
 */
final class FileApplication implements SyncPhase {
    /** How often somebody is tried whom a target that is well does not take now. */
    static final int TRIES = 5;

    /** What a report calls the file that was compared. */
    static final String PRINT = "file";

    private static final String FAILED = "failed";
    private static final int PAGE = 100;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Storage storage;
    private final StreamId stream;
    private final FileUsers source;
    private final SyncTarget target;
    private final int atOnce;
    private final TargetPatience patience;
    private final Deque<Sending> open = new ArrayDeque<>();
    private Optional<String> next = Optional.empty();
    private Optional<String> refused = Optional.empty();

    FileApplication(Storage storage, EventStream stream, FileUsers source, SyncTarget target, ScimTarget settings) {
        this.storage = storage;
        this.stream = stream.id();
        this.source = source;
        this.target = target;
        this.atOnce = settings.concurrency();
        this.patience = new TargetPatience(stream.policy(), settings.rate(), target::nanos);
    }

    private record Sending(SyncItem item, SourceUser user, int tries) {
        Sending onceMore() {
            return new Sending(item, user, tries + 1);
        }
    }

    private record Sent(Sending sending, DeliveryOutcome outcome) {}

    @Override
    public Piece piece(String place, DriftReport report) {
        if (!patience.isOver()) {
            return Piece.later(place);
        }
        storage.read(Share.OUTBOUND, this::requireRunning);
        if (open.isEmpty()) {
            requireSameFile(report);
            load(place);
        }
        if (open.isEmpty()) {
            return Piece.of(session -> {}, next);
        }
        try {
            return store(place, send(), report);
        } catch (InterruptedException e) {
            // The service stops: whoever goes on looks first whether these have arrived.
            Thread.currentThread().interrupt();
            return Piece.later(place);
        }
    }

    private void load(String place) {
        SourcePage page = source.page(place, PAGE);
        next = page.next();
        storage.read(Share.OUTBOUND, session -> {
            page.users()
                    .stream()
                    .filter(user -> user.subject().isEmpty())
                    .forEach(user -> item(session, user.key()).ifPresent(
                            item -> open.add(new Sending(item, user, 0))));
            return page;
        });
    }

    private Optional<SyncItem> item(ReadSession session, String key) {
        return session.syncs()
                .items(stream, Optional.of(new SyncItem(key, "", "{}", false)), Optional.empty(), 1)
                .stream()
                .filter(item -> item.subject().equals(key) && !item.done())
                .filter(item -> SyncAction.of(item.action()).stage() == SyncAction.Stage.USERS)
                .findFirst();
    }

    private List<Sent> send() throws InterruptedException {
        List<Callable<Sent>> calls = new ArrayList<>();
        for (Sending sending : open.stream().limit(atOnce).toList()) {
            Optional<String> remoteId = Optional
                    .of(JSON.readTree(sending.item().detail()).path("remote_id").asString(""))
                    .filter(id -> !id.isEmpty());
            calls.add(() -> new Sent(sending, target.send(sending.user(), remoteId, sending.tries())));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Sent> sent = new ArrayList<>();
            for (Future<Sent> future : threads.invokeAll(calls)) {
                sent.add(future.get());
            }
            return sent;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private Piece store(String place, List<Sent> sent, DriftReport report) {
        List<SyncItem> ended = new ArrayList<>();
        Optional<DeliveryOutcome.Later> worst = Optional.empty();
        int requests = 0;
        for (Sent one : sent) {
            open.remove(one.sending());
            requests += one.outcome().exchanges().sent();
            if (one.outcome() instanceof DeliveryOutcome.Later later && holds(later)) {
                Duration before = worst.flatMap(DeliveryOutcome.Later::retryAfter).orElse(Duration.ZERO);
                boolean longer = later.retryAfter().orElse(Duration.ZERO).compareTo(before) > 0;
                worst = longer || worst.isEmpty() ? Optional.of(later) : worst;
            }
            again(one).ifPresentOrElse(open::add, () -> {
                ended.add(one.sending().item());
                count(one, report);
            });
        }
        patience.after(worst, ended.isEmpty(), requests);
        return ended.isEmpty()
                ? Piece.later(place)
                : Piece.of(session -> finish(session, ended), open.isEmpty() ? next : Optional.of(place));
    }

    /** How somebody is to be tried again; empty when it is over with them. */
    private Optional<Sending> again(Sent one) {
        Sending sending = one.sending();
        return switch (one.outcome()) {
            case DeliveryOutcome.Done _,DeliveryOutcome.NothingToSend _,DeliveryOutcome.Skipped _,DeliveryOutcome.Final _ ->
                Optional.empty();
            case DeliveryOutcome.Unauthorized unauthorized -> {
                refused = Optional.of(unauthorized.cause());
                yield Optional.of(sending);
            }
            case DeliveryOutcome.Later later when holds(later) -> Optional.of(sending);
            default -> Optional.of(sending.onceMore()).filter(more -> more.tries() < TRIES);
        };
    }

    /** Whether it speaks of the target as a whole. */
    private static boolean holds(DeliveryOutcome.Later later) {
        return later.retryAfter().isPresent() || later.targetSick();
    }

    private static void count(Sent one, DriftReport report) {
        SyncItem item = one.sending().item();
        switch (one.outcome()) {
            case DeliveryOutcome.Done _,DeliveryOutcome.NothingToSend _ -> report.add("applied", item.action(), 1);
            case DeliveryOutcome.Skipped skipped -> fail(item, "skipped", skipped.reason().keyword(), report);
            case DeliveryOutcome.Final failed -> fail(item, FAILED, failed.cause(), report);
            case DeliveryOutcome.Later later -> fail(item, FAILED, later.cause(), report);
            case DeliveryOutcome.Unauthorized _ -> throw new IllegalStateException("Nobody is given up for that.");
            case DeliveryOutcome.Checkpoint _,DeliveryOutcome.OnceMore _,DeliveryOutcome.OutOfTime _ ->
                fail(item, FAILED, "the time of a run (delivery.budget_ms) was over before the target had taken it",
                        report);
        }
    }

    private static void fail(SyncItem item, String word, String cause, DriftReport report) {
        report.add("applied", word, 1);
        report.example("failures", item.subject().substring(SourceUser.FILE.length()), item.action() + ": " + cause);
    }

    private StreamState requireRunning(ReadSession session) {
        refused.ifPresent(cause -> {
            throw new SyncStoppedException("The target refuses everything (" + cause
                    + "). Mend it, for example by a new credential, then call sync --apply once more.");
        });
        StreamState state = session.streams()
                .find(stream)
                .orElseThrow(() -> new SyncStoppedException("The stream is gone."))
                .state();
        if (state.kind() != StreamState.Kind.ENABLED && state.kind() != StreamState.Kind.NEEDS_SYNC) {
            throw new SyncStoppedException("The stream is " + state.kind().keyword()
                    + state.reason().map(reason -> ": " + reason).orElse("")
                    + ". Resume it, then call sync --apply once more.");
        }
        return state;
    }

    private void requireSameFile(DriftReport report) {
        if (!report.get(PRINT).equals(Optional.of(source.print()))) {
            throw new SourceFileException(
                    "The file was changed after it had been compared; call sync --apply once more, and"
                            + " leave it as it is meanwhile.");
        }
    }

    private void finish(WriteSession session, List<SyncItem> ended) {
        ended.forEach(item -> {
            if (!session.syncs().done(stream, item)) {
                throw new SyncStoppedException("Another sync of this stream has begun meanwhile; this one ends.");
            }
        });
    }
}

package dev.rollcall.outbound.sync;

import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.person.Person;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** One sync under one revision of its stream, with everything that it holds open. */
final class SyncRun implements AutoCloseable {
    private static final int CLEARED_AT_ONCE = 5_000;
    private static final String BEGIN = "begin";
    private static final String STOP_CHECK = "check";
    private static final String FINISHED = "finished";

    private final Storage storage;
    private final Clock clock;
    private final EventStream stream;
    private final Instant startedAt;
    private final boolean applies;
    /** Whether everybody of the stream is compared, which a file says nothing of. */
    private final boolean whole;
    private final SourceUsers source;
    private final SyncTarget target;
    private final Duration hold;
    private final Map<String, SyncPhase> phases = new LinkedHashMap<>();

    SyncRun(Storage storage, SyncTargets targets, PersonProfiles profiles, RandomGenerator random, Clock clock,
            EventStream stream, SyncJob job, Duration hold) {
        this.storage = storage;
        this.clock = clock;
        this.stream = stream;
        this.startedAt = job.startedAt();
        this.applies = job.mode().equals(SyncMode.APPLY.word());
        this.hold = hold;
        if (!(stream.settings().destination() instanceof ScimTarget settings)) {
            throw new UnusableStreamException("Only a stream to a SCIM application can be synchronised.");
        }
        StreamFilter filter = stream.settings().filter();
        if (applies && filter.condition().isPresent()) {
            throw new UnusableStreamException(
                    "A stream with a condition is not synchronised: a condition is asked of events, and"
                            + " a comparison has none, so that it would send everybody. See what differs by a dry run, and let the"
                            + " stream go on with what comes next: resume it with \"backlog\": \"skip\".");
        }
        RollcallUsers own = new RollcallUsers(storage, profiles, filter, belongs(filter), clock);
        Optional<FileUsers> file = Optional.of(job.source())
                .filter(name -> !name.isEmpty())
                .map(name -> new FileUsers(new ExportFile(Path.of(name)), own));
        this.source = file.map(SourceUsers.class::cast).orElse(own);
        this.whole = file.isEmpty();
        this.target = targets.open(stream);
        phases(settings, filter, file, random);
    }

    private void phases(ScimTarget settings, StreamFilter filter, Optional<FileUsers> file, RandomGenerator random) {
        TargetMapping users = target.mapping(TargetKind.USER);
        MemberDifferences members = new MemberDifferences(storage, stream.id());
        phases.put(BEGIN, this::clear);
        file.ifPresent(read -> phases.put("file", (place, report) -> {
            report.set(FileApplication.PRINT, read.print());
            return SyncPhase.Piece.over();
        }));
        phases.put("target-users",
                new Inventory(stream, target, TargetKind.USER, new RowPrints(users), settings.match()));
        phases.put("users", new UserMatch(storage, stream, source, users, settings.match(), applies, clock));
        phases.put("departures", new UserDepartures(storage, stream, source, settings, users.rows()));
        if (whole && settings.groups()) {
            TargetMapping rows = target.mapping(TargetKind.GROUP);
            phases.put("target-groups",
                    new Inventory(stream, target, TargetKind.GROUP, new RowPrints(rows), GroupMatch.MATCH));
            phases.put("groups", new GroupMatch(storage, stream, new SourceGroups(filter), rows, members));
            phases.put("count-groups", new SeenCount(storage, stream.id(), Inventory.GROUP));
            phases.put("count-members", new SeenCount(storage, stream.id(), Inventory.MEMBER));
            if (stream.subscriptions().contains(EventType.GROUP_DELETED)) {
                phases.put("group-departures", new GroupDepartures(storage, stream.id()));
            }
        }
        if (applies) {
            phases.put(STOP_CHECK, this::check);
            for (SyncAction.Stage stage : List.of(SyncAction.Stage.DEPARTURES, SyncAction.Stage.USERS,
                    SyncAction.Stage.GROUPS, SyncAction.Stage.MEMBERS)) {
                phases.put("apply-" + stage.name().toLowerCase(Locale.ROOT),
                        new Application(storage, stream.id(), stage, members, random, clock));
            }
            file.ifPresent(read -> phases.put("apply-file",
                    new FileApplication(storage, stream, read, target, settings)));
        }
    }

    private static Predicate<Person> belongs(StreamFilter filter) {
        return person -> filter.keepLinked() || person.primary().isEmpty();
    }

    /** Whether this is that sync, and the stream has not been changed since it was opened. */
    boolean isOf(SyncJob job, EventStream now) {
        return stream.id().equals(job.stream())
                && startedAt.equals(job.startedAt())
                && stream.settings().equals(now.settings())
                && stream.secrets().equals(now.secrets());
    }

    SyncRunner.Step step(SyncJob job) {
        String phase = job.phase().isEmpty() ? BEGIN : job.phase();
        SyncPhase at = phases.get(phase);
        if (at == null) {
            throw new SyncStoppedException("The sync was begun by another version of Rollcall; begin it once more.");
        }
        DriftReport report = DriftReport.of(job.report());
        SyncPhase.Piece piece = at.piece(job.position(), report);
        if (piece.waits()) {
            return SyncRunner.Step.WAITS;
        }
        String next = piece.next().isPresent() ? phase : after(phase);
        boolean over = next.equals(FINISHED);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (over) {
            report.json().put("equal", report.isEqual());
        }
        SyncJob moved = new SyncJob(job.stream(), job.mode(), next, piece.next().orElse(""), job.source(),
                report.text(),
                job.startedAt(), now, over ? Optional.of(now) : Optional.empty(), job.revision());
        storage.write(Share.OUTBOUND, "sync " + stream.id(), session -> {
            if (!session.syncs().advance(moved)) {
                throw new SyncTakenException();
            }
            piece.write().accept(session);
            // Who failed is a dead letter like any other, and in the report: it keeps nobody else from going on.
            if (over && applies && whole) {
                goOn(session, report.get("place").orElseThrow());
            }
            return moved;
        });
        piece.stored().run();
        return over ? SyncRunner.Step.FINISHED : SyncRunner.Step.WORKED;
    }

    private String after(String phase) {
        List<String> names = List.copyOf(phases.keySet());
        int next = names.indexOf(phase) + 1;
        return next < names.size() ? names.get(next) : FINISHED;
    }

    /** Takes away what an earlier one has left, and remembers from where on what happens is not in this one for sure. */
    private SyncPhase.Piece clear(String place, DriftReport report) {
        report.set("place", storage.read(Share.OUTBOUND, session -> session.changes().end()));
        boolean more = storage.write(Share.OUTBOUND, "sync " + stream.id(),
                session -> session.syncs().clear(stream.id(), CLEARED_AT_ONCE));
        return SyncPhase.Piece.of(session -> holdPlace(session, report), more ? Optional.of(place) : Optional.empty());
    }

    /** A stream that waits for this sync goes on at its place, so nothing behind it may be dropped meanwhile. */
    private void holdPlace(WriteSession session, DriftReport report) {
        boolean waits = session.streams()
                .find(stream.id())
                .filter(now -> now.state().kind() == StreamState.Kind.NEEDS_SYNC)
                .isPresent();
        if (applies && whole && waits) {
            ChangeReader reader = new ChangeReader(Optional.empty(), stream.id().readerName(),
                    report.get("place").orElseThrow(), clock.instant().plus(hold));
            if (!session.changeReaders().register(reader) && !session.changeReaders().move(reader)) {
                throw new SyncTakenException();
            }
        }
    }

    /** A stream that has waited for this goes on with everything that has happened since it began. */
    private void goOn(WriteSession session, String place) {
        StreamState enabled = StreamState.enabled(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (session.streams().state(stream.id(), enabled, Set.of(StreamState.Kind.NEEDS_SYNC))
                && !session.streams().moveTo(stream.id(), place)) {
            throw new SyncStoppedException("The stream is gone.");
        }
    }

    private SyncPhase.Piece check(String place, DriftReport report) {
        int most = Integer.parseInt(report.get("max_departures_percent")
                .orElse(Integer.toString(SyncRunner.MAX_DEPARTURES_PERCENT)));
        if (report.takesMoreThan(most)) {
            throw new SyncStoppedException(
                    "Of the %d users at the target that are ours %d would lose their account or the use of it, "
                            .formatted(report.ours(), report.departures())
                            + "and of the %d groups %d would be deleted: more than %d %%. "
                                    .formatted(report.groupsOfOurs(), report.groupDepartures(), most)
                            + "Nothing was changed. Look at the plan (--dry-run); when it is right, allow more with --max-departures.");
        }
        return SyncPhase.Piece.of(session -> {}, Optional.empty());
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}

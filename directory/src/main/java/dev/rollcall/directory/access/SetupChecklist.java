package dev.rollcall.directory.access;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.directory.setup.SetupProgress;
import dev.rollcall.directory.setup.SetupStep;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a set-up has come, by what its connection's request log has since the link was made.
 *
 * <p>Guarantees: it costs the requests themselves nothing. A look reads at most {@value #LOOK} rows of the connection's log, on from
 * where an earlier one ended, and at most {@value SetupManagers#MOST} users, and counts at most {@value #MOST_COUNTED} users and as many
 * groups; what it did not get to, the next look does. Rows that become visible late are seen as long as they are no more than a minute
 * late. What was learnt is kept with the link, so that it outlives the log; a look that cannot be kept is no worse for it. Of the log
 * it tells only places, never who a request was about.
 */
public final class SetupChecklist {
    /** Bytes that a look takes at most: the rows of the log that one stretch has, and the users. */
    public static final long MOST_MEMORY = 10L << 20;

    /** Users, and groups, that a look counts. */
    public static final int MOST_COUNTED = 1_000;

    static final int LOOK = 5_000;

    private static final System.Logger LOGGER = System.getLogger(SetupChecklist.class.getName());
    /** How late a row may become visible after one with a greater id. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final Storage storage;
    private final Clock clock;

    /** Reads nothing yet. */
    public SetupChecklist(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * How far a set-up has come.
     *
     * @param progress what has arrived
     * @param refused the requests that were refused last, by the step that they were for, where that is the last that is known of it
     * @param tokenEnd when the first of the connection's tokens ends; empty when none does
     * @param users how many the connection has, of more than {@value #MOST_COUNTED} that many; likewise {@code groups}
     */
    public record Standing(
            SetupProgress progress, Map<SetupStep, RequestLogEntry> refused, Optional<Instant> tokenEnd, int users,
            int groups) {
        public Standing {
            refused = Map.copyOf(refused);
        }
    }

    /** Looks. @param share for which it counts */
    public Standing look(SetupLink link, Share share) {
        Instant now = clock.instant();
        Standing standing = storage.read(share, session -> look(session, link, now));
        if (!standing.progress().equals(link.progress())) {
            keep(link, share, standing.progress());
        }
        return standing;
    }

    private static Standing look(ReadSession session, SetupLink link, Instant now) {
        SetupProgress progress = link.progress();
        List<RequestLogEntry> entries = session.log().plans(search(link)).entries();
        for (RequestLogEntry entry : entries) {
            progress = SetupEvidence.after(progress, entry);
            if (entry.time().isBefore(now.minus(LATE))) {
                progress = progress.walkedTo(entry.id());
            }
        }
        if (progress.state(SetupStep.MANAGER) != SetupProgress.State.DONE) {
            progress = SetupManagers.after(session, link.connectionId(), progress, entries, now);
        }
        return new Standing(progress, refused(session, link.connectionId(), progress),
                tokenEnd(session, link.connectionId(), now), count(session, link.connectionId(), "User"),
                count(session, link.connectionId(), "Group"));
    }

    private static int count(ReadSession session, ConnectionId connection, String type) {
        return (int) session.resources().count(connection, type, new Condition.All(), MOST_COUNTED);
    }

    /** On from the row up to which everything was looked at. */
    static LogSearch search(SetupLink link) {
        Optional<String> from = link.progress().walkedTo();
        return new LogSearch(Optional.of(link.connectionId()), from, false, 0, LogSearch.ANY, Optional.empty(),
                Optional.empty(), from.isPresent() ? Optional.empty() : Optional.of(link.countsSince()),
                Optional.empty(),
                0, LOOK, LOOK);
    }

    private static Optional<Instant> tokenEnd(ReadSession session, ConnectionId connection, Instant now) {
        return session.tokens()
                .of(connection)
                .stream()
                .flatMap(token -> token.validUntil().stream())
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    private static Map<SetupStep, RequestLogEntry> refused(
            ReadSession session, ConnectionId connection, SetupProgress progress) {
        Map<SetupStep, RequestLogEntry> refused = new HashMap<>();
        for (SetupStep step : SetupStep.values()) {
            if (progress.state(step) == SetupProgress.State.WRONG) {
                progress.evidence(step)
                        .wrong()
                        .flatMap(seen -> session.log().find(seen.id()))
                        .filter(entry -> entry.connection().equals(connection))
                        .ifPresent(entry -> refused.put(step, entry));
            }
        }
        return refused;
    }

    private void keep(SetupLink link, Share share, SetupProgress progress) {
        try {
            storage.write(share, link.linkId(), session -> session.setupLinks()
                    .progress(link.connectionId(), link.linkId(), link.progress(), progress));
        } catch (StorageException told) {
            // The store tells of its own failures. What has arrived is shown all the same, and the next look finds it again.
            LOGGER.log(System.Logger.Level.DEBUG, "What has arrived of a set-up could not be kept", told);
        }
    }
}

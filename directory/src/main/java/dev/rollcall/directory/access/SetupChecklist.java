package dev.rollcall.directory.access;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.directory.setup.SetupProgress;
import dev.rollcall.directory.setup.SetupProgress.Seen;
import dev.rollcall.directory.setup.SetupStep;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.IndexColumn;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.message.Urns;
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
 * where an earlier one ended, and at most {@value #MANAGERS} users; what it did not get to, the next look does. Rows that become
 * visible late are seen as long as they are no more than a minute late. What was learnt is kept with the link, so that it outlives the
 * log; a look that cannot be kept is no worse for it. Of the log it tells only places, never who a request was about.
 */
public final class SetupChecklist {
    static final int LOOK = 5_000;
    static final int MANAGERS = 20;

    private static final System.Logger LOGGER = System.getLogger(SetupChecklist.class.getName());
    /** How late a row may become visible after one with a greater id. */
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final long MOST_BYTES = 1 << 20;

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
     * @param waitingManager whether a user has a manager who is nobody here yet
     */
    public record Standing(
            SetupProgress progress, Map<SetupStep, RequestLogEntry> refused, boolean waitingManager) {
        public Standing {
            refused = Map.copyOf(refused);
        }
    }

    /** Looks. */
    public Standing look(SetupLink link) {
        Instant now = clock.instant();
        Standing standing = storage.read(Share.of(link.connectionId()), session -> look(session, link, now));
        if (!standing.progress().equals(link.progress())) {
            keep(link, standing.progress());
        }
        return standing;
    }

    private static Standing look(ReadSession session, SetupLink link, Instant now) {
        SetupProgress progress = link.progress();
        for (RequestLogEntry entry : session.log().plans(search(link)).entries()) {
            progress = SetupEvidence.after(progress, entry);
            if (entry.time().isBefore(now.minus(LATE))) {
                progress = progress.walkedTo(entry.id());
            }
        }
        Managers managers = progress.state(SetupStep.MANAGER) == SetupProgress.State.DONE
                ? new Managers(Optional.empty(), false)
                : managers(session, link.connectionId());
        if (managers.known().isPresent()) {
            progress = progress.with(SetupStep.MANAGER, managers.known().get(), true);
        }
        return new Standing(progress, refused(session, link.connectionId(), progress), managers.waiting());
    }

    /** On from the row up to which everything was looked at. */
    static LogSearch search(SetupLink link) {
        Optional<String> from = link.progress().walkedTo();
        return new LogSearch(Optional.of(link.connectionId()), from, false, 0, LogSearch.ANY, Optional.empty(),
                Optional.empty(), from.isPresent() ? Optional.empty() : Optional.of(link.createdAt()), Optional.empty(),
                0, LOOK, LOOK);
    }

    /** @param known when somebody was written whose manager is here @param waiting whether somebody has one who is not */
    private record Managers(Optional<Seen> known, boolean waiting) {}

    /** Some users with a manager: a create is too large for its log row to say so. */
    private static Managers managers(ReadSession session, ConnectionId connection) {
        Map<String, StoredResource> users = new HashMap<>();
        List<StoredResource> some = session.resources()
                .list(new ResourceQuery(connection, "User", new Condition.HasValue(IndexColumn.MANAGER),
                        IndexColumn.MANAGER, false, Optional.empty(), 0, MANAGERS), MOST_BYTES)
                .resources();
        for (StoredResource user : some) {
            String manager = ScimJson.tree(user.document())
                    .path(Urns.ENTERPRISE_USER)
                    .path("manager")
                    .path("value")
                    .asString("");
            users.putIfAbsent(manager, user);
        }
        Optional<Seen> known = session.resources()
                .references(connection, users.keySet())
                .keySet()
                .stream()
                .map(users::get)
                .map(user -> new Seen(user.id(), user.lastModified()))
                .max(Comparator.comparing(Seen::at));
        return new Managers(known, known.isEmpty() && !users.isEmpty());
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

    private void keep(SetupLink link, SetupProgress progress) {
        try {
            storage.write(Share.of(link.connectionId()), link.linkId(), session -> {
                session.setupLinks().progress(link.connectionId(), link.linkId(), progress);
                return link;
            });
        } catch (StorageException told) {
            // The store tells of its own failures. What has arrived is shown all the same, and the next look finds it again.
            LOGGER.log(System.Logger.Level.DEBUG, "What has arrived of a set-up could not be kept", told);
        }
    }
}

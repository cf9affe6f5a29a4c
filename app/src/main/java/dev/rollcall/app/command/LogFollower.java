package dev.rollcall.app.command;

import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Prints the rows of a log as they are written, each once.
 *
 * <p>A row's id holds the time when its request came, but the row is written when the request is over and its batch is
 * full. So every look goes back over a stretch that has been seen already: a short one usually, a long one now and then.
 */
final class LogFollower {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration SHORT_STRETCH = Duration.ofSeconds(5);
    private static final Duration LONG_STRETCH = Duration.ofMinutes(2);
    private static final int LOOKS_A_LONG_ONE = 20;
    private static final int PAGE = 1_000;

    private final Storage storage;
    private final LogQuery query;
    private final Clock clock;
    private final Map<String, Instant> seen = new HashMap<>();

    /** @param query the rows to begin with: the newest ones, and what they and all later ones must satisfy */
    LogFollower(Storage storage, LogQuery query, Clock clock) {
        this.storage = storage;
        this.query = query;
        this.clock = clock;
    }

    /** Prints the newest rows, oldest first, and then what comes, until the thread is interrupted. */
    void follow(Consumer<RequestLogEntry> printer) {
        first().forEach(printer);
        for (int look = 1; !Thread.currentThread().isInterrupted(); look++) {
            look(look % LOOKS_A_LONG_ONE == 0 ? LONG_STRETCH : SHORT_STRETCH).forEach(printer);
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The newest rows, oldest first. Whatever was written before them counts as seen, so that it does not follow. */
    List<RequestLogEntry> first() {
        look(LONG_STRETCH);
        List<RequestLogEntry> newest = storage.read(Share.HOUSE, session -> session.log().list(query)).reversed();
        newest.forEach(entry -> seen.put(entry.id(), entry.time()));
        return newest;
    }

    /** The rows of the last stretch that have not been seen yet, oldest first; from now on they have. */
    List<RequestLogEntry> look(Duration stretch) {
        Instant now = clock.instant();
        String after = floor(now.minus(stretch));
        List<RequestLogEntry> fresh = new ArrayList<>();
        while (true) {
            LogQuery next = new LogQuery(
                    query.connection(),
                    Optional.of(after),
                    query.statusFrom(),
                    query.statusTo(),
                    query.resourceId(),
                    PAGE);
            List<RequestLogEntry> page = storage.read(Share.HOUSE, session -> session.log().list(next));
            for (RequestLogEntry entry : page) {
                if (seen.putIfAbsent(entry.id(), entry.time()) == null) {
                    fresh.add(entry);
                }
            }
            if (page.size() < PAGE) {
                break;
            }
            after = page.getLast().id();
        }
        seen.values().removeIf(time -> time.isBefore(now.minus(LONG_STRETCH.multipliedBy(2))));
        return fresh;
    }

    /** The least UUIDv7 of that millisecond. */
    private static String floor(Instant time) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L).toString();
    }
}

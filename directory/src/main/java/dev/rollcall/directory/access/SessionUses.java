package dev.rollcall.directory.access;

import dev.rollcall.directory.client.ConsoleSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * When sessions were used, on its way into the store.
 *
 * <p>Guarantees: {@link #note} neither waits nor fails, so that whoever only reads goes on while nothing can be written; what is not
 * written yet counts here all the same, and is written as soon as the store takes it and its session is used again. There are no more
 * notes than sessions that were used within the idle time. Safe for use by many threads.
 */
final class SessionUses {
    /** How often a use is written down at most. */
    private static final Duration SELDOM = Duration.ofMinutes(1);

    private final Storage storage;
    private final String lane;
    private final Duration idle;
    private final Consumer<Throwable> unwritten;
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    /** @param unwritten told of each write that has failed */
    SessionUses(Storage storage, String lane, Duration idle, Consumer<Throwable> unwritten) {
        this.storage = storage;
        this.lane = lane;
        this.idle = idle;
        this.unwritten = unwritten;
    }

    /** When a session was used last, as far as is known here. */
    Instant seen(ConsoleSession session) {
        Instant here = noted.getOrDefault(session.key(), session.seenAt());
        return here.isAfter(session.seenAt()) ? here : session.seenAt();
    }

    /** Notes a use, unless one was noted a moment ago. */
    void note(ConsoleSession session, Instant now) {
        if (seen(session).plus(SELDOM).isAfter(now)) {
            return;
        }
        noted.values().removeIf(at -> !at.plus(idle).isAfter(now));
        noted.put(session.key(), now.truncatedTo(ChronoUnit.MILLIS));
        if (writing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("console-session-uses").start(this::write);
        }
    }

    private void write() {
        try {
            Map<String, Instant> some = Map.copyOf(noted);
            storage.write(Share.OAUTH, lane, session -> {
                some.forEach(session.sessions()::touch);
                return some.size();
            });
            some.forEach(noted::remove);
        } catch (Throwable failure) {
            // They stay noted, and the next use tries again.
            unwritten.accept(failure);
        } finally {
            writing.set(false);
        }
    }
}

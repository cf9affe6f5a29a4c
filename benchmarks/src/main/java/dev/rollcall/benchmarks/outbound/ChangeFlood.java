package dev.rollcall.benchmarks.outbound;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Changes of users that are there, put into the change record beside the running server: many more than could be made over HTTP in
 * the time that a benchmark has. The users themselves stay as they are.
 */
final class ChangeFlood {
    private static final int AT_ONCE = 2_000;
    private static final int PAGE = 1_000;

    private final Storage storage;
    private final ConnectionId connection;
    private final IdSource ids = new IdSource(Clock.systemUTC(), new Random(11));
    /** Before anybody was made. */
    private final String begin;
    private long number;

    ChangeFlood(Storage storage, ConnectionId connection) {
        this.storage = storage;
        this.connection = connection;
        this.begin = storage.read(Share.HOUSE, session -> session.changes().end());
    }

    /** The users that were made, as far as the record goes; at most so many. */
    List<Subject> users(int most) {
        List<Subject> users = new ArrayList<>();
        String position = begin;
        while (users.size() < most) {
            String after = position;
            ChangeFeedPage page = storage.read(Share.HOUSE, session -> session.changes().page(after, PAGE));
            if (page.changes().isEmpty()) {
                return users;
            }
            page.changes()
                    .stream()
                    .filter(change -> change.action().equals("created"))
                    .limit(most - users.size())
                    .forEach(change -> users.add(change.subject()));
            position = page.position();
        }
        return users;
    }

    /** Adds so many changes, in turn of each of the users. */
    void add(List<Subject> users, int changes) {
        for (int done = 0; done < changes; done += AT_ONCE) {
            int count = Math.min(AT_ONCE, changes - done);
            storage.write(Share.OUTBOUND, "flood", session -> {
                Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                for (int i = 0; i < count; i++) {
                    session.changes().append(change(users.get((int) (number++ % users.size())), now));
                }
                return count;
            });
        }
    }

    private ChangeRecord change(Subject user, Instant now) {
        return new ChangeRecord(connection, ids.next(), 0, true, user, "updated", 2 + number, now,
                new Cause(Actor.UPKEEP, Optional.empty()),
                "[{\"change\":\"assign\",\"path\":\"title\",\"before\":\"Engineer %d\",\"after\":\"Engineer %d\"}]"
                        .formatted(number, number + 1));
    }
}

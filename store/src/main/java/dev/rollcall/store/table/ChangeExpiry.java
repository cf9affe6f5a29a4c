package dev.rollcall.store.table;

import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Drops the oldest changes of a connection: each with all of its parts, and none that a reader whose lease lasts has not
 * read. Parts whose last one never came go when they are that much older.
 */
final class ChangeExpiry {
    private final Database database;
    private final ChangeOrder order;
    private final ChangeReaderTable readers;

    ChangeExpiry(Database database, ChangeOrder order, ChangeReaderTable readers) {
        this.database = database;
        this.order = order;
        this.readers = readers;
    }

    private record Old(ChangePosition place, String changeId, int part) {}

    /**
     * Drops one piece.
     *
     * @param before the time from which on changes are kept
     * @param youth how much older parts must be whose last one is missing
     * @param limit how many rows at most, though one change as a whole
     * @return how many rows were dropped
     */
    int expire(ConnectionId connection, Instant before, Duration youth, Instant now, int limit) {
        List<Old> old = old(connection, before, limit);
        if (old.isEmpty()) {
            return orphans(connection, before.minus(youth), limit);
        }
        List<ChangeReader> waitedFor = Stream.concat(readers.of(Optional.of(connection)).stream(),
                readers.of(Optional.empty()).stream()).toList();
        List<Old> read = old.stream().takeWhile(row -> passed(waitedFor, row, now)).toList();
        return read.isEmpty() || !forgetLapsed(waitedFor, read.getLast(), now)
                ? orphans(connection, before.minus(youth), limit)
                : drop(connection, read, before);
    }

    private List<Old> old(ConnectionId connection, Instant before, int limit) {
        String oldest = " FROM change WHERE connection_id = ? AND last = 1 ORDER BY " + order.sort() + " LIMIT ?";
        boolean due = database.first(Sql.of("SELECT time" + oldest, connection.value(), 1), row -> row.instant(1))
                .filter(time -> time.isBefore(before))
                .isPresent();
        if (!due) {
            return List.of();
        }
        Optional<ChangePosition> kept = order.kept(database);
        List<Old> old = new ArrayList<>();
        long rows = 0;
        for (Old row : database.list(Sql.of("SELECT o.commit_xid, o.commit_seq, o.change_id, o.part FROM (SELECT "
                + order.place() + ", change_id, part, time" + oldest + ") o WHERE o.time < ?", connection.value(),
                limit,
                before), r -> new Old(order.read(r, 1), r.text(3), (int) r.number(4)))
                .stream()
                .sorted(Comparator.comparing(Old::place))
                .toList()) {
            rows += row.part + 1L;
            if (kept.equals(Optional.of(row.place)) || rows > limit && !old.isEmpty()) {
                break;
            }
            old.add(row);
        }
        return old;
    }

    private static boolean passed(List<ChangeReader> readers, Old row, Instant now) {
        return readers.stream()
                .filter(reader -> !reader.leaseUntil().isBefore(now))
                .allMatch(reader -> ChangePosition.parse(reader.position()).isBehind(row.place));
    }

    /** @return false when one was renewed meanwhile, so that it has to be waited for again */
    private boolean forgetLapsed(List<ChangeReader> waitedFor, Old last, Instant now) {
        return waitedFor.stream()
                .filter(reader -> !ChangePosition.parse(reader.position()).isBehind(last.place))
                .allMatch(reader -> readers.forget(reader, now));
    }

    private int drop(ConnectionId connection, List<Old> changes, Instant before) {
        int dropped = 0;
        for (Old change : changes) {
            if (change.part > 0) {
                dropped += database.update("DELETE FROM change WHERE connection_id = ? AND change_id = ? AND last = 0",
                        connection.value(), change.changeId);
            }
        }
        ChangePosition last = changes.getLast().place;
        database.update("INSERT INTO mark (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value ="
                + " excluded.value WHERE excluded.value > mark.value", ChangeTable.GONE_TO,
                new EventId(last.transaction(), last.sequence(), 0).endOfChange().text());
        // Whatever commits meanwhile before the last of these is new, and stays.
        return dropped + database.update(new Sql.Builder().add("DELETE FROM change WHERE connection_id = ?"
                + " AND last = 1 AND time < ? AND ", connection.value(), before)
                .add(order.upTo(changes.getLast().place))
                .build());
    }

    private int orphans(ConnectionId connection, Instant before, int limit) {
        List<String> abandoned = database.list(Sql.of("SELECT DISTINCT p.change_id FROM change p"
                + " WHERE p.connection_id = ? AND p.last = 0 AND p.time < ? AND NOT EXISTS (SELECT 1 FROM change l"
                + " WHERE l.connection_id = p.connection_id AND l.change_id = p.change_id AND l.last = 1"
                + " AND l.part > 0) LIMIT ?", connection.value(), before, limit), row -> row.text(1));
        int dropped = 0;
        for (String changeId : abandoned) {
            if (dropped >= limit) {
                return dropped;
            }
            dropped += database.update("DELETE FROM change WHERE connection_id = ? AND change_id = ? AND last = 0",
                    connection.value(), changeId);
        }
        return dropped;
    }
}

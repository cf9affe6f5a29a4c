package dev.rollcall.store.table;

import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.table.ConnectionTable.Dropped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Readers of all connections that have not come to the deletion of one yet: what it has left, its changes and its users, is what they
 * still have to tell of. It is kept for them for {@value #HOURS} hours, because it is the data of people who are gone.
 */
final class ReadersBehind {
    static final int HOURS = 24;

    private final ChangeSearch search;
    private final ChangeReaderTable readers;
    private final Instant now;

    ReadersBehind(Database database, ChangeOrder order, ChangeReaderTable readers, Instant now) {
        this.search = new ChangeSearch(database, order);
        this.readers = readers;
        this.now = now;
    }

    /** Whether what a connection has left is to stay for now. */
    boolean keep(Dropped dropped) {
        return !dropped.swept()
                && dropped.since().isAfter(now.minus(Duration.ofHours(HOURS)))
                && !behind(dropped.id()).isEmpty();
    }

    /** Those who would miss what is taken away now: each finds that it is forgotten, and has to begin anew. */
    void forget(Dropped dropped) {
        if (!dropped.swept()) {
            behind(dropped.id()).forEach(reader -> readers.remove(Optional.empty(), reader.name()));
        }
    }

    private List<ChangeReader> behind(ConnectionId connection) {
        List<ChangeReader> waitedFor = readers.of(Optional.empty())
                .stream()
                .filter(reader -> !reader.leaseUntil().isBefore(now))
                .toList();
        if (waitedFor.isEmpty()) {
            return waitedFor;
        }
        Optional<ChangePosition> deletion = search.deletion(connection.value());
        return deletion.map(place -> waitedFor.stream()
                .filter(reader -> !ChangePosition.parse(reader.position()).isBehind(place))
                .toList()).orElse(List.of());
    }
}

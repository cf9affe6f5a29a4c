package dev.rollcall.store.table;

import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks for places in the change record. */
final class ChangeSearch {
    /** By how much the clocks of nodes may differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final Database database;
    private final ChangeOrder order;

    ChangeSearch(Database database, ChangeOrder order) {
        this.database = database;
        this.order = order;
    }

    /** How many changes wait behind a place, counted up to a limit. */
    int behind(ChangePosition place, int limit) {
        return (int) database.number(new Sql.Builder().add("SELECT count(*) FROM (SELECT 1 FROM change WHERE last = 1"
                + " AND " + order.settled() + " AND ")
                .add(order.from(place, place.part() > 0))
                .add(" ORDER BY " + order.sort() + " LIMIT ?) waiting", limit)
                .build());
    }

    /** Where the deletion of a connection stands in the record, as long as it is kept. */
    Optional<ChangePosition> deletion(String connection) {
        return database.first(Sql.of("SELECT " + order.place() + " FROM change WHERE connection_id = ?"
                + " AND resource_type = 'Connection' AND action = 'deleted' ORDER BY " + order.descending()
                + " LIMIT 1", connection), row -> order.read(row, 1));
    }

    /** A place that every change lies behind that was made then or later: times grow along the record, give or take the clocks. */
    ChangePosition since(Instant moment) {
        Instant sought = moment.minus(CLOCKS);
        Optional<ChangePosition> first = database.first(Sql.of("SELECT " + order.place() + " FROM change ORDER BY "
                + order.sort() + " LIMIT 1"), row -> order.read(row, 1));
        ChangePosition end = order.end(database);
        if (first.isEmpty()) {
            return end;
        }
        long low = order.step(first.get());
        long high = order.step(end) + 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (isBefore(order.beginning(middle), sought)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return order.beginning(low);
    }

    private boolean isBefore(ChangePosition place, Instant sought) {
        return database.first(new Sql.Builder().add("SELECT time FROM change WHERE ")
                .add(order.from(place, false))
                .add(" ORDER BY " + order.sort() + " LIMIT 1")
                .build(), row -> row.instant(1)).filter(time -> time.isBefore(sought)).isPresent();
    }
}

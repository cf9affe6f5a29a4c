package dev.rollcall.store.table;

import dev.rollcall.directory.storage.HourTally;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What came of deliveries in each hour. */
final class DeliveryCounts {
    private final Database database;

    DeliveryCounts(Database database) {
        this.database = database;
    }

    /** What is to be added to an hour. */
    record Tally(long delivered, long failed, long skipped, long superseded, long requests) {

        static Tally skipped(long events) {
            return new Tally(0, 0, events, 0, 0);
        }

        static Tally of(List<StreamDelivery> deliveries) {
            return new Tally(count(deliveries, DeliveryState.DELIVERED), count(deliveries, DeliveryState.FAILED),
                    count(deliveries, DeliveryState.SKIPPED), count(deliveries, DeliveryState.SUPERSEDED), 0);
        }

        private static long count(List<StreamDelivery> deliveries, DeliveryState state) {
            return deliveries.stream().filter(delivery -> delivery.state() == state).count();
        }

        Tally plus(DeliveryState state, long events) {
            return switch (state) {
                case PENDING -> this;
                case DELIVERED -> new Tally(delivered + events, failed, skipped, superseded, requests);
                case FAILED -> new Tally(delivered, failed + events, skipped, superseded, requests);
                case SKIPPED -> new Tally(delivered, failed, skipped + events, superseded, requests);
                case SUPERSEDED -> new Tally(delivered, failed, skipped, superseded + events, requests);
            };
        }

        boolean isNone() {
            return delivered + failed + skipped + superseded + requests == 0;
        }
    }

    void add(StreamId stream, Instant at, Tally tally) {
        if (tally.isNone()) {
            return;
        }
        database.update("INSERT INTO delivery_count (stream_id, hour, delivered, failed, skipped, superseded, requests)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (stream_id, hour) DO UPDATE SET"
                + " delivered = delivery_count.delivered + excluded.delivered,"
                + " failed = delivery_count.failed + excluded.failed,"
                + " skipped = delivery_count.skipped + excluded.skipped,"
                + " superseded = delivery_count.superseded + excluded.superseded,"
                + " requests = delivery_count.requests + excluded.requests", stream.value(),
                at.truncatedTo(ChronoUnit.HOURS), tally.delivered, tally.failed, tally.skipped, tally.superseded,
                tally.requests);
    }

    List<HourTally> of(StreamId stream, Instant from, Instant to) {
        return database.list(Sql.of("SELECT hour, delivered, failed, skipped, superseded, requests FROM delivery_count"
                + " WHERE stream_id = ? AND hour >= ? AND hour < ? ORDER BY hour", stream.value(),
                from.truncatedTo(ChronoUnit.HOURS), to),
                row -> new HourTally(row.instant(1), row.number(2),
                        row.number(3), row.number(4), row.number(5), row.number(6)));
    }
}

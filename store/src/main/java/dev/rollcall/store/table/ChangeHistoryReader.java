package dev.rollcall.store.table;

import dev.rollcall.directory.change.ChangeHistory;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks back through the change record for one resource. No index leads to the changes of a resource, which every write would pay
 * for: a look goes through a bounded stretch of the record, whatever it finds.
 */
final class ChangeHistoryReader {
    /** Characters of plans that one look holds: a page shows them, and nothing reads on by them. */
    private static final long BYTES = 1L << 20;

    private final Database database;
    private final ChangeOrder order;
    private final ChangeTable table;

    ChangeHistoryReader(Database database, ChangeOrder order, ChangeTable table) {
        this.database = database;
        this.order = order;
        this.table = table;
    }

    /** The changes at a place and before it; fewer when they are large. @param upTo empty for the end of the record */
    ChangeHistory read(ConnectionId connection, String resourceId, Optional<ChangePosition> upTo, int limit,
            int budget) {
        List<ChangePosition> found = places(connection, resourceId, upTo, budget)
                .stream()
                .sorted(Comparator.reverseOrder())
                .toList();
        List<ChangeRecord> changes = new ArrayList<>();
        long size = 0;
        int shown = 0;
        while (shown < Math.min(limit, found.size()) && size < BYTES) {
            ChangePosition place = found.get(shown++);
            for (ChangeRecord change : table.ends(Optional.of(connection), place, place, false)) {
                size += change.plan().length();
                changes.add(change);
            }
        }
        return new ChangeHistory(changes, shown < found.size()
                ? Optional.of(found.get(shown).text())
                : behind(upTo, budget).map(ChangePosition::text));
    }

    private List<ChangePosition> places(ConnectionId connection, String resourceId, Optional<ChangePosition> upTo,
            int budget) {
        return database.list(stretch(upTo, "SELECT commit_xid, commit_seq FROM (SELECT " + order.place()
                + ", connection_id, resource_id FROM change WHERE last = 1", budget, 0)
                .add(") newest WHERE connection_id = ?", connection.value())
                .add(" AND resource_id = ?", resourceId)
                .build(), row -> order.read(row, 1));
    }

    /** The newest place that a look of this budget does not get to. */
    private Optional<ChangePosition> behind(Optional<ChangePosition> upTo, int budget) {
        return database.first(
                stretch(upTo, "SELECT " + order.place() + " FROM change WHERE last = 1", 1, budget).build(),
                row -> order.read(row, 1));
    }

    private Sql.Builder stretch(Optional<ChangePosition> upTo, String select, int limit, int offset) {
        Sql.Builder sql = new Sql.Builder().add(select);
        upTo.ifPresent(place -> sql.add(" AND ").add(order.upTo(place)));
        return sql.add(" ORDER BY " + order.descending() + " LIMIT ?", limit).add(" OFFSET ?", offset);
    }
}

package dev.rollcall.store.table;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.util.ArrayList;
import java.util.List;

/** Rows of the change record, as both engines keep them. */
public final class ChangeRows {
    /** What a row holds beside its place in the order. */
    public static final String COLUMNS = "connection_id, change_id, part, last, resource_type, resource_id, action,"
            + " version, time, plan";

    private ChangeRows() {}

    /** The values of {@link #COLUMNS}. */
    public static Object[] values(ChangeRecord change) {
        return new Object[]{change.connection().value(), change.id(), change.part(), change.last(),
            change.resourceType(), change.resourceId(), change.action(), change.version(), change.time(),
            change.plan()};
    }

    /** Reads {@link #COLUMNS} from the first column on. */
    public static ChangeRecord read(Row row) {
        return new ChangeRecord(new ConnectionId(row.text(1)), row.text(2), (int) row.number(3), row.flag(4),
                row.text(5), row.text(6), row.text(7), row.number(8), row.instant(9), row.text(10));
    }

    /**
     * A page of complete changes: earlier parts are put right before their last one.
     *
     * @param lasts the last or only parts in the order of commit
     */
    public static ChangeFeedPage page(Database database, List<ChangeRecord> lasts, String position) {
        List<ChangeRecord> complete = new ArrayList<>();
        for (ChangeRecord last : lasts) {
            if (last.part() > 0) {
                complete.addAll(database.list(Sql.of("SELECT " + COLUMNS + " FROM change WHERE connection_id = ?"
                        + " AND change_id = ? AND last = 0 ORDER BY part", last.connection().value(), last.id()),
                        ChangeRows::read));
            }
            complete.add(last);
        }
        return new ChangeFeedPage(complete, position);
    }
}

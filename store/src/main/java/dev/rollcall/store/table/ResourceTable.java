package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.IndexColumn;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.query.Columns;
import dev.rollcall.store.query.ListSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads live resources. */
public final class ResourceTable {
    private static final String ONE = "SELECT " + ListSql.COLUMNS
            + " FROM resource r WHERE r.connection_id = ? AND r.id = ? AND r.type = ?";

    private final Database database;
    private final CountTable counts;

    ResourceTable(Database database, CountTable counts) {
        this.database = database;
        this.counts = counts;
    }

    /** One resource. */
    public Optional<StoredResource> find(ConnectionId connection, String type, String id) {
        return database.first(Sql.of(ONE, connection.value(), id, type), ResourceTable::read);
    }

    /** A stretch of a list. */
    public List<StoredResource> list(ResourceQuery query) {
        return query.offset() > RangeTable.SIZE && query.after().isEmpty() && byIdAlone(query)
                ? deep(query)
                : walked(query);
    }

    private static boolean byIdAlone(ResourceQuery query) {
        return query.order() == IndexColumn.ID && query.condition() instanceof Condition.All;
    }

    /** From the nearest bound whose place in the list is known. */
    private List<StoredResource> deep(ResourceQuery query) {
        ConnectionId connection = query.connection();
        if (!query.descending()) {
            return counts.lastBound(connection, query.type(), query.offset())
                    .map(bound -> from(query, bound.id(), query.offset() - bound.before()))
                    .orElseGet(() -> walked(query));
        }
        long left = counts.total(connection, query.type()) - query.offset();
        return left <= 0
                ? List.of()
                : counts.firstBound(connection, query.type(), left)
                        .map(bound -> from(query, bound.id(), bound.before() - left))
                        .orElseGet(() -> walked(query));
    }

    private List<StoredResource> from(ResourceQuery query, String bound, long offset) {
        return database.list(ListSql.from(query, bound).rows(offset, query.limit()), ResourceTable::read);
    }

    private List<StoredResource> walked(ResourceQuery query) {
        List<StoredResource> found = new ArrayList<>();
        long offset = query.offset();
        for (ListSql.Stretch stretch : ListSql.of(query)) {
            int missing = query.limit() - found.size();
            if (missing <= 0) {
                break;
            }
            List<StoredResource> rows = database.list(stretch.rows(offset, missing), ResourceTable::read);
            found.addAll(rows);
            if (offset > 0) {
                offset = rows.isEmpty() ? Math.max(0, offset - database.number(stretch.count())) : 0;
            }
        }
        return found;
    }

    /** Where a resource stands in a query's order. */
    public ResourceQuery.Position position(ResourceQuery query, StoredResource last) {
        Optional<String> key = switch (query.order()) {
            case ID -> Optional.of(last.id());
            case CREATED -> Optional.of(Long.toString(last.created().toEpochMilli()));
            case LAST_MODIFIED -> Optional.of(Long.toString(last.lastModified().toEpochMilli()));
            case UNIQUE_KEY, EXTERNAL_ID, DISPLAY_NAME, MANAGER, ACTIVE -> key(query.order(), last);
        };
        return new ResourceQuery.Position(key, last.id());
    }

    /** How many satisfy a condition. */
    public long count(ConnectionId connection, String type, Condition condition) {
        return switch (condition) {
            case Condition.All() -> counts.total(connection, type);
            case Condition.None() -> 0;
            // The few who are not active are counted, not the many who are.
            case Condition.Number(var column, var comparator, var value) when column == IndexColumn.ACTIVE
                    && comparator == Condition.Comparator.EQ
                    && value == 1 ->
                counts.total(connection, type) - count(connection, type, new Condition.Number(column, comparator, 0));
            case Condition.And _,Condition.Or _,Condition.Not _,Condition.HasValue _,Condition.Text _,Condition.Number _,Condition.Entry _,Condition.HasMember _,Condition.MemberOf _ ->
                database.number(ListSql.count(connection, type, condition));
        };
    }

    private Optional<String> key(IndexColumn column, StoredResource resource) {
        return database.first(Sql.of("SELECT r." + Columns.name(column) + " FROM resource r WHERE r.connection_id = ?"
                + " AND r.id = ?", resource.connection().value(), resource.id()), row -> row.optionalText(1))
                .orElseThrow(() -> new IllegalArgumentException("The resource is not in this snapshot."));
    }

    static StoredResource read(Row row) {
        return new StoredResource(new ConnectionId(row.text(1)), row.text(2), row.text(3), row.number(4),
                row.instant(5), row.instant(6), row.number(7), row.bytes(8));
    }
}

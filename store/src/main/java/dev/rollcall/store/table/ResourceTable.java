package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.KnownResource;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.ResourceView;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.Tombstone;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.query.Columns;
import dev.rollcall.store.query.ListSql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads live resources, and what is left of deleted ones. */
public class ResourceTable implements ResourceView {
    private static final String ONE = "SELECT " + ListSql.COLUMNS
            + " FROM resource r WHERE r.connection_id = ? AND r.id = ? AND r.type = ?";

    /** The same with its keys, which begin with the column {@link #KEYS}. */
    static final String ONE_WITH_KEYS = "SELECT " + ListSql.COLUMNS + ", " + ResourceKeys.COLUMNS
            + " FROM resource r WHERE r.connection_id = ? AND r.id = ? AND r.type = ?";

    static final int KEYS = 9;

    /** Documents may be large, and PostgreSQL's driver holds as many rows as it fetches. */
    private static final int DOCUMENTS_AT_A_TIME = 32;

    private final Database database;
    private final SqlDialect dialect;
    private final CountTable counts;

    ResourceTable(Database database, SqlDialect dialect, CountTable counts) {
        this.database = database;
        this.dialect = dialect;
        this.counts = counts;
    }

    @Override
    public Optional<StoredResource> find(ConnectionId connection, String type, String id) {
        return database.first(Sql.of(ONE, connection.value(), id, type), ResourceTable::read);
    }

    @Override
    public final Optional<KnownResource> findKnown(ConnectionId connection, String type, String id) {
        return database.first(Sql.of(ONE_WITH_KEYS, connection.value(), id, type),
                row -> new KnownResource(read(row), ResourceKeys.read(row, KEYS)));
    }

    @Override
    public final ResourceStretch list(ResourceQuery query, long maxBytes) {
        BoundedRows rows = new BoundedRows(query.limit(), maxBytes);
        if (query.offset() > RangeTable.SIZE && query.after().isEmpty() && byIdAlone(query)) {
            deep(query, rows);
        } else {
            walked(query, rows);
        }
        return new ResourceStretch(rows.found, !rows.full());
    }

    /** What is read of a list: so many rows, and so many bytes of documents. */
    private static final class BoundedRows {
        private final List<StoredResource> found = new ArrayList<>();
        private final int limit;
        private final long maxBytes;
        private long bytes;

        BoundedRows(int limit, long maxBytes) {
            this.limit = limit;
            this.maxBytes = maxBytes;
        }

        /** Takes a row. @return whether there is room for another */
        boolean add(Row row) {
            StoredResource resource = ResourceTable.read(row);
            found.add(resource);
            bytes += resource.document().length;
            return !full();
        }

        boolean full() {
            return found.size() >= limit || bytes >= maxBytes;
        }

        int missing() {
            return limit - found.size();
        }
    }

    private static boolean byIdAlone(ResourceQuery query) {
        return query.order() == IndexColumn.ID && query.condition() instanceof Condition.All;
    }

    /** From the nearest bound whose place in the list is known. */
    private void deep(ResourceQuery query, BoundedRows rows) {
        ConnectionId connection = query.connection();
        if (!query.descending()) {
            counts.lastBound(connection, query.type(), query.offset())
                    .ifPresentOrElse(
                            bound -> from(query, bound.id(), query.offset() - bound.before(), rows),
                            () -> walked(query, rows));
            return;
        }
        long left = counts.total(connection, query.type()) - query.offset();
        if (left > 0) {
            counts.firstBound(connection, query.type(), left)
                    .ifPresentOrElse(
                            bound -> from(query, bound.id(), bound.before() - left, rows),
                            () -> walked(query, rows));
        }
    }

    private void from(ResourceQuery query, String bound, long offset, BoundedRows rows) {
        read(ListSql.from(query, bound).rows(offset, query.limit()), rows);
    }

    private void walked(ResourceQuery query, BoundedRows rows) {
        long offset = query.offset();
        for (ListSql.Stretch stretch : ListSql.of(query)) {
            if (rows.full()) {
                return;
            }
            int before = rows.found.size();
            read(stretch.rows(offset, rows.missing()), rows);
            if (offset > 0) {
                boolean none = rows.found.size() == before;
                offset = none ? Math.max(0, offset - database.number(stretch.count())) : 0;
            }
        }
    }

    private void read(Sql sql, BoundedRows rows) {
        database.until(sql, DOCUMENTS_AT_A_TIME, rows::add);
    }

    @Override
    public final ResourceQuery.Position position(ResourceQuery query, StoredResource last) {
        Optional<String> key = switch (query.order()) {
            case ID -> Optional.of(last.id());
            case CREATED -> Optional.of(Long.toString(last.created().toEpochMilli()));
            case LAST_MODIFIED -> Optional.of(Long.toString(last.lastModified().toEpochMilli()));
            case UNIQUE_KEY, EXTERNAL_ID, DISPLAY_NAME, MANAGER, ACTIVE -> key(query.order(), last);
        };
        return new ResourceQuery.Position(key, last.id());
    }

    @Override
    public final long count(ConnectionId connection, String type, Condition condition, long limit) {
        return switch (condition) {
            case Condition.All() -> counts.total(connection, type);
            case Condition.None() -> 0;
            // The few who are not active are counted, not the many who are.
            case Condition.Number(var column, var comparator, var value) when column == IndexColumn.ACTIVE
                    && comparator == Condition.Comparator.EQ
                    && value == 1 ->
                allBut(connection, type, new Condition.Number(column, comparator, 0), limit);
            // A complement takes in whatever its part does not satisfy.
            case Condition.Not(Condition part) -> allBut(connection, type, part, limit);
            case Condition.And _,Condition.Or _,Condition.HasValue _,Condition.Text _,Condition.Number _,Condition.Entry _,Condition.HasMember _,Condition.Blocked _,Condition.MemberOf _ ->
                database.number(ListSql.count(connection, type, condition, limit));
        };
    }

    @Override
    public final List<String> types(ConnectionId connection) {
        return counts.types(connection).stream().filter(type -> counts.total(connection, type) > 0).toList();
    }

    /** From the counter, less those of the part; when they are too many to be counted, so is the rest. */
    private long allBut(ConnectionId connection, String type, Condition part, long limit) {
        long counted = count(connection, type, part, limit);
        return counted >= limit ? limit : counts.total(connection, type) - counted;
    }

    private Optional<String> key(IndexColumn column, StoredResource resource) {
        return database.first(Sql.of("SELECT r." + Columns.name(column) + " FROM resource r WHERE r.connection_id = ?"
                + " AND r.id = ?", resource.connection().value(), resource.id()), row -> row.optionalText(1))
                .orElseThrow(() -> new IllegalArgumentException("The resource is not in this snapshot."));
    }

    @Override
    public final List<IndexedValue> indexed(
            ConnectionId connection, String type, String attribute, String after, int limit) {
        return database.list(Sql.of("SELECT value, resource_id FROM resource_entry WHERE connection_id = ? AND type = ?"
                + " AND attribute = ? AND value > ? ORDER BY value, qualifier, resource_id LIMIT ?", connection.value(),
                type,
                attribute, after, limit), row -> new IndexedValue(row.text(1), row.text(2)));
    }

    @Override
    public final Map<String, Reference> references(ConnectionId connection, Collection<String> ids) {
        Map<String, Reference> found = new HashMap<>();
        if (!ids.isEmpty()) {
            database.each(references(dialect, connection, ids), row -> found.put(row.text(1), reference(row, 1)));
        }
        return found;
    }

    /** The statement for {@link #references(ConnectionId, Collection)}. */
    public static Sql references(SqlDialect dialect, ConnectionId connection, Collection<String> ids) {
        return new Sql.Builder().add("SELECT r.id, r.type, r.reference_name FROM resource r WHERE r.connection_id = ?"
                + " AND ", connection.value())
                .add(dialect.isOneOf("r.id", MemberTable.inOrder(ids)))
                .build();
    }

    @Override
    public final List<Tombstone> tombstones(String after, int limit) {
        return database.list(Sql.of("SELECT t.connection_id, t.type, t.id FROM tombstone t"
                + " JOIN connection c ON c.connection_id = t.connection_id WHERE t.connection_id > ?"
                + " ORDER BY t.connection_id, t.id LIMIT ?", after, limit), ResourceTable::tombstone);
    }

    @Override
    public final List<Tombstone> tombstones(ConnectionId connection, String from, int limit) {
        return database.list(Sql.of("SELECT t.connection_id, t.type, t.id FROM tombstone t"
                + " WHERE t.connection_id = ? AND t.id >= ? ORDER BY t.id LIMIT ?", connection.value(), from, limit),
                ResourceTable::tombstone);
    }

    private static Tombstone tombstone(Row row) {
        return new Tombstone(new ConnectionId(row.text(1)), row.text(2), row.text(3));
    }

    /** Reads id, type and name from a column on. */
    static Reference reference(Row row, int first) {
        return new Reference(row.text(first), row.text(first + 1), row.optionalText(first + 2));
    }

    static StoredResource read(Row row) {
        return new StoredResource(new ConnectionId(row.text(1)), row.text(2), row.text(3), row.number(4),
                row.instant(5), row.instant(6), row.number(7), row.bytes(8));
    }
}

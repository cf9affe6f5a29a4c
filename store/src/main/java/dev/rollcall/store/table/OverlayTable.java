package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.EndingBlock;
import dev.rollcall.directory.storage.OverlayStore;
import dev.rollcall.directory.storage.OverlayStretch;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.StoredOverlay;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What only the product has of people. */
final class OverlayTable implements OverlayStore {
    private static final String COLUMNS = "SELECT connection_id, resource_id, revision, blocked, blocked_until, content"
            + " FROM overlay";

    private final Database database;
    private final SqlDialect dialect;

    OverlayTable(Database database, SqlDialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    @Override
    public Optional<StoredOverlay> find(PersonKey person) {
        return database.first(Sql.of(COLUMNS + " WHERE connection_id = ? AND resource_id = ?",
                person.connection().value(), person.id()), OverlayTable::read);
    }

    @Override
    public OverlayStretch of(ConnectionId connection, List<String> ids, long maxBytes) {
        Map<String, Long> sizes = ids.size() > 1
                ? numbers("octet_length(content)", connection, ids)
                : Map.of(ids.isEmpty() ? "" : ids.getFirst(), 1L);
        int people = 0;
        for (long bytes = 0; people < ids.size() && bytes < maxBytes; people++) {
            bytes += sizes.getOrDefault(ids.get(people), 0L);
        }
        List<String> having = ids.subList(0, people).stream().filter(sizes::containsKey).toList();
        Map<String, StoredOverlay> found = new HashMap<>();
        if (!having.isEmpty()) {
            database.each(Sql.of(COLUMNS + " WHERE connection_id = ? AND " + dialect.isOneOf("resource_id"),
                    connection.value(), new Sql.Texts(MemberTable.inOrder(having))), row -> {
                        StoredOverlay overlay = read(row);
                        found.put(overlay.person().id(), overlay);
                    });
        }
        return new OverlayStretch(found, people);
    }

    @Override
    public Map<String, Long> revisions(ConnectionId connection, Collection<String> ids) {
        return ids.isEmpty() ? Map.of() : numbers("revision", connection, ids);
    }

    private Map<String, Long> numbers(String what, ConnectionId connection, Collection<String> ids) {
        Map<String, Long> found = new HashMap<>();
        database.each(Sql.of("SELECT resource_id, " + what + " FROM overlay WHERE connection_id = ? AND "
                + dialect.isOneOf("resource_id"), connection.value(), new Sql.Texts(MemberTable.inOrder(ids))),
                row -> found.put(row.text(1), row.number(2)));
        return found;
    }

    @Override
    public List<String> blocked(ConnectionId connection, String after, int limit) {
        return database.list(Sql.of("SELECT o.resource_id FROM overlay o JOIN resource r"
                + " ON r.connection_id = o.connection_id AND r.id = o.resource_id WHERE o.connection_id = ?"
                + " AND o.blocked = 1 AND o.resource_id > ? ORDER BY o.resource_id LIMIT ?", connection.value(), after,
                limit),
                row -> row.text(1));
    }

    @Override
    public List<PersonKey> ending(Instant time, int limit) {
        return database.list(Sql.of("SELECT o.connection_id, o.resource_id FROM overlay o"
                + " JOIN connection c ON c.connection_id = o.connection_id"
                + " WHERE o.blocked_until IS NOT NULL AND o.blocked_until <= ?"
                + " ORDER BY o.blocked_until, o.connection_id, o.resource_id LIMIT ?", time, limit),
                row -> new PersonKey(new ConnectionId(row.text(1)), row.text(2)));
    }

    @Override
    public List<ConnectionId> connectionsOfEnding(Instant time, String after, int limit) {
        return database.list(connectionsEnding(time, after, limit), row -> new ConnectionId(row.text(1)));
    }

    static Sql connectionsEnding(Instant time, String after, int limit) {
        return Sql.of("SELECT c.connection_id FROM connection c WHERE c.connection_id > ? AND"
                + " (SELECT 1 FROM overlay o WHERE o.connection_id = c.connection_id AND o.blocked_until IS NOT NULL"
                + " AND o.blocked_until <= ? ORDER BY o.blocked_until LIMIT 1) IS NOT NULL ORDER BY c.connection_id LIMIT ?",
                after, time, limit);
    }

    @Override
    public List<EndingBlock> ending(ConnectionId connection, Instant time, Optional<EndingBlock> after, int limit) {
        return database.list(endingIn(connection, time, after, limit),
                row -> new EndingBlock(new PersonKey(new ConnectionId(row.text(1)), row.text(2)),
                        row.optionalInstant(3).orElseThrow()));
    }

    static Sql endingIn(ConnectionId connection, Instant time, Optional<EndingBlock> after, int limit) {
        Sql.Builder sql = new Sql.Builder().add("SELECT o.connection_id, o.resource_id, o.blocked_until FROM overlay o"
                + " WHERE o.connection_id = ? AND o.blocked_until IS NOT NULL AND o.blocked_until <= ?",
                connection.value(), time);
        after.ifPresent(last -> sql.add(" AND (o.blocked_until, o.resource_id) > (?, ?)", last.until(),
                last.person().id()));
        return sql.add(" ORDER BY o.blocked_until, o.resource_id LIMIT ?", limit).build();
    }

    @Override
    public boolean put(StoredOverlay next) {
        return next.revision() == 1 ? inserted(next) : updated(next);
    }

    private boolean inserted(StoredOverlay next) {
        return database.update("INSERT INTO overlay (connection_id, resource_id, revision, blocked, blocked_until,"
                + " content) VALUES (?, ?, 1, ?, ?, ?) ON CONFLICT DO NOTHING", next.person().connection().value(),
                next.person().id(), next.blocked(), next.blockedUntil(), next.content()) == 1;
    }

    private boolean updated(StoredOverlay next) {
        return database.update("UPDATE overlay SET revision = ?, blocked = ?, blocked_until = ?, content = ?"
                + " WHERE connection_id = ? AND resource_id = ? AND revision = ?", next.revision(), next.blocked(),
                next.blockedUntil(), next.content(), next.person().connection().value(), next.person().id(),
                next.revision() - 1) == 1;
    }

    private static StoredOverlay read(Row row) {
        return new StoredOverlay(new PersonKey(new ConnectionId(row.text(1)), row.text(2)), row.number(3), row.flag(4),
                row.optionalInstant(5), row.text(6));
    }
}

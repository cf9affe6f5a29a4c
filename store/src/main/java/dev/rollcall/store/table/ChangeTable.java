package dev.rollcall.store.table;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ChangeStore;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The change record: appended by writers, followed by readers in the order of commits. */
final class ChangeTable implements ChangeStore {
    private static final String COLUMNS = "connection_id, change_id, part, last, resource_type, resource_id, user_name,"
            + " external_id, display_name, action, version, time, actor_kind, actor_id, request_id, plan, mapping";

    private final Database database;
    private final ChangeOrder order;

    ChangeTable(Database database, ChangeOrder order) {
        this.database = database;
        this.order = order;
    }

    @Override
    public void append(ChangeRecord change) {
        Subject subject = change.subject();
        Cause cause = change.cause();
        // The version of the mapping is looked up where the row is written, so that it costs no statement.
        database.update("INSERT INTO change (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                + " coalesce((SELECT s.mapping FROM scim_configuration s WHERE s.connection_id = ?), ?))",
                change.connection().value(), change.id(), change.part(), change.last(), subject.type(), subject.id(),
                subject.userName(), subject.externalId(), subject.displayName(), change.action(), change.version(),
                change.time(), cause.actor().kind().keyword(), cause.actor().id(), cause.requestId(),
                change.plan(), change.connection().value(), ScimConfiguration.DEFAULT_MAPPING);
    }

    @Override
    public void discard(ConnectionId connection, String changeId) {
        database.update("DELETE FROM change WHERE connection_id = ? AND change_id = ? AND last = 0",
                connection.value(), changeId);
    }

    @Override
    public ChangeFeedPage page(ConnectionId connection, String afterPosition, int limit) {
        return page(Optional.of(connection), afterPosition, limit);
    }

    @Override
    public ChangeFeedPage page(String afterPosition, int limit) {
        return page(Optional.empty(), afterPosition, limit);
    }

    private ChangeFeedPage page(Optional<ConnectionId> connection, String afterPosition, int limit) {
        return new ChangePageReader(this, limit).page(connection, ChangePosition.parse(afterPosition));
    }

    @Override
    public Optional<Instant> oldest(ConnectionId connection) {
        return database.first(Sql.of("SELECT time FROM change WHERE connection_id = ? AND last = 1 ORDER BY "
                + order.sort() + " LIMIT 1", connection.value()), row -> row.instant(1));
    }

    @Override
    public String end() {
        return order.end(database).text();
    }

    /** The end of a change: its last or only part. */
    record End(ChangePosition place, ConnectionId connection, String changeId, int part, long size) {}

    /** The ends behind a place, or at it as well. */
    List<End> ends(Optional<ConnectionId> connection, ChangePosition from, boolean inclusive, int limit) {
        Sql.Builder sql = new Sql.Builder().add("SELECT " + order.place() + ", connection_id, change_id, part,"
                + " octet_length(plan) FROM change WHERE last = 1 AND " + order.settled() + " AND ")
                .add(order.from(from, inclusive));
        connection.ifPresent(owner -> sql.add(" AND connection_id = ?", owner.value()));
        return database.list(sql.add(" ORDER BY " + order.sort() + " LIMIT ?", limit).build(), row -> new End(
                order.read(row, 1), new ConnectionId(row.text(3)), row.text(4), (int) row.number(5), row.number(6)));
    }

    /** The records of the ends from one to another. */
    List<ChangeRecord> ends(Optional<ConnectionId> connection, ChangePosition first, ChangePosition last) {
        Sql.Builder sql = new Sql.Builder().add("SELECT " + COLUMNS + " FROM change WHERE last = 1 AND ")
                .add(order.from(first, true))
                .add(" AND ")
                .add(order.upTo(last));
        connection.ifPresent(owner -> sql.add(" AND connection_id = ?", owner.value()));
        return database.list(sql.add(" ORDER BY " + order.sort()).build(), ChangeTable::read);
    }

    /** One of the parts before the last one. */
    Optional<ChangeRecord> part(End end, int part) {
        return database.first(Sql.of("SELECT " + COLUMNS + " FROM change WHERE connection_id = ? AND change_id = ?"
                + " AND last = 0 AND part = ?", end.connection().value(), end.changeId(), part), ChangeTable::read);
    }

    private static ChangeRecord read(Row row) {
        Subject subject = new Subject(row.text(5), row.text(6), row.optionalText(7), row.optionalText(8),
                row.optionalText(9));
        Cause cause = new Cause(new Actor(Actor.Kind.of(row.text(13)), row.optionalText(14)), row.optionalText(15));
        return new ChangeRecord(new ConnectionId(row.text(1)), row.text(2), (int) row.number(3), row.flag(4), subject,
                row.text(10), row.number(11), row.instant(12), cause, row.text(16),
                row.value(17)
                        .map(version -> OptionalInt.of(((Long) version).intValue()))
                        .orElseGet(OptionalInt::empty));
    }
}

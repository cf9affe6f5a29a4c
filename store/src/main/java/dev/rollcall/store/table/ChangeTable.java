package dev.rollcall.store.table;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeHistory;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.ChangeStore;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The change record: appended by writers, followed by readers in the order of commits. */
final class ChangeTable implements ChangeStore {
    /** Up to where changes were dropped because their time was over: the id of an event. */
    static final String GONE_TO = "changes-gone-to";

    private final Database database;
    private final ChangeOrder order;
    private final ChangeSearch search;
    private final ChangeAppend append;

    ChangeTable(Database database, ChangeOrder order) {
        this.database = database;
        this.order = order;
        this.search = new ChangeSearch(database, order);
        this.append = new ChangeAppend(database);
    }

    @Override
    public void append(ChangeRecord change) {
        append.append(change);
    }

    @Override
    public void discard(ConnectionId connection, String changeId) {
        database.update("DELETE FROM change WHERE connection_id = ? AND change_id = ? AND last = 0",
                connection.value(), changeId);
    }

    @Override
    public ChangeFeedPage page(ConnectionId connection, String afterPosition, int limit) {
        return page(Optional.of(connection), afterPosition, limit, false);
    }

    @Override
    public ChangeFeedPage page(String afterPosition, int limit) {
        return page(Optional.empty(), afterPosition, limit, false);
    }

    @Override
    public ChangeFeedPage pageWithImages(String afterPosition, int limit) {
        return page(Optional.empty(), afterPosition, limit, true);
    }

    private ChangeFeedPage page(Optional<ConnectionId> connection, String afterPosition, int limit, boolean images) {
        return new ChangePageReader(this, limit, images).page(connection, ChangePosition.parse(afterPosition));
    }

    @Override
    public List<ChangeRecord> at(Collection<EventId> events) {
        List<ChangeRecord> found = new ArrayList<>();
        TreeSet<EventId> records = new TreeSet<>();
        events.forEach(event -> records.add(EventId.ofPart(event.transaction(), event.sequence(), event.part())));
        long size = 0;
        for (EventId record : records) {
            if (size >= ChangePageReader.BYTES) {
                break;
            }
            ChangePosition place = ChangePosition.behind(record.transaction(), record.sequence());
            for (End end : ends(Optional.empty(), place, true, 1, true)) {
                if (end.place().compareTo(place) == 0 && record.part() <= end.part()) {
                    size += end.size();
                    if (record.part() == end.part()) {
                        found.addAll(ends(Optional.empty(), place, place, true));
                    } else {
                        part(end, record.part(), true).ifPresent(found::add);
                    }
                }
            }
        }
        return found;
    }

    @Override
    public Optional<ChangeRecord> deletion(ConnectionId connection) {
        return search.deletion(connection.value())
                .flatMap(place -> at(List.of(EventId.ofPart(place.transaction(), place.sequence(), 0)))
                        .stream()
                        .findFirst());
    }

    @Override
    public ChangeHistory history(ConnectionId connection, String resourceId, String from, int limit, int budget) {
        return new ChangeHistoryReader(database, order, this).read(connection, resourceId,
                Optional.of(from).filter(text -> !text.isEmpty()).map(ChangePosition::parse), limit, budget);
    }

    @Override
    public String before(EventId event) {
        return ChangePosition.before(event).text();
    }

    @Override
    public int behind(String position, int limit) {
        return search.behind(ChangePosition.parse(position), limit);
    }

    @Override
    public Optional<EventId> droppedTo() {
        return database.first(Sql.of("SELECT value FROM mark WHERE name = ?", GONE_TO), row -> row.text(1))
                .flatMap(EventId::parse);
    }

    @Override
    public boolean isKept(String position) {
        ChangePosition read = ChangePosition.parse(position);
        boolean byAge = droppedTo()
                .map(gone -> read.isBehind(ChangePosition.behind(gone.transaction(), gone.sequence())))
                .orElse(true);
        // Each is looked for by its key: they are few, and the record may be long.
        return byAge
                && database.list(Sql.of("SELECT connection_id FROM dropped_connection"), row -> row.text(1))
                        .stream()
                        .flatMap(connection -> search.deletion(connection).stream())
                        .allMatch(read::isBehind);
    }

    @Override
    public EventId reached() {
        return order.reached(order.end(database));
    }

    @Override
    public String since(Instant moment) {
        return search.since(moment).text();
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

    /** The ends behind a place, or at it as well. @param images whether their sizes count images */
    List<End> ends(
            Optional<ConnectionId> connection, ChangePosition from, boolean inclusive, int limit, boolean images) {
        Sql.Builder sql = new Sql.Builder().add("SELECT " + order.place() + ", connection_id, change_id, part,"
                + ChangeRows.size(images) + " FROM change WHERE last = 1 AND " + order.settled() + " AND ")
                .add(order.from(from, inclusive));
        connection.ifPresent(owner -> sql.add(" AND connection_id = ?", owner.value()));
        return database.list(sql.add(" ORDER BY " + order.sort() + " LIMIT ?", limit).build(), row -> new End(
                order.read(row, 1), new ConnectionId(row.text(3)), row.text(4), (int) row.number(5), row.number(6)));
    }

    /** The records of the ends from one to another. */
    List<ChangeRecord> ends(
            Optional<ConnectionId> connection, ChangePosition first, ChangePosition last, boolean images) {
        Sql.Builder sql = new Sql.Builder().add("SELECT " + order.place() + ", " + ChangeRows.columns(images)
                + " FROM change WHERE last = 1 AND ")
                .add(order.from(first, true))
                .add(" AND ")
                .add(order.upTo(last));
        connection.ifPresent(owner -> sql.add(" AND connection_id = ?", owner.value()));
        return database.list(sql.add(" ORDER BY " + order.sort()).build(),
                row -> ChangeRows.read(row, 2, order.read(row, 1)));
    }

    /** One of the parts before the last one. */
    Optional<ChangeRecord> part(End end, int part, boolean images) {
        return database.first(Sql.of("SELECT " + ChangeRows.columns(images) + " FROM change WHERE connection_id = ?"
                + " AND change_id = ? AND last = 0 AND part = ?", end.connection().value(), end.changeId(), part),
                row -> ChangeRows.read(row, 0, end.place()));
    }
}

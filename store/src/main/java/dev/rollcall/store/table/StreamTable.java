package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.storage.StreamStore;
import dev.rollcall.directory.storage.UniqueKeyTakenException;
import dev.rollcall.directory.stream.DeliveringNode;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.StreamAlert;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamSettingsJson;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetAnswer;
import dev.rollcall.directory.stream.TargetHold;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The event streams; their progress and their alerts are tables of their own. */
final class StreamTable implements StreamStore {
    private final Database database;
    private final Clock clock;
    private final ProgressTable progress;
    private final AlertTable alerts;
    private final ChangeReaderTable readers;

    StreamTable(Database database, SqlDialect dialect, Clock clock, ChangeReaderTable readers) {
        this.database = database;
        this.clock = clock;
        this.progress = new ProgressTable(database, dialect, clock);
        this.alerts = new AlertTable(database);
        this.readers = readers;
    }

    @Override
    public Optional<EventStream> find(StreamId id) {
        return database.first(Sql.of(StreamRows.COLUMNS + " WHERE stream_id = ?", id.value()), StreamRows::read);
    }

    @Override
    public Optional<EventStream> named(String name) {
        return database.first(Sql.of(StreamRows.COLUMNS + " WHERE folded_name = ?", Folding.fold(name)),
                StreamRows::read);
    }

    @Override
    public Optional<EventStream> logoutOf(ConnectionId connection) {
        return database.first(
                Sql.of(StreamRows.COLUMNS + " WHERE connection_id = ? AND connection_id <> ''", connection.value()),
                StreamRows::read);
    }

    @Override
    public List<EventStream> page(Optional<StreamPlace> after, int limit) {
        Sql.Builder sql = new Sql.Builder().add(StreamRows.COLUMNS + " WHERE connection_id = ''");
        after.ifPresent(place -> sql.add(" AND (created_at > ? OR created_at = ? AND stream_id > ?)",
                place.createdAt(), place.createdAt(), place.id().value()));
        return database.list(sql.add(" ORDER BY created_at, stream_id LIMIT ?", limit).build(), StreamRows::read);
    }

    @Override
    public List<EventStream> all() {
        return database.list(Sql.of(StreamRows.COLUMNS + " ORDER BY stream_id"), StreamRows::read);
    }

    @Override
    public long count() {
        return database.number(Sql.of("SELECT count(*) FROM event_stream WHERE connection_id = ''"));
    }

    @Override
    public void add(EventStream stream, String position) {
        ChangePosition.parse(position);
        int added = database.update("INSERT INTO event_stream (stream_id, name, folded_name, kind, state, reason,"
                + " state_since, subscriptions, settings, secrets, connection_id, created_at, updated_at, revision)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING", stream.id().value(),
                stream.name(), Folding.fold(stream.name()), stream.destination().kind(),
                stream.state().kind().keyword(), StorableText.of(stream.state().reason()), stream.state().since(),
                subscriptions(stream), StreamSettingsJson.text(stream.settings()), stream.secrets(),
                connection(stream), stream.createdAt(), stream.updatedAt());
        if (added == 0) {
            throw new UniqueKeyTakenException();
        }
        progress.add(stream.id(), position);
    }

    @Override
    public boolean put(EventStream stream) {
        if (database.first(Sql.of("SELECT 1 FROM event_stream WHERE folded_name = ? AND stream_id <> ?",
                Folding.fold(stream.name()), stream.id().value()), row -> row.number(1)).isPresent()) {
            throw new UniqueKeyTakenException();
        }
        boolean written = database.update("UPDATE event_stream SET name = ?, folded_name = ?, kind = ?, state = ?,"
                + " reason = ?, state_since = ?, subscriptions = ?, settings = ?, secrets = ?, connection_id = ?,"
                + " updated_at = ?, revision = revision + 1 WHERE stream_id = ? AND revision = ?", stream.name(),
                Folding.fold(stream.name()), stream.destination().kind(), stream.state().kind().keyword(),
                StorableText.of(stream.state().reason()), stream.state().since(), subscriptions(stream),
                StreamSettingsJson.text(stream.settings()), stream.secrets(), connection(stream), stream.updatedAt(),
                stream.id().value(), stream.revision()) == 1;
        if (written) {
            progress.forgetTrouble(stream.id());
        }
        return written;
    }

    @Override
    public boolean state(StreamId id, StreamState state, Set<StreamState.Kind> from) {
        boolean written = false;
        for (StreamState.Kind kind : from) {
            written = written
                    || database.update("UPDATE event_stream SET state = ?, reason = ?, state_since = ?,"
                            + " revision = revision + 1 WHERE stream_id = ? AND state = ?", state.kind().keyword(),
                            StorableText.of(state.reason()), state.since(), id.value(), kind.keyword()) == 1;
        }
        if (written && state.isEnabled()) {
            progress.forgetTrouble(id);
        }
        return written;
    }

    @Override
    public boolean reseal(StreamId id, long revision, String secrets) {
        return database.update("UPDATE event_stream SET secrets = ?, revision = revision + 1 WHERE stream_id = ?"
                + " AND revision = ?", secrets, id.value(), revision) == 1;
    }

    @Override
    public boolean remove(StreamId id) {
        progress.remove(id);
        readers.remove(Optional.empty(), id.readerName());
        boolean removed = database.update("DELETE FROM event_stream WHERE stream_id = ?", id.value()) == 1;
        if (removed) {
            database.update("INSERT INTO dropped_stream (stream_id, dropped_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    id.value(), clock.instant());
        }
        return removed;
    }

    @Override
    public Optional<StreamProgress> progress(StreamId id) {
        return progress.find(id);
    }

    @Override
    public List<StreamProgress> progress() {
        return progress.all();
    }

    @Override
    public Optional<Long> takeFollow(StreamId id, String node, Duration lease) {
        return progress.take(id, node, lease);
    }

    @Override
    public boolean follow(StreamId id, long followNo, String from, String to, Duration lease) {
        return progress.follow(id, followNo, from, to, lease);
    }

    @Override
    public boolean moveTo(StreamId id, String position) {
        return progress.moveTo(id, position);
    }

    @Override
    public void hold(StreamId id, TargetHold hold) {
        progress.hold(id, hold);
    }

    @Override
    public void note(StreamId id, TargetAnswer answer) {
        progress.note(id, answer, false);
    }

    /** The same of an answer to a delivery. @param taken whether the target has taken it */
    void note(StreamId id, TargetAnswer answer, boolean taken) {
        progress.note(id, answer, taken);
    }

    @Override
    public boolean takeProbe(StreamId id, long probeNo, Instant next) {
        return progress.takeProbe(id, probeNo, next);
    }

    @Override
    public boolean probeNow(StreamId id) {
        return progress.probeNow(id);
    }

    @Override
    public List<StreamAlert> alerts(StreamId id) {
        return alerts.of(id);
    }

    @Override
    public List<StreamAlert> untold(int limit) {
        return alerts.untold(limit);
    }

    @Override
    public boolean raise(StreamAlert alert) {
        return alerts.raise(alert);
    }

    @Override
    public boolean settle(StreamId id, String cause, Instant at) {
        return alerts.settle(id, cause, at);
    }

    @Override
    public boolean told(StreamAlert alert, Instant at) {
        return alerts.told(alert, at);
    }

    @Override
    public int nodes(Duration within) {
        return progress.nodes(within);
    }

    @Override
    public List<DeliveringNode> nodeList(Duration within) {
        return progress.nodeList(within);
    }

    @Override
    public void beat(String node, String name) {
        progress.beat(node, name);
    }

    @Override
    public Instant now() {
        return progress.now();
    }

    private static String subscriptions(EventStream stream) {
        return stream.subscriptions().stream().map(EventType::keyword).collect(Collectors.joining(" "));
    }

    /** Empty text for no stream of logout tokens. */
    private static String connection(EventStream stream) {
        return stream.destination() instanceof LogoutTarget logout ? logout.connection().value() : "";
    }
}

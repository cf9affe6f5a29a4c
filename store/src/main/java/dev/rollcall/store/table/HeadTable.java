package dev.rollcall.store.table;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.DeliveryStore;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is owed to streams, one row a subject. The contract is {@link DeliveryStore}'s. */
final class HeadTable {
    private static final String NAMES = "stream_id, subject, due_at, lease_no, node, intent, last_event, tries, since,"
            + " doubt, origin, cause";
    private static final String COLUMNS = "SELECT " + NAMES + " FROM delivery_head";
    private static final String ONE = " WHERE stream_id = ? AND subject = ?";

    /** Whoever loses against others who add the same head reads theirs and merges into it. */
    private static final int ATTEMPTS = 5;

    private final Database database;
    private final SqlDialect dialect;
    private final Clock clock;

    HeadTable(Database database, SqlDialect dialect, Clock clock) {
        this.database = database;
        this.dialect = dialect;
        this.clock = clock;
    }

    /** As many more rows are read as there are subjects to leave out. */
    List<DeliveryHead> due(
            StreamId stream, Instant now, int limit, Set<SubjectKey> but, Optional<HeadOrigin> origin) {
        Sql.Builder sql = new Sql.Builder().add(COLUMNS + " WHERE stream_id = ? AND due_at <= ?", stream.value(), now);
        origin.ifPresent(wanted -> sql.add(" AND origin = ?", wanted.keyword()));
        return database.list(sql.add(" ORDER BY due_at, subject LIMIT ?", limit + but.size()).build(), HeadTable::read)
                .stream()
                .filter(head -> !but.contains(head.subject()))
                .limit(limit)
                .toList();
    }

    Optional<Instant> nextDue(StreamId stream) {
        return database.first(Sql.of("SELECT due_at FROM delivery_head WHERE stream_id = ? AND due_at < ?"
                + " ORDER BY due_at, subject LIMIT 1", stream.value(), DeliveryHead.WAITING), row -> row.instant(1));
    }

    Optional<DeliveryHead> find(StreamId stream, SubjectKey subject) {
        return database.first(Sql.of(COLUMNS + ONE, stream.value(), subject.text()), HeadTable::read);
    }

    List<DeliveryHead> page(StreamId stream, String prefix, String after, int limit) {
        return database.list(Sql.of(COLUMNS + " WHERE stream_id = ? AND subject > ? AND subject >= ? AND subject < ?"
                + " ORDER BY subject LIMIT ?", stream.value(), after, prefix, RemoteTable.end(prefix), limit),
                HeadTable::read);
    }

    /** The same, and nobody else changes it before this transaction is over. */
    Optional<DeliveryHead> lock(StreamId stream, SubjectKey subject) {
        return database.first(Sql.of(COLUMNS + ONE + dialect.forUpdate(), stream.value(), subject.text()),
                HeadTable::read);
    }

    int count(StreamId stream, int limit) {
        return (int) database.number(Sql.of("SELECT count(*) FROM (SELECT 1 FROM delivery_head WHERE stream_id = ?"
                + " LIMIT ?) h", stream.value(), limit));
    }

    /** Adds heads, or merges them with what is owed already. */
    void merge(StreamId stream, List<DeliveryHead> heads) {
        anew(stream, heads);
        List<DeliveryHead> left = heads;
        for (int attempt = 0; !left.isEmpty(); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new StorageException(StorageException.Kind.BUSY, "Others kept adding what is owed to the stream "
                        + stream + "; nothing was changed. It is tried again.");
            }
            Map<SubjectKey, DeliveryHead> known = known(stream, left);
            List<DeliveryHead> fresh = left.stream().filter(head -> !known.containsKey(head.subject())).toList();
            update(left.stream()
                    .flatMap(head -> Optional.ofNullable(known.get(head.subject()))
                            .map(there -> merged(there, head))
                            .stream())
                    .toList());
            left = insert(fresh);
        }
    }

    /**
     * What a group is to have is looked at as a whole once: no member waits any more, because a refused one waits for nobody else to
     * wake it. It is held as by {@link MemberDeltaTable#hold}, so that nobody locks these rows and heads the other way round.
     */
    private void anew(StreamId stream, List<DeliveryHead> heads) {
        List<String> groups = heads.stream()
                .filter(HeadTable::isGroupAnew)
                .map(head -> head.subject().text())
                .sorted()
                .toList();
        if (!groups.isEmpty()) {
            dialect.hold(database, "members " + stream.value(), true);
            database.update(Sql.of("UPDATE member_delta SET waits = 0 WHERE stream_id = ? AND waits <> 0 AND "
                    + dialect.isOneOf("subject"), stream.value(), new Sql.Texts(groups)));
        }
    }

    private static boolean isGroupAnew(DeliveryHead head) {
        return head.intent() == HeadIntent.REPLACE && head.subject().isGroup();
    }

    private Map<SubjectKey, DeliveryHead> known(StreamId stream, List<DeliveryHead> heads) {
        Map<SubjectKey, DeliveryHead> known = new HashMap<>();
        List<String> subjects = heads.stream().map(head -> head.subject().text()).sorted().toList();
        database.each(Sql.of(COLUMNS + " WHERE stream_id = ? AND " + dialect.isOneOf("subject") + " ORDER BY subject"
                + dialect.forUpdate(), stream.value(), new Sql.Texts(subjects)), row -> {
                    DeliveryHead head = read(row);
                    known.put(head.subject(), head);
                });
        return known;
    }

    private static DeliveryHead merged(DeliveryHead known, DeliveryHead more) {
        boolean settled = known.node().isPresent() || known.tries() > 0;
        Instant due = settled || known.dueAt().isBefore(more.dueAt()) ? known.dueAt() : more.dueAt();
        EventId last = known.lastEvent().compareTo(more.lastEvent()) >= 0 ? known.lastEvent() : more.lastEvent();
        // What a sync needs is worked at while the stream waits for it, whoever else has asked for it.
        HeadOrigin origin = known.origin() == HeadOrigin.SYNC ? known.origin() : more.origin();
        // Whom a target did not take is asked about anew.
        Optional<String> cause = isGroupAnew(more) ? Optional.empty() : known.cause();
        return new DeliveryHead(known.stream(), known.subject(), due, known.leaseNo(), known.node(),
                known.intent().then(more.intent()), last, known.tries(), known.since(), known.doubt(), origin, cause);
    }

    /** @return those that somebody else has added meanwhile */
    private List<DeliveryHead> insert(List<DeliveryHead> heads) {
        if (heads.isEmpty()) {
            return heads;
        }
        Set<String> added = Set.copyOf(database.list(new Sql.Builder()
                .add("INSERT INTO delivery_head (" + NAMES + ") SELECT " + NAMES + " FROM ")
                .add(rows(heads).as("added", dialect))
                .add(" WHERE 1 = 1 ON CONFLICT DO NOTHING RETURNING subject")
                .build(), row -> row.text(1)));
        return heads.stream().filter(head -> !added.contains(head.subject().text())).toList();
    }

    private void update(List<DeliveryHead> heads) {
        if (!heads.isEmpty()) {
            database.update(new Sql.Builder().add("UPDATE delivery_head SET due_at = m.due_at, intent = m.intent,"
                    + " last_event = m.last_event, origin = m.origin, cause = m.cause FROM ")
                    .add(rows(heads).as("m", dialect))
                    .add(" WHERE delivery_head.stream_id = m.stream_id AND delivery_head.subject = m.subject")
                    .build());
        }
    }

    private static JsonRows rows(List<DeliveryHead> heads) {
        JsonRows rows = new JsonRows("stream_id", "subject", "due_at#", "lease_no#", "node", "intent", "last_event",
                "tries#", "since#", "doubt#", "origin", "cause");
        for (DeliveryHead head : heads) {
            rows.add(head.stream().value(), head.subject().text(), head.dueAt(), head.leaseNo(), head.node(),
                    head.intent().keyword(), head.lastEvent().text(), head.tries(), head.since(), head.doubt(),
                    head.origin().keyword(), head.cause());
        }
        return rows;
    }

    List<DeliveryHead> claim(StreamId stream, String node, int limit, Duration lease, Set<SubjectKey> but) {
        Sql now = dialect.now(clock);
        Sql.Builder sql = new Sql.Builder()
                .add("WITH free AS (SELECT h.stream_id, h.subject FROM delivery_head h"
                        + " JOIN stream_progress p ON p.stream_id = h.stream_id"
                        + " JOIN event_stream s ON s.stream_id = h.stream_id WHERE h.stream_id = ?"
                        + " AND (s.state = 'enabled' OR s.state = 'needs_sync' AND h.origin = 'sync')"
                        + " AND p.held_until <= ", stream.value())
                .add(now)
                .add(" AND h.due_at <= ")
                .add(now);
        if (!but.isEmpty()) {
            sql.add(" AND NOT (" + dialect.isOneOf("h.subject") + ")",
                    new Sql.Texts(but.stream().map(SubjectKey::text).sorted().toList()));
        }
        List<DeliveryHead> claimed = new ArrayList<>(database.list(sql
                .add(" ORDER BY h.due_at, h.subject LIMIT ?" + dialect.forUpdateOfFree("h")
                        + ") UPDATE delivery_head SET lease_no = lease_no + 1, due_at = ", limit)
                .add(now)
                .add(" + ?, node = ?, doubt = CASE WHEN node IS NULL THEN doubt ELSE 1 END"
                        + " WHERE stream_id = ? AND subject IN (SELECT f.subject FROM free f) RETURNING " + NAMES,
                        lease.toMillis(), node, stream.value())
                .build(), HeadTable::read));
        claimed.sort((one, other) -> one.since().compareTo(other.since()));
        return claimed;
    }

    int giveBack(StreamId stream, List<DeliveryHead> claimed) {
        // In the order in which all lock them.
        return claimed.stream()
                .sorted((one, other) -> one.subject().compareTo(other.subject()))
                .mapToInt(
                        head -> database.update(new Sql.Builder().add("UPDATE delivery_head SET node = NULL, due_at = ")
                                .add(dialect.now(clock))
                                .add(" WHERE stream_id = ? AND subject = ? AND lease_no = ? AND node IS NOT NULL",
                                        stream.value(), head.subject().text(), head.leaseNo())
                                .build()))
                .sum();
    }

    boolean renew(StreamId stream, SubjectKey subject, long leaseNo, Duration lease) {
        return database.update(new Sql.Builder().add("UPDATE delivery_head SET due_at = ")
                .add(dialect.now(clock))
                .add(" + ? WHERE stream_id = ? AND subject = ? AND lease_no = ?", lease.toMillis(), stream.value(),
                        subject.text(), leaseNo)
                .build()) == 1;
    }

    /**
     * Deletes a head of which nothing is left: neither an event that is newer nor any that is open.
     *
     * @param inVain whether members that a group is to gain or lose stay for its next event, because now it takes none
     * @return whether it is gone
     */
    boolean removeSettled(StreamId stream, SubjectKey subject, EventId to, boolean inVain) {
        Sql.Builder sql = new Sql.Builder().add(
                "DELETE FROM delivery_head" + ONE + " AND last_event <= ? AND NOT EXISTS"
                        + " (SELECT 1 FROM delivery d" + dialect.by("delivery_open")
                        + " WHERE d.stream_id = ? AND d.subject = ? AND d.state = 'pending')",
                stream.value(), subject.text(),
                to.text(), stream.value(), subject.text());
        if (!inVain) {
            sql.add(" AND NOT EXISTS (SELECT 1 FROM member_delta m" + dialect.by("member_delta_ready")
                    + " WHERE m.stream_id = ? AND m.subject = ? AND m.waits = 0)", stream.value(), subject.text());
        }
        return database.update(sql.build()) == 1;
    }

    /** Ends a lease. */
    void release(StreamId stream, SubjectKey subject, Instant due, HeadIntent intent, int tries, Instant since,
            boolean doubt, Optional<String> cause) {
        database.update("UPDATE delivery_head SET due_at = ?, node = NULL, intent = ?, tries = ?, since = ?, doubt = ?,"
                + " cause = ?" + ONE, due, intent.keyword(), tries, since, doubt, StorableText.of(cause),
                stream.value(), subject.text());
    }

    /** What was tried in vain is tried at once, as if it were for the first time; what is held by somebody is left alone. */
    void retry(StreamId stream, List<DeliveryHead> heads, Instant now) {
        for (DeliveryHead head : heads) {
            database.update("UPDATE delivery_head SET due_at = ?, tries = 0, cause = NULL" + ONE
                    + " AND node IS NULL AND due_at > ?", now, stream.value(), head.subject().text(), now);
        }
    }

    void dueNow(StreamId stream, Instant now) {
        database.update("UPDATE delivery_head SET due_at = ? WHERE stream_id = ? AND due_at > ? AND due_at < ?"
                + " AND node IS NULL", now, stream.value(), now, DeliveryHead.WAITING);
    }

    boolean dueNow(StreamId stream, SubjectKey subject, Instant now) {
        return database.update(
                "UPDATE delivery_head SET due_at = ?" + ONE + " AND due_at > ? AND due_at < ? AND node IS NULL",
                now, stream.value(), subject.text(), now, DeliveryHead.WAITING) == 1;
    }

    void leaveToEvents(StreamId stream) {
        database.update("UPDATE delivery_head SET origin = ? WHERE stream_id = ? AND origin = ?",
                HeadOrigin.EVENT.keyword(), stream.value(), HeadOrigin.SYNC.keyword());
    }

    static DeliveryHead read(Row row) {
        return new DeliveryHead(new StreamId(row.text(1)), new SubjectKey(row.text(2)), row.instant(3), row.number(4),
                row.optionalText(5), HeadIntent.of(row.text(6)), DeliveryRows.event(row.text(7)),
                (int) row.number(8), row.instant(9), row.flag(10), HeadOrigin.of(row.text(11)), row.optionalText(12));
    }
}

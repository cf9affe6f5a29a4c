package dev.rollcall.store.table;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.CauseGroup;
import dev.rollcall.directory.storage.DeliveryPage;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.DeliveryStore;
import dev.rollcall.directory.storage.HourTally;
import dev.rollcall.directory.storage.StreamRoom;
import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.SkipRun;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is on its way to the streams: the deliveries, their heads, and what has become of them. */
final class DeliveryTable implements DeliveryStore {
    private final Database database;
    private final SqlDialect dialect;
    private final DeliveryRows rows;
    private final HeadTable heads;
    private final HeadFinish finish;
    private final DeliveryCounts counts;

    DeliveryTable(Database database, SqlDialect dialect, HeadTable heads, HeadFinish finish, DeliveryCounts counts) {
        this.database = database;
        this.dialect = dialect;
        this.rows = new DeliveryRows(database, dialect);
        this.heads = heads;
        this.finish = finish;
        this.counts = counts;
    }

    @Override
    public List<DeliveryHead> due(
            StreamId stream, Instant now, int limit, Set<SubjectKey> but, Optional<HeadOrigin> origin) {
        return heads.due(stream, now, limit, but, origin);
    }

    @Override
    public Optional<Instant> nextDue(StreamId stream) {
        return heads.nextDue(stream);
    }

    @Override
    public Optional<DeliveryHead> head(StreamId stream, SubjectKey subject) {
        return heads.find(stream, subject);
    }

    @Override
    public List<DeliveryHead> heads(StreamId stream, String prefix, String after, int limit) {
        return heads.page(stream, prefix, after, limit);
    }

    @Override
    public int heads(StreamId stream, int limit) {
        return heads.count(stream, limit);
    }

    @Override
    public List<StreamDelivery> open(StreamId stream, SubjectKey subject, int limit) {
        return rows.open(stream, subject, limit);
    }

    @Override
    public Optional<StreamDelivery> find(StreamId stream, EventId event) {
        return rows.find(stream, event);
    }

    @Override
    public List<DeliveryAttempt> attempts(StreamId stream, EventId event) {
        return rows.attempts(stream, event);
    }

    @Override
    public DeliveryPage page(DeliveryQuery query, int limit) {
        return rows.page(query, limit);
    }

    @Override
    public List<CauseGroup> causes(StreamId stream, int limit) {
        return rows.causes(stream, limit);
    }

    @Override
    public Optional<StreamDelivery> oldestOpen(StreamId stream) {
        return rows.oldestOpen(stream);
    }

    @Override
    public StreamRoom room(StreamId stream, int open, int failed, int deltas) {
        return database.first(Sql.of("SELECT (SELECT count(*) FROM (SELECT 1 FROM delivery"
                + dialect.by("delivery_open") + " WHERE stream_id = ?"
                + " AND state = 'pending' LIMIT ?) counted), (SELECT count(*) FROM (SELECT 1 FROM delivery"
                + dialect.by("delivery_failed") + " WHERE stream_id = ?"
                + " AND state = 'failed' LIMIT ?) counted), (SELECT count(*) FROM (SELECT 1 FROM member_delta"
                + " WHERE stream_id = ? LIMIT ?) counted)", stream.value(), open, stream.value(), failed,
                stream.value(),
                deltas), row -> new StreamRoom((int) row.number(1), (int) row.number(2), (int) row.number(3)))
                .orElseThrow();
    }

    @Override
    public List<HourTally> tallies(StreamId stream, Instant from, Instant to) {
        return counts.of(stream, from, to);
    }

    @Override
    public List<SkipRun> skips(StreamId stream, EventId after, int limit) {
        return database.list(Sql.of("SELECT first_event, last_event, reason, n, at FROM delivery_skip"
                + " WHERE stream_id = ? AND first_event > ? ORDER BY first_event, reason LIMIT ?", stream.value(),
                after.text(), limit),
                row -> new SkipRun(DeliveryRows.event(row.text(1)),
                        DeliveryRows.event(row.text(2)), SkipReason.of(row.text(3)), row.number(4), row.instant(5)));
    }

    @Override
    public int fanOut(StreamId stream, List<StreamDelivery> deliveries, List<DeliveryHead> ahead, List<SkipRun> skips) {
        List<StreamDelivery> added = rows.add(deliveries, dialect);
        heads.merge(stream, ahead);
        skips.forEach(run -> skip(stream, run));
        added.stream()
                .filter(delivery -> delivery.state() != DeliveryState.PENDING)
                .findFirst()
                .ifPresent(first -> counts.add(stream, first.createdAt(), DeliveryCounts.Tally.of(added)));
        return added.size();
    }

    /** A run that goes on where the last one of its reason ended becomes part of it; one that is there already stays. */
    private void skip(StreamId stream, SkipRun run) {
        Optional<String> last = database.first(Sql.of("SELECT first_event, last_event FROM delivery_skip"
                + " WHERE stream_id = ? AND reason = ? ORDER BY first_event DESC LIMIT 1", stream.value(),
                run.reason().keyword()),
                row -> row.text(2).compareTo(run.first().text()) < 0 ? row.text(1) : "");
        boolean written;
        if (last.filter(String::isEmpty).isPresent()) {
            return;
        }
        Optional<SkipRun> newest = last.isEmpty() ? Optional.empty() : newestSkip(stream);
        if (newest.filter(before -> before.reason() == run.reason()).isPresent()) {
            written = database.update("UPDATE delivery_skip SET last_event = ?, n = n + ?, at = ? WHERE stream_id = ?"
                    + " AND first_event = ? AND reason = ?", run.last().text(), run.count(), run.at(), stream.value(),
                    newest.orElseThrow().first().text(), run.reason().keyword()) == 1;
        } else {
            written = database.update("INSERT INTO delivery_skip (stream_id, first_event, last_event, reason, n, at)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", stream.value(), run.first().text(),
                    run.last().text(), run.reason().keyword(), run.count(), run.at()) == 1;
        }
        if (written) {
            counts.add(stream, run.at(), DeliveryCounts.Tally.skipped(run.count()));
        }
    }

    private Optional<SkipRun> newestSkip(StreamId stream) {
        return database.first(Sql.of("SELECT first_event, last_event, reason, n, at FROM delivery_skip"
                + " WHERE stream_id = ? ORDER BY first_event DESC, reason DESC LIMIT 1", stream.value()),
                row -> new SkipRun(DeliveryRows.event(row.text(1)), DeliveryRows.event(row.text(2)),
                        SkipReason.of(row.text(3)), row.number(4), row.instant(5)));
    }

    @Override
    public List<DeliveryHead> claim(StreamId stream, String node, int limit, Duration lease, Set<SubjectKey> but) {
        return heads.claim(stream, node, limit, lease, but);
    }

    @Override
    public int giveBack(StreamId stream, List<DeliveryHead> claimed) {
        return heads.giveBack(stream, claimed);
    }

    @Override
    public boolean renew(StreamId stream, SubjectKey subject, long leaseNo, Duration lease) {
        return heads.renew(stream, subject, leaseNo, lease);
    }

    @Override
    public boolean finish(HeadResult result) {
        return finish.write(result);
    }

    @Override
    public int redeliver(StreamId stream, List<EventId> events, HeadIntent intent, Instant now) {
        List<DeliveryHead> due = new ArrayList<>();
        int redelivered = 0;
        for (EventId event : events.stream().sorted().toList()) {
            Optional<SubjectKey> subject = database.first(Sql.of("UPDATE delivery SET state = 'pending', late = 1,"
                    + " tries = 0, finished_at = NULL, cause = NULL WHERE stream_id = ? AND event_id = ?"
                    + " AND state = 'failed' RETURNING subject", stream.value(), event.text()),
                    row -> new SubjectKey(row.text(1)));
            if (subject.isPresent()) {
                redelivered++;
                due.removeIf(head -> head.subject().equals(subject.get()));
                due.add(DeliveryHead.due(stream, subject.get(), intent, event, HeadOrigin.EVENT, now));
            }
        }
        heads.merge(stream, due);
        heads.retry(stream, due, now);
        return redelivered;
    }

    @Override
    public int discard(StreamId stream, List<EventId> events, String note, Instant now) {
        int discarded = 0;
        for (EventId event : events) {
            discarded += database.update("UPDATE delivery SET state = 'skipped', cause = ?, note = ?, finished_at = ?"
                    + " WHERE stream_id = ? AND event_id = ? AND state = 'failed'", SkipReason.DISCARDED.keyword(),
                    StorableText.of(note), now, stream.value(), event.text());
        }
        if (discarded > 0) {
            counts.add(stream, now, DeliveryCounts.Tally.skipped(discarded));
        }
        return discarded;
    }

    @Override
    public void dueNow(StreamId stream, Instant now) {
        heads.dueNow(stream, now);
    }

    @Override
    public boolean dueNow(StreamId stream, SubjectKey subject, Instant now) {
        return heads.dueNow(stream, subject, now);
    }

    @Override
    public void leaveToEvents(StreamId stream) {
        heads.leaveToEvents(stream);
    }
}

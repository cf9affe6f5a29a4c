package dev.rollcall.store.table;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.storage.DeliveryStore;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryEnd;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;

/** Writes what came of a head; the contract is {@link DeliveryStore#finish}'s. */
final class HeadFinish {
    private final Database database;
    private final SqlDialect dialect;
    private final HeadTable heads;
    private final RemoteTable remotes;
    private final MemberDeltaTable members;
    private final StreamTable streams;
    private final DeliveryCounts counts;

    HeadFinish(Database database, SqlDialect dialect, HeadTable heads, RemoteTable remotes, MemberDeltaTable members,
            StreamTable streams, DeliveryCounts counts) {
        this.database = database;
        this.dialect = dialect;
        this.heads = heads;
        this.remotes = remotes;
        this.members = members;
        this.streams = streams;
        this.counts = counts;
    }

    /** The head is locked first, so that between the look at its number and the last statement nobody claims it. */
    boolean write(HeadResult result) {
        if (!result.waitingMembers().isEmpty() || !result.arrived().isEmpty()) {
            members.hold(result.stream(), !result.waitingMembers().isEmpty());
        }
        Optional<DeliveryHead> head = heads.lock(result.stream(), result.subject())
                .filter(found -> found.leaseNo() == result.leaseNo());
        if (head.isEmpty()) {
            return false;
        }
        Instant at = result.answer().at();
        DeliveryCounts.Tally tally = new DeliveryCounts.Tally(0, 0, 0, 0, result.answer().requests());
        for (DeliveryEnd end : result.ends()) {
            tally = end(result, end, head.get().tries(), at, tally);
        }
        result.attempts().forEach(attempt -> attempt(result, attempt));
        remember(result, at);
        members.sent(result.stream(), result.sentMembers());
        members.letWait(result.stream(), result.waitingMembers());
        next(result, head.get(), at);
        result.arrived().forEach(member -> members.wake(result.stream(), member, at));
        streams.note(result.stream(), result.answer(), isTaken(result));
        result.hold().ifPresent(hold -> streams.hold(result.stream(), hold));
        result.pause()
                .ifPresent(state -> streams.state(result.stream(), state,
                        EnumSet.of(StreamState.Kind.ENABLED)));
        counts.add(result.stream(), at, tally);
        return true;
    }

    /** What needed no request was not taken by anybody. */
    private static boolean isTaken(HeadResult result) {
        return result.answer().requests() > 0
                && result.ends().stream().anyMatch(end -> end.state() == DeliveryState.DELIVERED);
    }

    private void remember(HeadResult result, Instant at) {
        if (result.forgetRemote() && result.remote().isPresent()) {
            remotes.replace(result.remote().get());
        } else if (result.forgetRemote()) {
            remotes.leave(result.stream(), result.subject(), at);
        } else {
            result.remote().ifPresent(remotes::put);
        }
    }

    private DeliveryCounts.Tally end(
            HeadResult result, DeliveryEnd end, int tries, Instant at, DeliveryCounts.Tally tally) {
        int ended = database.update("UPDATE delivery SET state = ?, finished_at = ?, tries = ?, cause = ?, note = ?,"
                + " by_event = ?, duration_ms = ? WHERE stream_id = ? AND event_id = ? AND state = 'pending'",
                end.state().keyword(), at, tries, cut(end.cause(), StreamDelivery.LONGEST_CAUSE),
                cut(end.note(), StreamDelivery.LONGEST_NOTE),
                end.byEvent().map(EventId::text), end.duration().toMillis(), result.stream().value(),
                end.event().text());
        if (ended == 0 && end.withOlder() && end.state() == DeliveryState.FAILED) {
            ended = failAnew(result, end, tries, at);
        }
        DeliveryCounts.Tally counted = tally.plus(end.state(), ended);
        return end.withOlder()
                ? counted.plus(DeliveryState.SUPERSEDED, database.update("UPDATE delivery" + dialect.by("delivery_open")
                        + " SET state = 'superseded', finished_at = ?, by_event = ? WHERE stream_id = ?"
                        + " AND subject = ? AND state = 'pending'"
                        + " AND event_id < ?", at, end.event().text(), result.stream().value(),
                        result.subject().text(), end.event().text()))
                : counted;
    }

    /**
     * What fails without an event of its own (a group that was woken for a member, a second try of what was sent) has a dead letter
     * all the same: the delivery of its newest event, which was well, or one that is made for it.
     */
    private int failAnew(HeadResult result, DeliveryEnd end, int tries, Instant at) {
        boolean group = result.subject().isGroup();
        return database.update(
                "INSERT INTO delivery (stream_id, event_id, subject, event_type, state, intent, created_at,"
                        + " finished_at, tries, cause, note, late, duration_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)"
                        + " ON CONFLICT (stream_id, event_id) DO UPDATE SET state = excluded.state,"
                        + " finished_at = excluded.finished_at, tries = excluded.tries, cause = excluded.cause,"
                        + " note = excluded.note, duration_ms = excluded.duration_ms WHERE delivery.state = 'delivered'"
                        + " AND delivery.subject = excluded.subject",
                result.stream().value(), end.event().text(), result.subject().text(),
                (group ? EventType.GROUP_UPDATED : EventType.USER_UPDATED).keyword(), end.state().keyword(),
                HeadIntent.UPDATE.keyword(), at, at, tries, cut(end.cause(), StreamDelivery.LONGEST_CAUSE),
                cut(end.note(), StreamDelivery.LONGEST_NOTE), end.duration().toMillis());
    }

    private static Optional<String> cut(Optional<String> text, int longest) {
        return StorableText.of(text.map(all -> all.length() <= longest ? all : all.substring(0, longest)));
    }

    private void attempt(HeadResult result, DeliveryAttempt attempt) {
        String stream = result.stream().value();
        String event = attempt.event().text();
        long number = 1 + database.number(Sql.of("SELECT coalesce(max(n), 0) FROM delivery_attempt WHERE stream_id = ?"
                + " AND event_id = ?", stream, event));
        database.update("INSERT INTO delivery_attempt (stream_id, event_id, n, at, duration_ms, status, error, request,"
                + " response) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", stream, event, number, attempt.at(),
                attempt.duration().toMillis(), attempt.status(), StorableText.of(attempt.error()),
                StorableText.of(attempt.request()), StorableText.of(attempt.response()));
        if (number > DeliveryAttempt.KEPT) {
            database.update("DELETE FROM delivery_attempt WHERE stream_id = ? AND event_id = ? AND n <= ?", stream,
                    event, number - DeliveryAttempt.KEPT);
        }
    }

    private void next(HeadResult result, DeliveryHead head, Instant at) {
        switch (result.next()) {
            case HeadNext.Over(var now) -> {
                if (!heads.removeSettled(result.stream(), result.subject(), result.claimedTo(), inVain(result))) {
                    HeadIntent intent = head.intent().once(now);
                    heads.release(result.stream(), result.subject(), at, intent, 0, at, false, Optional.empty());
                }
            }
            case HeadNext.Further(var due, boolean waits) -> heads.release(result.stream(), result.subject(), due,
                    intent(result, head), waits ? 1 : 0, at, false, Optional.empty());
            case HeadNext.Again(var due, int tries, boolean doubt, var cause) -> heads.release(result.stream(),
                    result.subject(), due, intent(result, head), tries,
                    head.tries() == 0 && tries > 0 ? at : head.since(), doubt, cause);
        }
    }

    private static HeadIntent intent(HeadResult result, DeliveryHead head) {
        return isThere(result) ? head.intent().once(AtTarget.PRESENT) : head.intent();
    }

    /**
     * Whether a group is not to be there, or failed, and none of its members has come any further: it would go the same way again
     * at once, and for ever.
     */
    private static boolean inVain(HeadResult result) {
        return result.sentMembers().isEmpty()
                && result.waitingMembers().isEmpty()
                && result.ends()
                        .stream()
                        .anyMatch(end -> end.state() == DeliveryState.FAILED || end.state() == DeliveryState.SKIPPED);
    }

    /** Whether the target has acknowledged a group of which members are left, so that it need not get the group once more. */
    private static boolean isThere(HeadResult result) {
        return result.subject().isGroup()
                && result.remote()
                        .filter(remote -> remote.remoteId().isPresent() && remote.sentHash().isPresent())
                        .isPresent();
    }
}

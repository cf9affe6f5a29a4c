package dev.rollcall.outbound.post;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.mapping.expression.ExpressionLimits;
import dev.rollcall.mapping.expression.RowExpressionException;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.engine.EventJudge;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges what is owed to a SCIM target by the events that it stands for: it is sent when one of them passes the stream's filter.
 * Webhooks judge their events themselves, because they show them. Safe for use by many threads.
 *
 * <p>Guarantees: what cannot be judged is sent: groups, a sync, more than {@value #MOST} open events of one user, an event whose
 * record is gone, the deletion of somebody whom the target was sent. Of a user whose creation is not sent it is remembered that the target does not have the user, so that a later
 * event that passes creates it.
 */
public final class RenderedEventJudge implements EventJudge {
    /** Events of one user that are looked at. */
    static final int MOST = 16;

    /** Filters that are remembered; beyond, the memory starts anew. */
    private static final int REMEMBERED = 1_000;

    private final Storage storage;
    private final EventSource source;
    private final ExpressionLimits limits;
    private final Clock clock;
    private final Map<StreamId, Kept> filters = new ConcurrentHashMap<>();

    /** @param revision of the stream that the filter is of */
    private record Kept(long revision, EventFilter filter) {}

    public RenderedEventJudge(Storage storage, EventSource source, ExpressionLimits limits, Clock clock) {
        this.storage = storage;
        this.source = source;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Optional<DeliveryOutcome> judge(DeliveryWork work) {
        EventStream stream = work.stream();
        DeliveryHead head = work.head();
        boolean judged = stream.destination() instanceof ScimTarget
                && head.subject().isUser()
                && head.origin() != HeadOrigin.SYNC;
        if (!judged || stream.filter().changed().isEmpty() && stream.filter().condition().isEmpty()) {
            return Optional.empty();
        }
        if (leavesWhoWasSent(head)) {
            return Optional.empty();
        }
        List<StreamDelivery> open = storage.read(Share.OUTBOUND,
                session -> session.deliveries().open(stream.id(), head.subject(), MOST + 1));
        if (open.isEmpty() || open.size() > MOST) {
            return Optional.empty();
        }
        try {
            return skip(filter(stream), open).map(reason -> skipped(work, reason));
        } catch (RowExpressionException e) {
            return Optional
                    .of(new DeliveryOutcome.Final("the stream's condition has no value for it: " + e.getMessage(),
                            learned(work), Exchanges.none()));
        }
    }

    /** Whoever was sent there is deleted there, whatever the condition says of how he was last: nobody else would ever do it. */
    private boolean leavesWhoWasSent(DeliveryHead head) {
        return (head.intent() == HeadIntent.DELETE || head.intent() == HeadIntent.LOOK_DELETE)
                && storage.read(Share.OUTBOUND, session -> session.remotes().find(head.stream(), head.subject()))
                        .flatMap(RemoteRecord::remoteId)
                        .isPresent();
    }

    private EventFilter filter(EventStream stream) {
        Kept known = filters.get(stream.id());
        if (known == null || known.revision() != stream.revision()) {
            if (filters.size() >= REMEMBERED) {
                filters.clear();
            }
            StreamFilter set = stream.filter();
            // A SCIM target is told what changes the resource alone, whatever the profile shows.
            known = new Kept(stream.revision(), new EventFilter(new StreamFilter(set.connections(), set.changed(),
                    set.condition(), set.keepLinked(), true), limits));
            filters.put(stream.id(), known);
        }
        return known.filter();
    }

    /** Why none of them is to be sent. */
    private Optional<SkipReason> skip(EventFilter filter, List<StreamDelivery> open) {
        SkipReason reason = SkipReason.UNCHANGED;
        for (StreamDelivery delivery : open) {
            EventSource.Look look = source.look(Share.OUTBOUND, delivery.event());
            if (!look.kept()) {
                return Optional.empty();
            }
            if (look.event().isPresent()) {
                Optional<SkipReason> why = filter.skip(look.event().get());
                if (why.isEmpty()) {
                    return Optional.empty();
                }
                reason = why.get();
            }
        }
        return Optional.of(reason);
    }

    private DeliveryOutcome skipped(DeliveryWork work, SkipReason reason) {
        return new DeliveryOutcome.Skipped(reason, learned(work), Exchanges.none());
    }

    private Learned learned(DeliveryWork work) {
        DeliveryHead head = work.head();
        Optional<RemoteRecord> known = storage.read(Share.OUTBOUND,
                session -> session.remotes().find(head.stream(), head.subject()));
        if (head.intent() != HeadIntent.CREATE || known.isPresent()) {
            return Learned.nothing();
        }
        return head.subject()
                .connection()
                .flatMap(connection -> storage.read(Share.OUTBOUND,
                        session -> session.identities().holder(connection, head.subject().tail())))
                .map(id -> Learned.remote(new RemoteRecord(head.stream(), head.subject(), id, Optional.empty(),
                        Optional.empty(), Optional.empty(), Optional.empty(), EventId.BEGINNING,
                        true, false, clock.instant().truncatedTo(ChronoUnit.MILLIS))))
                .orElseGet(Learned::nothing);
    }
}

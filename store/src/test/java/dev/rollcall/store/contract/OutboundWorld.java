package dev.rollcall.store.contract;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryEnd;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetAnswer;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.WebhookTarget;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A storage and one event stream of its own in it, with short words for what tests put on its way. */
final class OutboundWorld {
    static final ConnectionId ACME = new ConnectionId("con_0000000000000000");
    private static final AtomicLong NUMBER = new AtomicLong();

    final Storage storage;
    final StreamId stream;

    private OutboundWorld(Storage storage, StreamId stream) {
        this.storage = storage;
        this.stream = stream;
    }

    /** A new stream in a storage. */
    static OutboundWorld in(Storage storage) {
        StreamId id = new StreamId("est_%022d".formatted(NUMBER.incrementAndGet()));
        OutboundWorld world = new OutboundWorld(storage, id);
        world.write(s -> {
            s.streams().add(webhook(id, "stream " + id), "");
            return true;
        });
        return world;
    }

    static EventStream webhook(StreamId id, String name) {
        return new EventStream(id, name, StreamState.enabled(World.START),
                List.of(EventType.USER_UPDATED, EventType.USER_CREATED),
                new StreamSettings(
                        new WebhookTarget(URI.create("https://example.com/hook"), new TargetAccess.Bearer(),
                                Duration.ofSeconds(15), 8, TargetNetwork.DIRECT),
                        StreamFilter.NONE, DeliveryPolicy.DEFAULT),
                Optional.of("sealed"), World.START, World.START, 0);
    }

    <T> T write(Function<WriteSession, T> work) {
        return storage.write(Share.OUTBOUND, stream.value(), work);
    }

    <T> T read(Function<ReadSession, T> work) {
        return storage.read(Share.OUTBOUND, work);
    }

    static SubjectKey user(String name) {
        return SubjectKey.user(ACME, name);
    }

    static EventId event(long number) {
        return new EventId(7, number, 0);
    }

    StreamDelivery pending(SubjectKey subject, long event, HeadIntent intent) {
        return StreamDelivery.pending(stream, event(event), subject, EventType.USER_UPDATED, intent, World.START);
    }

    DeliveryHead head(SubjectKey subject, long event, HeadIntent intent) {
        return DeliveryHead.due(stream, subject, intent, event(event), HeadOrigin.EVENT, World.START);
    }

    /** Puts events of a subject on their way, as one fan-out each. */
    void fanOut(SubjectKey subject, HeadIntent intent, long... events) {
        for (long event : events) {
            write(s -> s.deliveries()
                    .fanOut(stream, List.of(pending(subject, event, intent)), List.of(head(subject, event, intent)),
                            List.of()));
        }
    }

    DeliveryState state(long event) {
        return read(s -> s.deliveries().find(stream, event(event))).orElseThrow().state();
    }

    Optional<DeliveryHead> head(SubjectKey subject) {
        return read(s -> s.deliveries().head(stream, subject));
    }

    List<DeliveryHead> claim(String node, int limit, Duration lease, SubjectKey... but) {
        return write(s -> s.deliveries().claim(stream, node, limit, lease, Set.of(but)));
    }

    List<DeliveryHead> due(Instant now) {
        return read(s -> s.deliveries().due(stream, now, 100, Set.of(), Optional.empty()));
    }

    boolean finish(HeadResult result) {
        return write(s -> s.deliveries().finish(result));
    }

    /** That the newest event of what was claimed is over, the older ones with it. */
    HeadResult over(DeliveryHead claimed, DeliveryState state, AtTarget now) {
        return result(claimed, List.of(new DeliveryEnd(claimed.lastEvent(), state, Optional.empty(), Optional.empty(),
                Optional.empty(), true, Duration.ofMillis(5))), new HeadNext.Over(now));
    }

    HeadResult result(DeliveryHead claimed, List<DeliveryEnd> ends, HeadNext next) {
        return new HeadResult(stream, claimed.subject(), claimed.leaseNo(), claimed.lastEvent(), ends, List.of(),
                Optional.empty(), false, List.of(), List.of(), List.of(), next,
                new TargetAnswer(TargetAnswer.Health.WELL, World.START, Optional.empty(), 1), Optional.empty(),
                Optional.empty());
    }

    static <T> List<T> sorted(List<T> list) {
        List<T> sorted = new ArrayList<>(list);
        sorted.sort((one, other) -> one.toString().compareTo(other.toString()));
        return sorted;
    }
}

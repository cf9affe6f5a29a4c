package dev.rollcall.server.testing;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryEnd;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.TargetAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Puts deliveries into the store as what delivers does, each about a person of its own, by the number of its event. */
public final class PlacedDeliveries {
    private static final ConnectionId ACME = new ConnectionId("con_0123456789abcdef");

    private final Storage storage;
    private final Clock clock;

    public PlacedDeliveries(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** The event of that number. */
    public static EventId id(int n) {
        return new EventId(0, 1_000_000L + n, 0);
    }

    /** The person whom that event is about. */
    public static SubjectKey subject(int n) {
        return SubjectKey.user(ACME, Integer.toString(n));
    }

    /** One that a filter passed over. */
    public void skipped(StreamId stream, int n) {
        fanOut(stream, StreamDelivery.skipped(stream, id(n), subject(n), EventType.USER_CREATED, HeadIntent.CREATE,
                SkipReason.CONNECTION, now()), List.of());
    }

    /** One that is on its way. */
    public void pending(StreamId stream, int n) {
        fanOut(stream,
                StreamDelivery.pending(stream, id(n), subject(n), EventType.USER_CREATED, HeadIntent.CREATE, now()),
                List.of(DeliveryHead.due(stream, subject(n), HeadIntent.CREATE, id(n), HeadOrigin.EVENT, now())));
    }

    private void fanOut(StreamId stream, StreamDelivery delivery, List<DeliveryHead> heads) {
        storage.write(Share.OUTBOUND, "test",
                session -> session.deliveries().fanOut(stream, List.of(delivery), heads, List.of()));
    }

    /** A dead letter. */
    public void fail(StreamId stream, int n, String cause) {
        pending(stream, n);
        boolean written = storage.write(Share.OUTBOUND, "test", session -> {
            DeliveryHead head = session.deliveries()
                    .claim(stream, "node", 1, Duration.ofSeconds(20), Set.of())
                    .getFirst();
            DeliveryEnd end = new DeliveryEnd(id(n), DeliveryState.FAILED, Optional.of(cause), Optional.empty(),
                    Optional.empty(), false, Duration.ofMillis(5));
            DeliveryAttempt attempt = new DeliveryAttempt(id(n), 1, now(), Duration.ofMillis(5), Optional.of(400),
                    "It said no.", Optional.of("POST /Users"), Optional.of("400"));
            return session.deliveries()
                    .finish(new HeadResult(stream, subject(n), head.leaseNo(), id(n), List.of(end),
                            List.of(attempt), Optional.empty(), false, List.of(), List.of(), List.of(),
                            new HeadNext.Over(AtTarget.UNKNOWN),
                            new TargetAnswer(TargetAnswer.Health.UNKNOWN, now(), Optional.empty(), 1), Optional.empty(),
                            Optional.empty()));
        });
        assertThat(written).isTrue();
    }

    private Instant now() {
        return clock.instant();
    }
}

package dev.rollcall.outbound.engine;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.WebhookTarget;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Streams as tests want them. */
final class Given {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private Given() {}

    static EventStream scim(int number) {
        return scim(number, StreamFilter.NONE, 8, Optional.empty());
    }

    static EventStream scim(int number, StreamFilter filter, int concurrency, Optional<Integer> rate) {
        return stream(number,
                new StreamSettings(new ScimTarget("scim", "rfc", URI.create("https://target.example/scim/v2"),
                        new TargetAccess.Bearer(), Duration.ofMillis(1_500), 1, ScimTarget.Update.PUT, false,
                        ScimTarget.Delete.DELETE, true, true, false, Optional.empty(), List.of("email"), concurrency,
                        rate, 100,
                        "application/scim+json", "application/scim+json", TargetNetwork.DIRECT), filter,
                        DeliveryPolicy.DEFAULT));
    }

    static EventStream webhook(int number) {
        return stream(number, new StreamSettings(new WebhookTarget(URI.create("https://receiver.example/hook"),
                new TargetAccess.Bearer(), Duration.ofSeconds(15), 8, TargetNetwork.DIRECT), StreamFilter.NONE,
                DeliveryPolicy.DEFAULT));
    }

    /** One of logout tokens of a connection that is not there. */
    static EventStream logout(int number) {
        return stream(number, new StreamSettings(new LogoutTarget(new ConnectionId("con_0000000000000000"),
                URI.create("https://application.example/logout"), "application", Duration.ofSeconds(5), 4,
                TargetNetwork.DIRECT), StreamFilter.NONE, DeliveryPolicy.DEFAULT));
    }

    private static EventStream stream(int number, StreamSettings settings) {
        return new EventStream(StreamId.next(new Random(number)), "stream " + number, StreamState.enabled(START),
                List.of(EventType.values()), settings, Optional.empty(), START, START, 1);
    }

    static StreamProgress progress(EventStream stream, long failures, Optional<Instant> failingSince,
            Optional<Instant> probe) {
        return new StreamProgress(stream.id(), "", 0, Optional.empty(), START, START, Optional.empty(), failures,
                failingSince, probe, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }
}

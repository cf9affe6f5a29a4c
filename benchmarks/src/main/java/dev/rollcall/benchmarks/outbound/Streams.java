package dev.rollcall.benchmarks.outbound;

import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.StreamStatus;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.TargetSecretsJson;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Event streams to one target, put into the store beside the running server. They create whom an update does not find. */
final class Streams {
    private static final Duration HOLD = Duration.ofDays(30);

    private final Storage storage;
    private final URI target;
    private final SecretSeal seal;
    private final Random random = new Random(9);

    Streams(Storage storage, URI target, SecretSeal seal) {
        this.storage = storage;
        this.target = target;
        this.seal = seal;
    }

    /** Adds one that begins at the end of the change record. */
    StreamId add(String name, StreamState state) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        StreamId id = StreamId.next(random);
        String secrets = seal.seal(TargetSecretsJson.text(
                new TargetSecrets(Optional.of("a token that the target does not look at"), Optional.empty(),
                        List.of())),
                id.purpose());
        EventStream stream = new EventStream(id, name, state, List.of(EventType.values()),
                new StreamSettings(settings(), StreamFilter.NONE, DeliveryPolicy.DEFAULT),
                Optional.of(secrets), now, now, 0);
        storage.write(Share.OUTBOUND, "benchmark", session -> {
            String end = session.changes().end();
            session.streams().add(stream, end);
            return session.changeReaders()
                    .register(new ChangeReader(Optional.empty(), stream.id().readerName(), end, now.plus(HOLD)));
        });
        return stream.id();
    }

    private ScimTarget settings() {
        return new ScimTarget("scim", "rfc", target, new TargetAccess.Bearer(), Duration.ofMillis(1_500), 1,
                ScimTarget.Update.PUT, true, ScimTarget.Delete.DELETE, true, true, false, Optional.empty(),
                List.of("email"), 32, Optional.empty(), 100, "application/scim+json", "application/scim+json",
                TargetNetwork.DIRECT);
    }

    /** Lets one deliver from now on. */
    void enable(StreamId stream) {
        StreamState state = StreamState.enabled(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        storage.write(Share.OUTBOUND, "benchmark",
                session -> session.streams().state(stream, state, EnumSet.allOf(StreamState.Kind.class)));
    }

    /** Whether one has nothing left to deliver. */
    boolean isQuiet(StreamId stream) {
        return storage.read(Share.HOUSE, session -> session.deliveries().heads(stream, 1) == 0
                && session.changes().behind(session.streams().progress(stream).orElseThrow().position(), 1) == 0);
    }

    /** Whether its target is sent nothing but a probe now and then. */
    boolean isSick(StreamId stream) {
        return storage.read(Share.HOUSE, session -> session.streams().progress(stream))
                .filter(progress -> StreamStatus.isOpen(progress, Instant.now()))
                .isPresent();
    }

    /** Removes one. */
    void remove(StreamId stream) {
        storage.write(Share.OUTBOUND, "benchmark", session -> session.streams().remove(stream));
    }
}

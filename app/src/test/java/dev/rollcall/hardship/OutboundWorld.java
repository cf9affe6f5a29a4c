package dev.rollcall.hardship;

import dev.rollcall.app.ProgramProcess;
import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.rendering.ChangeEvents;
import dev.rollcall.directory.storage.DeliveryPage;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.TargetSecretsJson;
import dev.rollcall.oauth.KeyFile;
import dev.rollcall.oauth.StoreSecretSeal;
import dev.rollcall.outbound.fault.FaultTarget;
import dev.rollcall.outbound.fault.JournalLine;
import dev.rollcall.outbound.house.OutboundHouse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** An event stream from a store to a target, and what must be so of them in the end. */
final class OutboundWorld {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PAUSE_MILLIS = 50;
    private static final int PAGE = 1_000;

    private final Storage storage;
    private final FaultTarget target;
    private final StreamId stream;
    private final String begin;

    private OutboundWorld(Storage storage, FaultTarget target, StreamId stream, String begin) {
        this.storage = storage;
        this.target = target;
        this.stream = stream;
        this.begin = begin;
    }

    /** Makes a stream that begins with what comes from now on; the target asks for its token, which is sealed under a key file. */
    static OutboundWorld begin(Storage storage, FaultTarget target, Path keyFile) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        StreamId id = StreamId.next(new Random());
        String secrets = new StoreSecretSeal(storage, KeyFile.madeWhenMissing(keyFile), Clock.systemUTC())
                .seal(TargetSecretsJson
                        .text(new TargetSecrets(Optional.of(FaultTarget.TOKEN), Optional.empty(), List.of())),
                        id.purpose());
        EventStream stream = new EventStream(id, "hardship", StreamState.enabled(now),
                List.of(EventType.USER_CREATED, EventType.USER_UPDATED, EventType.USER_DELETED),
                new StreamSettings(new ScimTarget("scim", "rfc", target.url(FaultTarget.BASE),
                        new TargetAccess.Bearer(),
                        OutboundHouse.PATIENCE, 1, ScimTarget.Update.PUT, false, ScimTarget.Delete.DELETE, true, true,
                        false, Optional.empty(), List.of("email"), 8, Optional.empty(), 100, "application/scim+json",
                        "application/scim+json", TargetNetwork.DIRECT), StreamFilter.NONE, OutboundHouse.PATIENT),
                Optional.of(secrets), now, now, 0);
        String begin = storage.write(Share.OUTBOUND, "hardship", session -> {
            String end = session.changes().end();
            session.streams().add(stream, end);
            session.changeReaders()
                    .register(new ChangeReader(Optional.empty(), stream.id().readerName(), end,
                            now.plus(Duration.ofDays(1))));
            return end;
        });
        return new OutboundWorld(storage, target, stream.id(), begin);
    }

    /** The same seen through another opening of the store. */
    OutboundWorld through(Storage other) {
        return new OutboundWorld(other, target, stream, begin);
    }

    /** Waits until everything is delivered, and holds the target against the source. */
    void requireEqual(ProgramProcess serve) throws InterruptedException, IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isQuiet()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "Not everything is delivered: " + storage.read(Share.HOUSE, session -> session.streams()
                                .progress(stream)) + "\n" + serve.err());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        assertThat(atTarget()).isEqualTo(atSource());
        requireAccounted();
        requireOrder();
    }

    private boolean isQuiet() {
        return storage.read(Share.OUTBOUND, session -> session.deliveries().heads(stream, 1) == 0
                && session.changes().behind(session.streams().progress(stream).orElseThrow().position(), 1) == 0);
    }

    private Map<String, String> atTarget() {
        Map<String, String> users = new TreeMap<>();
        for (JsonNode user : target.users()) {
            String before = users.put(user.path("userName").asString(), user.path("displayName").asString());
            assertThat(before).as("two of one user").isNull();
        }
        return users;
    }

    private Map<String, String> atSource() {
        Map<String, String> users = new TreeMap<>();
        String position = begin;
        while (true) {
            String after = position;
            ChangeFeedPage page = storage.read(Share.HOUSE, session -> session.changes().pageWithImages(after, PAGE));
            if (page.changes().isEmpty()) {
                return users;
            }
            page.changes().forEach(change -> apply(users, change));
            position = page.position();
        }
    }

    private static void apply(Map<String, String> users, ChangeRecord change) {
        String userName = change.subject().userName().orElseThrow();
        if (change.action().equals("deleted")) {
            users.remove(userName);
        } else {
            users.put(userName, change.subject().displayName().orElseThrow());
        }
    }

    /** Every event of the record is there once, and is delivered, superseded or skipped. */
    private void requireAccounted() {
        Set<EventId> events = new TreeSet<>();
        String position = begin;
        ChangeFeedPage page = page(position);
        while (!page.changes().isEmpty()) {
            page.changes()
                    .forEach(change -> ChangeEvents.of(change, change.place().orElseThrow())
                            .forEach(event -> events.add(event.id())));
            page = page(page.position());
        }
        assertThat(new TreeSet<>(states().keySet())).isEqualTo(events);
        assertThat(states().values()).isSubsetOf(DeliveryState.DELIVERED, DeliveryState.SUPERSEDED,
                DeliveryState.SKIPPED);
    }

    private ChangeFeedPage page(String after) {
        return storage.read(Share.HOUSE, session -> session.changes().page(after, PAGE));
    }

    private Map<EventId, DeliveryState> states() {
        Map<EventId, DeliveryState> states = new HashMap<>();
        Optional<DeliveryQuery> next = Optional.of(DeliveryQuery.all(stream));
        while (next.isPresent()) {
            DeliveryQuery query = next.get();
            DeliveryPage page = storage.read(Share.HOUSE, session -> session.deliveries().page(query, PAGE));
            for (StreamDelivery delivery : page.deliveries()) {
                states.put(delivery.event(), delivery.state());
            }
            next = page.next().map(query::from);
        }
        return states;
    }

    /** The names that the target was given of one user never go back. */
    private void requireOrder() {
        Map<String, String> last = new HashMap<>();
        for (JournalLine line : target.journal()) {
            if (!line.committed() || line.externalId().isEmpty() || line.request().body().isEmpty()) {
                continue;
            }
            String name = line.request().json().path("displayName").asString("");
            String before = last.put(line.externalId().get(), name);
            assertThat(before == null || before.compareTo(name) <= 0)
                    .as("%s after %s of %s", name, before, line.externalId().get())
                    .isTrue();
        }
    }
}

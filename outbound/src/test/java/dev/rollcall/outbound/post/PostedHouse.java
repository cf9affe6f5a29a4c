package dev.rollcall.outbound.post;

import dev.rollcall.client.address.AddressBlock;
import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.AddressLookup;
import dev.rollcall.directory.access.AdminToken;
import dev.rollcall.directory.access.CredentialUses;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.EventType.About;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonCaller;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.rendering.EventRenderer;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SigningSecret;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.TargetSecretsJson;
import dev.rollcall.directory.stream.WebhookFormat;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.oauth.KeyFile;
import dev.rollcall.oauth.OAuthService;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.engine.Engine;
import dev.rollcall.outbound.fault.FaultTarget;
import dev.rollcall.outbound.fault.JournalLine;
import dev.rollcall.outbound.fault.TargetRequest;
import dev.rollcall.outbound.house.OutboundHouse;
import dev.rollcall.outbound.logout.LogoutDrivers;
import dev.rollcall.outbound.scim.ScimDrivers;
import dev.rollcall.outbound.service.DestinationDrivers;
import dev.rollcall.outbound.setting.OutboundSettings;
import dev.rollcall.outbound.webhook.WebhookDrivers;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A directory whose engine runs, by a given time of day, and a receiver of webhooks. */
final class PostedHouse implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST = Duration.ofSeconds(90);

    final OutboundHouse house;
    final FaultTarget receiver = FaultTarget.start();
    final FaultTarget application = FaultTarget.start();
    final People people;
    final IdSource ids;
    final Given clock;
    final OAuthService oauth;
    private final Engine engine;

    /** A time of day that goes on when a test says so. */
    static final class Given extends Clock {
        private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    PostedHouse(Path folder) {
        this.clock = new Given();
        this.house = new OutboundHouse(folder, clock, 7);
        this.ids = new IdSource(clock, new Random(8));
        this.oauth = OAuthService.of(SettingValues.defaults(), Optional.of(URI.create("https://id.example.com")),
                Optional::empty, new AdminToken(Optional.empty()),
                KeyFile.madeWhenMissing(folder.resolve("key-file.json")), house.storage,
                new CredentialUses(house.storage, clock), clock, new Random(11), System::nanoTime);
        this.people = new People(house.storage, house.resources, new StoredSettings(), clock, ids,
                new ProcessorTurns(2, Duration.ofMinutes(1)), PersonLimits.defaults());
        EventSource source = new EventSource(house.storage, new EventRenderer(house.profiles));
        OutboundNetwork network = new OutboundNetwork(AddressGuard.publicAnd(List.of(AddressBlock.parse("127.0.0.1"))),
                AddressLookup.system(), OutboundNetwork.ANSWER_BYTES);
        MappingLimits limits = MappingLimits.defaults();
        this.engine = Engine.alone(house.storage, OutboundSettings.defaults(), new DestinationDrivers(
                () -> new ScimDrivers(house.storage, house.profiles, house.seal, network, Optional.empty(), limits,
                        clock,
                        new Random(9)),
                () -> new WebhookDrivers(source, house.seal, oauth.securityEventTokens(), network, clock,
                        limits.expressions(), "acme.example"),
                () -> new LogoutDrivers(source, (audience, subject, event, now) -> "token-for-" + subject, network,
                        clock)),
                new RenderedEventJudge(house.storage, source, limits.expressions(), clock), clock, System::nanoTime,
                new Random(10));
        engine.start();
    }

    PersonCaller caller() {
        return new PersonCaller(Actor.client("cli_1"), ids.next(), "192.0.2.1", "http://rollcall.test",
                new Share("management cli_1"), Presence.ASSUMED);
    }

    /** A stream of users' events to the receiver. */
    EventStream webhook(StreamFilter filter) {
        StreamId id = StreamId.next(house.random);
        byte[] key = new byte[32];
        house.random.nextBytes(key);
        TargetSecrets secrets = new TargetSecrets(Optional.of("t"), Optional.empty(), List.of(new SigningSecret(
                SigningSecret.PREFIX + Base64.getEncoder().encodeToString(key), clock.instant(), Optional.empty())));
        EventStream stream = new EventStream(id, "hook " + id, StreamState.enabled(clock.instant()),
                List.of(EventType.USER_CREATED, EventType.USER_UPDATED, EventType.USER_DELETED),
                new StreamSettings(new WebhookTarget(receiver.url("/hook"), new TargetAccess.Bearer(),
                        OutboundHouse.PATIENCE, 4, TargetNetwork.DIRECT), filter, OutboundHouse.PATIENT),
                Optional.of(house.seal.seal(TargetSecretsJson.text(secrets), id.purpose())), clock.instant(),
                clock.instant(), 0);
        return house.storage.write(Share.OUTBOUND, id.value(), session -> {
            String end = session.changes().end();
            session.streams().add(stream, end);
            session.changeReaders()
                    .register(new ChangeReader(Optional.empty(), id.readerName(), end,
                            clock.instant().plus(Duration.ofDays(30))));
            return stream;
        });
    }

    /** A stream of everything that happens to users and groups to {@code PATH} of the receiver, as Security Event Tokens. */
    EventStream signals(String path, WebhookFormat format, Optional<String> audience) {
        return house.storage.write(Share.OUTBOUND, path, session -> {
            StreamId id = StreamId.next(house.random);
            String end = session.changes().end();
            EventStream stream = new EventStream(id, "signals " + id, StreamState.enabled(clock.instant()),
                    Arrays.stream(EventType.values()).filter(type -> type.about() != About.CONNECTION).toList(),
                    new StreamSettings(new WebhookTarget(receiver.url(path), format, audience, new TargetAccess.None(),
                            OutboundHouse.PATIENCE, 4, TargetNetwork.DIRECT), StreamFilter.NONE, OutboundHouse.PATIENT),
                    Optional.empty(), clock.instant(), clock.instant(), 0);
            session.streams().add(stream, end);
            session.changeReaders()
                    .register(new ChangeReader(Optional.empty(), id.readerName(), end,
                            clock.instant().plus(Duration.ofDays(30))));
            return stream;
        });
    }

    /** What the receiver has been sent at {@code PATH}, in its order. */
    List<TargetRequest> sentTo(String path) {
        return receiver.journal()
                .stream()
                .map(JournalLine::request)
                .filter(request -> request.path().startsWith(path))
                .toList();
    }

    /** The events that the receiver has got at the webhook, in their order. */
    List<ObjectNode> posted() {
        return receiver.journal()
                .stream()
                .filter(line -> line.request().path().startsWith("/hook"))
                .map(line -> (ObjectNode) JSON.readTree(line.request().body()))
                .toList();
    }

    /** What the receiver has got of one user: {@code type changed,changed}. */
    List<String> postedOf(String userId) {
        return posted().stream()
                .filter(event -> event.path("data").path("object").path("user_id").asString("").equals(userId))
                .map(event -> event.path("type").stringValue() + event.path("data")
                        .path("changed")
                        .valueStream()
                        .map(path -> " " + path.stringValue())
                        .reduce("", String::concat))
                .toList();
    }

    /** Waits until it is so; an error when it does not become so. */
    void await(String what, BooleanSupplier so) {
        long begin = System.nanoTime();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - begin > LONGEST.toNanos()) {
                throw new AssertionError("It did not come to be: " + what + "; posted "
                        + posted().stream()
                                .map(event -> event.path("type") + " " + event.path("data").path("changed"))
                                .toList()
                        + "; application " + application.users() + " "
                        + application.asked());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        engine.close();
        house.close();
        receiver.close();
        application.close();
    }
}

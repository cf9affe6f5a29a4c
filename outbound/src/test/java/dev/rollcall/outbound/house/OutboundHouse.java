package dev.rollcall.outbound.house;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.resource.PatchAnswer;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.directory.resource.Representation;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.DestinationReader;
import dev.rollcall.directory.stream.DestinationReading;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetSecretsJson;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.outbound.fault.FaultTarget;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A directory on a store of its own with one connection, {@code samlp|acme}, words for what an identity provider does, and streams
 * to targets.
 */
public final class OutboundHouse implements AutoCloseable {
    private static final ResourceType USER = StandardSchemas.user();
    private static final ResourceType GROUP = StandardSchemas.group();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ProcessorTurns TURNS = new ProcessorTurns(2, Duration.ofMinutes(1));
    private static final Duration HOLD = Duration.ofDays(30);
    /** Longer than a busy machine takes: what was given up may be carried out after the next request, or a second time. */
    public static final Duration PATIENCE = Duration.ofSeconds(12);
    /** As long as a run may take at most. */
    public static final Duration BUDGET = Duration.ofSeconds(15);
    /** As streams have it unless they say otherwise, but for the time that a run may take. */
    public static final DeliveryPolicy PATIENT = new DeliveryPolicy(DeliveryPolicy.DEFAULT.firstDelay(),
            DeliveryPolicy.DEFAULT.factor(), DeliveryPolicy.DEFAULT.longestDelay(),
            DeliveryPolicy.DEFAULT.giveUpAfter(), DeliveryPolicy.DEFAULT.jitter(), BUDGET);

    public final Storage storage;
    public final Clock clock;
    public final Random random;
    public final Resources resources;
    public final Connections connections;
    public final PersonProfiles profiles = new PersonProfiles(new StoredSettings());
    public final SecretSeal seal = new MarkedSeal();
    public final Connection connection;
    private final IdSource ids;

    public OutboundHouse(Path folder, Clock clock, long seed) {
        this(MigratedSqlite.open(folder, StoreOptions.defaults()), clock, seed);
    }

    public OutboundHouse(Storage storage, Clock clock, long seed) {
        this.storage = storage;
        this.clock = clock;
        this.random = new Random(seed);
        this.ids = new IdSource(clock, random);
        this.resources = new Resources(storage, clock, ids, ResourceLimits.defaults(), PatchLimits.defaults());
        this.connections = new Connections(storage, clock, random);
        this.connection = connections.create("acme", Strategy.SAMLP, false);
    }

    /** Seals by writing the purpose in front, so that a test sees what is sealed for what. */
    private static final class MarkedSeal implements SecretSeal {
        private final Map<String, String> kept = new ConcurrentHashMap<>();

        @Override
        public String seal(String text, String purpose) {
            String name = "sealed " + kept.size();
            kept.put(purpose + name, text);
            return name;
        }

        @Override
        public Optional<String> open(String sealed, String purpose) {
            return Optional.ofNullable(kept.get(purpose + sealed));
        }
    }

    private ScimCall call(Connection of) {
        RequestTrace trace = new RequestTrace(ids.next(), clock.instant(), System.nanoTime(), "192.0.2.1", "TEST", "/");
        Caller caller = new Caller(of, "tok_0000000000000000", EnumSet.allOf(TokenScope.class));
        trace.caller(caller);
        return new ScimCall(caller, "http://rollcall.test/scim/v2/connections/" + of.id(), trace, Presence.ASSUMED,
                TURNS.effort(of.id(), Presence.ASSUMED));
    }

    /** JSON with apostrophes for quotation marks. */
    public static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    /** A user with an e-mail address, {@code NAME@acme.example}; the answer is the SCIM id. */
    public String user(String name) {
        return user(name, "'name':{'givenName':'" + name + "','familyName':'Test'}");
    }

    /** The same with other attributes. */
    public String user(String name, String attributes) {
        return create(USER, "{'schemas':['" + Urns.USER + "'],'externalId':'ext-" + name + "','userName':'" + name
                + "@acme.example','emails':[{'type':'work','primary':true,'value':'" + name + "@acme.example'}],"
                + attributes + "}");
    }

    /** A user as the body says. */
    public String userOf(String body) {
        return create(USER, body);
    }

    /** A group; the answer is its SCIM id. */
    public String group(String name, String... members) {
        return create(GROUP, "{'schemas':['" + Urns.GROUP + "'],'displayName':'" + name + "','members':"
                + Arrays.stream(members).map(id -> "{'value':'" + id + "'}").collect(Collectors.joining(",", "[", "]"))
                + "}");
    }

    private String create(ResourceType type, String body) {
        return id(resources.create(call(connection), type, json(body), Projection.everything()));
    }

    /** A resource of a type that the connection declares; the answer is its SCIM id. */
    public String resource(String type, String body) {
        Connection now = declaring();
        return id(resources.create(call(now), now.types().named(type).type(), json(body), Projection.everything()));
    }

    /** Deletes a resource of such a type. */
    public void deleteResource(String type, String id) {
        Connection now = declaring();
        resources.delete(call(now), now.types().named(type).type(), id, Precondition.none());
    }

    private Connection declaring() {
        return connections.find(connection.id().value()).orElseThrow();
    }

    private static String id(Representation made) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            made.json().orElseThrow().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JSON.readTree(bytes.toByteArray()).path("id").asString();
    }

    /** PATCH of a user: {@code patch(id, "{'op':'replace','path':'active','value':false}")}. */
    public void patch(String id, String... operations) {
        patch(USER, id, operations);
    }

    /** PATCH of a group. */
    public void patchGroup(String id, String... operations) {
        patch(GROUP, id, operations);
    }

    private void patch(ResourceType type, String id, String... operations) {
        ObjectNode body = json(
                "{'schemas':['" + Urns.PATCH_OP + "'],'Operations':[" + String.join(",", operations) + "]}");
        Representation answer = resources.patch(call(connection), type, id, body, Precondition.none(),
                new PatchAnswer(Projection.everything(), false));
        assert answer != null : id;
    }

    public void delete(String id) {
        resources.delete(call(connection), USER, id, Precondition.none());
    }

    public void deleteGroup(String id) {
        resources.delete(call(connection), GROUP, id, Precondition.none());
    }

    /** The user of that SCIM id as the identity provider sent it. */
    public JsonNode document(String id) {
        byte[] document = storage.read(Share.HOUSE,
                session -> session.resources().find(connection.id(), "User", id).orElseThrow().document());
        return JSON.readTree(document);
    }

    /** The SCIM ids of a group's members. */
    public List<String> members(String group) {
        return storage.read(Share.HOUSE, session -> session.members()
                .of(session.resources().find(connection.id(), "Group", group).orElseThrow(), Optional.empty(), 10_000)
                .stream()
                .filter(member -> member.target().isPresent())
                .map(member -> member.member().value())
                .toList());
    }

    /** What the product calls the user of that SCIM id, and so the target's externalId. */
    public String userId(String id) {
        return UserId.of(connection, tail(id)).toString();
    }

    private String tail(String id) {
        return storage.read(Share.HOUSE, session -> session.identities().subjects(connection.id(), List.of(id)))
                .get(id);
    }

    /** The subject of the user with that SCIM id. */
    public SubjectKey subject(String id) {
        return SubjectKey.user(connection.id(), tail(id));
    }

    /**
     * A stream of everything to that target, begun now, which waits {@link #PATIENCE} for each answer unless it is said otherwise.
     *
     * @param more further settings: {@code "'upsert':true"}
     */
    public EventStream scimStream(FaultTarget target, String... more) {
        return scimStream(target, StreamFilter.NONE, PATIENT, more);
    }

    /** The same with a filter and a policy. */
    public EventStream scimStream(FaultTarget target, StreamFilter filter, DeliveryPolicy policy, String... more) {
        String settings = Arrays.stream(more).map(one -> "," + one).collect(Collectors.joining());
        if (!settings.contains("timeout_ms")) {
            settings += ",'timeout_ms':" + PATIENCE.toMillis();
        }
        return stream("{'type':'scim','configuration':{'base_url':'" + target.url()
                + "','authorization':{'method':'bearer','token':'" + FaultTarget.TOKEN + "'}" + settings + "}}", filter,
                policy);
    }

    /** A stream of everything with that destination, begun now. */
    public EventStream stream(String destination, StreamFilter filter, DeliveryPolicy policy) {
        DestinationReading reading = DestinationReader.read(json(destination));
        StreamId id = StreamId.next(random);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        EventStream stream = new EventStream(id, "stream " + id, StreamState.enabled(now), List.of(EventType.values()),
                new StreamSettings(reading.settings(), filter, policy),
                reading.secrets().isEmpty()
                        ? Optional.empty()
                        : Optional.of(seal.seal(TargetSecretsJson.text(reading.secrets()), id.purpose())),
                now, now, 0);
        return storage.write(Share.OUTBOUND, id.value(), session -> {
            String position = session.changes().end();
            session.streams().add(stream, position);
            boolean held = session.changeReaders()
                    .register(new ChangeReader(Optional.empty(), id.readerName(), position, now.plus(HOLD)));
            assert held : id;
            return session.streams().find(id).orElseThrow();
        });
    }

    @Override
    public void close() {
        storage.close();
    }
}

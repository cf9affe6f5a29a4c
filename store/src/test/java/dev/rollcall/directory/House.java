package dev.rollcall.directory;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonCaller;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.person.PersonSettings;
import dev.rollcall.directory.resource.JsonBody;
import dev.rollcall.directory.resource.PatchAnswer;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.directory.resource.Representation;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.resource.ScanLimits;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.resource.UnfinishedDeletions;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.UndeclaredNameLimit;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.message.ListQuery;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A directory on a real store, with one connection to work on, and words for what an identity provider does. */
final class House {
    static final ResourceType USER = StandardSchemas.user();
    static final ResourceType GROUP = StandardSchemas.group();
    static final int MEMBER_CHUNK = 50;
    static final int INDEXED_VALUES = 20;
    static final UndeclaredNameLimit UNDECLARED_NAMES = new UndeclaredNameLimit(40, 4_000);

    static final int PAGE_BYTES = 100_000;
    static final int RESOURCE_SIZE = 50_000;
    static final int SCANNED_MEMBERS = 5_000;
    private static final int INDEX_ROWS = 20_000;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String BASE = "http://rollcall.test/scim/v2/connections/";

    final Storage storage;
    final Resources resources;
    final UnfinishedDeletions unfinished;
    final IdSource ids;
    final Random random;
    final Connections connections;
    private final Connection connection;

    House(Storage storage, long seed) {
        this.storage = storage;
        Clock clock = Clock.systemUTC();
        this.random = new Random(seed);
        this.ids = new IdSource(clock, random);
        ResourceLimits limits = limits(INDEX_ROWS);
        this.resources = new Resources(storage, clock, ids, limits, PatchLimits.defaults());
        this.unfinished = resources.unfinishedDeletions();
        this.connections = new Connections(storage, clock, random);
        this.connection = newConnection();
    }

    /** The projection that a tolerant connection asks for. */
    static Projection projection(ResourceType type, List<String> attributes, List<String> excludedAttributes) {
        return Projection.of(type, attributes, excludedAttributes,
                new RequestDialect(Dialect.tolerant(), new FiredTolerances()), FilterLimits.defaults());
    }

    /** The same house on another view of its storage, as another process has it. */
    House through(Storage other) {
        return new House(this, connection,
                new Resources(other, Clock.systemUTC(), ids, limits(INDEX_ROWS), PatchLimits.defaults()));
    }

    private static ResourceLimits limits(int indexRows) {
        return limits(new ScanLimits(2_000, 10_000_000, SCANNED_MEMBERS, indexRows, 2, Duration.ofSeconds(60)));
    }

    private static ResourceLimits limits(ScanLimits scans) {
        return new ResourceLimits(100, 1_000, PAGE_BYTES, RESOURCE_SIZE, FilterLimits.defaults(), scans, MEMBER_CHUNK,
                0, INDEXED_VALUES, UNDECLARED_NAMES);
    }

    private House(House other, Connection connection, Resources resources) {
        this.storage = other.storage;
        this.resources = resources;
        this.unfinished = other.unfinished;
        this.ids = other.ids;
        this.random = other.random;
        this.connections = other.connections;
        this.connection = connection;
    }

    /** The same house, in which the PATCH of a group of at most so many members is answered with it. */
    House withPatchAnswers(int members) {
        ResourceLimits usual = limits(INDEX_ROWS);
        ResourceLimits limits = new ResourceLimits(usual.pageSize(), usual.maxPageSize(), usual.pageBytes(),
                usual.resourceSize(), usual.filter(), usual.scans(), usual.memberChunk(), members,
                usual.indexedValues(), usual.undeclaredNames());
        return new House(this, connection,
                new Resources(storage, Clock.systemUTC(), ids, limits, PatchLimits.defaults()));
    }

    /** The same house, in which a resource may have so many bytes. */
    House withResourceSize(int bytes) {
        ResourceLimits usual = limits(INDEX_ROWS);
        ResourceLimits limits = new ResourceLimits(usual.pageSize(), usual.maxPageSize(), usual.pageBytes(), bytes,
                usual.filter(), usual.scans(), usual.memberChunk(), usual.patchAnswerMembers(), usual.indexedValues(),
                usual.undeclaredNames());
        return new House(this, connection,
                new Resources(storage, Clock.systemUTC(), ids, limits, PatchLimits.defaults()));
    }

    /** The same house seen from another connection, of that strategy. */
    House withConnection(Strategy strategy) {
        return new House(this, connections.create("c" + ids.next(), strategy, false), resources);
    }

    /** The same connection as it is by now. */
    House reread() {
        Connection now = storage.read(Share.HOUSE, session -> session.connections().find(connection.id()))
                .orElseThrow();
        return new House(this, now, resources);
    }

    /** The same house seen from another connection. */
    House neighbour() {
        return new House(this, newConnection(), resources);
    }

    /** The same connection, but with another bound on what may be counted of an index. */
    private static final ProcessorTurns PROCESSORS = new ProcessorTurns(2, Duration.ofMinutes(1));

    House withIndexRows(int indexRows) {
        return new House(this, connection, new Resources(
                storage, Clock.systemUTC(), ids, limits(indexRows), PatchLimits.defaults()));
    }

    /** The same connection, but with another bound on the resources that a scan may look at. */
    House withScan(int scanned) {
        ScanLimits scans = new ScanLimits(scanned, 10_000_000, SCANNED_MEMBERS, INDEX_ROWS, 2, Duration.ofSeconds(60));
        return new House(this, connection, new Resources(
                storage, Clock.systemUTC(), ids, limits(scans), PatchLimits.defaults()));
    }

    /** The same connection, but with another bound on the bytes that a scan may look at. */
    House withScanBytes(long bytes) {
        ScanLimits scans = new ScanLimits(2_000, bytes, SCANNED_MEMBERS, INDEX_ROWS, 2, Duration.ofSeconds(60));
        return new House(this, connection, new Resources(
                storage, Clock.systemUTC(), ids, limits(scans), PatchLimits.defaults()));
    }

    private Connection newConnection() {
        return connections.create("c" + ids.next(), Strategy.WAAD, false);
    }

    Connection connection() {
        return connection;
    }

    ScimCall call() {
        RequestTrace trace = new RequestTrace(ids.next(), Clock.systemUTC().instant(), System.nanoTime(), "192.0.2.1",
                "TEST", "/");
        Caller caller = new Caller(connection, "tok_0000000000000000", EnumSet.allOf(TokenScope.class));
        trace.caller(caller);
        return new ScimCall(caller, BASE + connection.id(), trace, Presence.ASSUMED,
                PROCESSORS.effort(connection.id(), Presence.ASSUMED));
    }

    /** What works with the people of all connections needs, by these settings. */
    People people(PersonSettings.Source settings, Clock clock) {
        return new People(storage, resources, settings, clock, ids, PROCESSORS, PersonLimits.defaults());
    }

    /** The same by the settings that hold when nothing is set. */
    People people() {
        return people((session, connection) -> PersonSettings.defaults(connection), Clock.systemUTC());
    }

    /** A client of the management API. */
    PersonCaller caller() {
        return new PersonCaller(Actor.client("client-1"), ids.next(), "192.0.2.1", "http://rollcall.test",
                new Share("management client-1"), Presence.ASSUMED);
    }

    /** What the product calls the user of that SCIM id. */
    UserId userId(String id) {
        return UserId.of(connection, storage
                .read(Share.HOUSE, session -> session.identities().subjects(connection.id(), List.of(id)))
                .get(id));
    }

    static ObjectNode json(String text) {
        return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
    }

    static ObjectNode json(Representation representation) {
        return json(representation.json().orElseThrow());
    }

    static ObjectNode json(JsonBody body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            body.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (ObjectNode) MAPPER.readTree(bytes.toByteArray());
    }

    ObjectNode create(ResourceType type, String body) {
        return json(resources.create(call(), type, json(body), Projection.everything()));
    }

    String user(String userName) {
        return create(USER, "{'schemas':['" + Urns.USER + "'],'userName':'" + userName + "'}")
                .path("id")
                .stringValue();
    }

    /** Makes users u0, u1, … from many clients at once. */
    void users(int count) throws InterruptedException, ExecutionException {
        try (ExecutorService clients = Executors.newFixedThreadPool(100, Thread.ofVirtual().factory())) {
            for (Future<String> user : clients.invokeAll(IntStream.range(0, count)
                    .mapToObj(i -> (Callable<String>) () -> user("u" + i))
                    .toList())) {
                user.get();
            }
        }
    }

    String group(String displayName, List<String> members) {
        return create(GROUP, "{'schemas':['" + Urns.GROUP + "'],'displayName':'" + displayName + "','members':"
                + members(members) + "}")
                .path("id")
                .stringValue();
    }

    static String members(List<String> values) {
        return values.stream().map(v -> "{'value':'" + v + "'}").collect(Collectors.joining(",", "[", "]"));
    }

    ObjectNode get(ResourceType type, String id) {
        return json(resources.get(call(), type, id, Projection.everything()));
    }

    Representation patch(ResourceType type, String id, String operations) {
        ObjectNode body = json("{'schemas':['" + Urns.PATCH_OP + "'],'Operations':" + operations + "}");
        return resources.patch(
                call(), type, id, body, Precondition.none(), new PatchAnswer(Projection.everything(), false));
    }

    ObjectNode put(ResourceType type, String id, String body) {
        return json(resources.replace(call(), type, id, json(body), Precondition.none(), Projection.everything()));
    }

    void delete(ResourceType type, String id) {
        resources.delete(call(), type, id, Precondition.none());
    }

    ObjectNode list(ResourceType type, Map<String, String> parameters) {
        return list(List.of(type), parameters);
    }

    ObjectNode list(List<ResourceType> types, Map<String, String> parameters) {
        Map<String, String> lowerCased = parameters.entrySet()
                .stream()
                .collect(Collectors.toMap(e -> e.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
        return json(resources.search(call(), types, ListQuery.ofParameters(lowerCased)));
    }

    /** All that is recorded; on PostgreSQL the record ends before the oldest transaction that is still running. */
    List<ChangeRecord> changes() {
        House neighbour = neighbour();
        neighbour.user("later");
        while (recorded(neighbour.connection()).isEmpty()) {
            Thread.onSpinWait();
        }
        return recorded(connection);
    }

    /** All that is recorded of the connection itself. */
    List<ChangeRecord> ownRecords() {
        House neighbour = neighbour();
        neighbour.user("later");
        while (recorded(neighbour.connection()).isEmpty()) {
            Thread.onSpinWait();
        }
        return storage.read(Share.HOUSE, session -> session.changes().page(connection.id(), "", 10_000).changes())
                .stream()
                .filter(record -> record.resourceType().equals(Subject.CONNECTION))
                .toList();
    }

    /** What is shown now of what became of resources; what became of the connection itself is left out. */
    private List<ChangeRecord> recorded(Connection of) {
        return storage.read(Share.HOUSE, session -> session.changes().page(of.id(), "", 10_000).changes())
                .stream()
                .filter(record -> !record.resourceType().equals(Subject.CONNECTION))
                .toList();
    }

    List<String> memberValues(String groupId) {
        return values(get(GROUP, groupId).path("members"), "value");
    }

    static List<String> values(JsonNode array, String name) {
        List<String> values = new ArrayList<>();
        array.forEach(element -> values.add(element.path(name).stringValue()));
        return values;
    }
}

package dev.rollcall.outbound.engine;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.resource.PatchAnswer;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.resource.Projection;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.setting.SettingValues;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.sqlite.ServeLock;
import dev.rollcall.store.sqlite.SqliteStorage;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A directory with one connection, on a store of its own, and words for what an identity provider does. */
final class SmallDirectory implements AutoCloseable {
    private static final ResourceType USER = StandardSchemas.user();
    private static final ResourceType GROUP = StandardSchemas.group();
    private static final ProcessorTurns PROCESSORS = new ProcessorTurns(2, Duration.ofMinutes(1));
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Storage storage;
    private final Optional<ServeLock> lock;
    private final TestTime time;
    private final IdSource ids;
    private final Resources resources;
    private final Connection connection;

    private SmallDirectory(Storage storage, Optional<ServeLock> lock, TestTime time, String connection) {
        this.storage = storage;
        this.lock = lock;
        this.time = time;
        this.ids = new IdSource(time, new Random());
        this.resources = new Resources(storage, time, ids, ResourceLimits.of(SettingValues.defaults()),
                PatchLimits.defaults());
        this.connection = storage.read(Share.HOUSE, session -> session.connections().named(connection))
                .orElseGet(() -> new Connections(storage, time, new Random()).create(connection, Strategy.WAAD, false));
    }

    /** One on an embedded store in a folder, by a given time; what is there already stays. */
    public static SmallDirectory in(Path folder, TestTime time) {
        MigratedSqlite.prepare(folder);
        ServeLock lock = ServeLock.take(folder);
        return new SmallDirectory(SqliteStorage.open(lock, StoreOptions.defaults().with(time, new Random(1))),
                Optional.of(lock), time, "acme");
    }

    /** One on a storage that others close. */
    public static SmallDirectory on(Storage storage, TestTime time) {
        return new SmallDirectory(storage, Optional.empty(), time, "acme");
    }

    /** The storage. */
    public Storage storage() {
        return storage;
    }

    /** The connection. */
    public Connection connection() {
        return connection;
    }

    /** The time. */
    public TestTime time() {
        return time;
    }

    /** Makes a stream that begins with what comes from now on. */
    public EventStream add(EventStream stream) {
        return storage.write(Share.OUTBOUND, "streams", session -> {
            String end = session.changes().end();
            session.streams().add(stream, end);
            session.changeReaders()
                    .register(new ChangeReader(Optional.empty(), stream.id().readerName(), end,
                            time.instant().plus(Duration.ofDays(30))));
            return session.streams().find(stream.id()).orElseThrow();
        });
    }

    /** Makes a user. @return its SCIM id */
    public String user(String name) {
        return user(name, name + "@acme.example");
    }

    /** Makes a user who has that address. @return its SCIM id */
    public String user(String name, String address) {
        return id(resources.create(call(), USER, json("""
            {"schemas":["%s"],"userName":"%s@acme.example","externalId":"%s","displayName":"%s","active":true,
             "emails":[{"value":"%s","type":"work","primary":true}]}"""
                .formatted(Urns.USER, name, name, name, address)), Projection.everything()));
    }

    /** Gives a user another name to be shown. */
    public void rename(String id, String displayName) {
        resources.patch(call(), USER, id, json("""
            {"schemas":["%s"],"Operations":[{"op":"replace","path":"displayName","value":"%s"}]}"""
                .formatted(Urns.PATCH_OP, displayName)), Precondition.none(),
                new PatchAnswer(Projection.everything(), false));
    }

    /** Deletes a user. */
    public void delete(String id) {
        resources.delete(call(), USER, id, Precondition.none());
    }

    /** Deletes the connection. */
    public void deleteConnection() {
        new Connections(storage, time, new Random()).delete(connection.id(), Actor.UPKEEP);
    }

    /** Makes a group. @return its SCIM id */
    public String group(String name, List<String> members) {
        return id(resources.create(call(), GROUP, json("""
            {"schemas":["%s"],"displayName":"%s","members":%s}"""
                .formatted(Urns.GROUP, name, members(members))), Projection.everything()));
    }

    /** Adds members to a group. */
    public void join(String group, List<String> members) {
        resources.patch(call(), GROUP, group, json("""
            {"schemas":["%s"],"Operations":[{"op":"add","path":"members","value":%s}]}"""
                .formatted(Urns.PATCH_OP, members(members))), Precondition.none(),
                new PatchAnswer(Projection.everything(), false));
    }

    /** The subject of a user of that name. */
    public SubjectKey subject(String name) {
        return SubjectKey.user(connection.id(), name);
    }

    @Override
    public void close() {
        if (lock.isPresent()) {
            storage.close();
            lock.get().close();
        }
    }

    private static String members(List<String> ids) {
        return ids.stream().map(id -> "{\"value\":\"" + id + "\"}").collect(Collectors.joining(",", "[", "]"));
    }

    private ScimCall call() {
        RequestTrace trace = new RequestTrace(ids.next(), time.instant(), time.nanos(), "192.0.2.1", "TEST", "/");
        Caller caller = new Caller(connection, "tok_0000000000000000", EnumSet.allOf(TokenScope.class));
        trace.caller(caller);
        return new ScimCall(caller, "http://rollcall.test/scim/v2/connections/" + connection.id(), trace,
                Presence.ASSUMED, PROCESSORS.effort(connection.id(), Presence.ASSUMED));
    }

    private static String id(dev.rollcall.directory.resource.Representation made) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            made.json().orElseThrow().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return MAPPER.readTree(bytes.toByteArray()).path("id").stringValue();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }
}

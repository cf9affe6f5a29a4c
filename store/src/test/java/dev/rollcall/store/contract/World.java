package dev.rollcall.store.contract;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.text.Folding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A storage and one connection of its own in it, with short words for what tests put there. */
public final class World {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final AtomicLong NUMBER = new AtomicLong();

    final Storage storage;
    final ConnectionId connection;

    private World(Storage storage, ConnectionId connection) {
        this.storage = storage;
        this.connection = connection;
    }

    /** A new connection in a storage. */
    static World in(Storage storage) {
        ConnectionId id = new ConnectionId("con_%016d".formatted(NUMBER.incrementAndGet()));
        storage.write(Share.HOUSE, "connection", s -> s.connections()
                .insert(
                        new Connection(id, "name of " + id, Strategy.WAAD, false, START)));
        return new World(storage, id);
    }

    /** The same connection through another storage. */
    World through(Storage other) {
        return new World(other, connection);
    }

    /** An id that is after all ids before it. */
    static String newId() {
        long number = NUMBER.incrementAndGet();
        return new UUID(((number >> 16) << 16 | 0x7000) | 0x0190_0000_0000_0000L, 0x8000_0000_0000_0000L | number)
                .toString();
    }

    static IndexKeys keys(String uniqueKey) {
        return new IndexKeys(uniqueKey, Optional.empty(), Optional.empty(), true, Optional.empty(), List.of());
    }

    static byte[] document(String name) {
        return ("{\"userName\":\"" + name + "\",\"displayName\":\"Name of " + name + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    StoredResource resource(String type, String name) {
        return new StoredResource(connection, type, newId(), 1, START, START, 0, document(name));
    }

    StoredResource user(String name) {
        return put(resource("User", name), keys(Folding.fold(name)));
    }

    StoredResource group(String name) {
        return put(resource("Group", name), keys(Folding.fold(name)));
    }

    StoredResource put(StoredResource resource, IndexKeys keys) {
        return storage.write(Share.HOUSE, resource.id(), s -> {
            s.resources().insert(resource, keys);
            return resource;
        });
    }

    StoredResource get(StoredResource resource) {
        return find(resource).orElseThrow();
    }

    Optional<StoredResource> find(StoredResource resource) {
        return storage.read(Share.HOUSE, s -> s.resources().find(connection, resource.type(), resource.id()));
    }

    /** The next version of a resource with another document. */
    static StoredResource next(StoredResource resource, String name) {
        return next(resource, resource.membership(), document(name));
    }

    static StoredResource next(StoredResource resource, long membership, byte[] document) {
        return new StoredResource(resource.connection(), resource.type(), resource.id(), resource.version() + 1,
                resource.created(), resource.lastModified().plusMillis(1), membership, document);
    }

    /** Adds members in a transaction as the directory does it. */
    List<String> add(StoredResource group, String... values) {
        return storage.write(Share.HOUSE, group.id(), s -> {
            long membership = s.resources().find(connection, "Group", group.id()).orElseThrow().membership();
            List<String> added = s.members().add(connection, group.id(), membership, members(values));
            s.resources().touchGroup(connection, group.id(), membership, START);
            return added;
        });
    }

    static List<Member> members(String... values) {
        return java.util.Arrays.stream(values).map(v -> new Member(v, Optional.empty())).toList();
    }

    /** The values of a group's members, in the order in which they are read. */
    List<String> memberValues(StoredResource group) {
        return storage.read(Share.HOUSE, s -> {
            List<String> values = new java.util.ArrayList<>();
            s.resources()
                    .find(connection, "Group", group.id())
                    .ifPresent(g -> s.members()
                            .of(g, Optional.empty(), 1_000_000)
                            .forEach(m -> values.add(m.member().value())));
            return values;
        });
    }

    ChangeRecord change(String id, int part, boolean last, StoredResource resource, long version) {
        Subject subject = new Subject(resource.type(), resource.id(), Optional.of("Ada@acme"), Optional.empty(),
                Optional.of("Ada"));
        return new ChangeRecord(connection, id, part, last, subject, "updated", version, START,
                new Cause(Actor.token("tok_1"), Optional.of("request-" + id)), "[{\"part\":" + part + "}]");
    }

    RequestLogEntry logEntry(String id, Instant time, int status) {
        return new RequestLogEntry(connection, id, time, "127.0.0.1", "PATCH", "/Users/1", status, 1234,
                Optional.of("tok_1234567890123456"), Optional.of("User"), Optional.of("user-1"), Optional.of("[]"),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}

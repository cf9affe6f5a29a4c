package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.IndexKeys.Entry;
import dev.rollcall.directory.storage.KnownResource;
import dev.rollcall.directory.storage.OwnedResource;
import dev.rollcall.directory.storage.ResourceStore;
import dev.rollcall.directory.storage.StaleVersionException;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.Tombstone;
import dev.rollcall.directory.storage.UniqueKeyTakenException;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.jdbc.SqlFailure;
import dev.rollcall.store.query.ListSql;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and writes resources in one attempt of one work. It remembers the keys of the rows that it read, so that an update
 * touches only the columns, and with them the indexes, that change.
 */
final class ResourceRows extends ResourceTable implements ResourceStore {
    private static final String OWNED = "SELECT " + ListSql.COLUMNS + ", " + ResourceKeys.COLUMNS + ", "
            + ConnectionTable.FIELDS + " FROM resource r JOIN connection c ON c.connection_id = r.connection_id"
            + " WHERE r.connection_id = ? AND r.id = ? AND r.type = ?";

    /** The column of the connection. */
    private static final int CONNECTION = 18;

    private final Database database;
    private final SqlDialect dialect;
    private final CountTable counts;
    private final ConnectionTable connections;
    private final EntryTable entries;
    private final GenerationTable generations;
    private final Map<String, ResourceKeys> seen = new HashMap<>();

    ResourceRows(Database database, SqlDialect dialect, CountTable counts, ConnectionTable connections,
            GenerationTable generations) {
        super(database, dialect, counts);
        this.database = database;
        this.dialect = dialect;
        this.counts = counts;
        this.connections = connections;
        this.entries = new EntryTable(database, dialect);
        this.generations = generations;
    }

    @Override
    public Optional<StoredResource> find(ConnectionId connection, String type, String id) {
        return database.first(Sql.of(ONE_WITH_KEYS, connection.value(), id, type), row -> {
            seen.put(id, ResourceKeys.read(row, KEYS));
            return ResourceTable.read(row);
        });
    }

    @Override
    public Optional<OwnedResource> findOwned(ConnectionId connection, String type, String id) {
        return database.first(Sql.of(OWNED, connection.value(), id, type), row -> {
            seen.put(id, ResourceKeys.read(row, KEYS));
            return new OwnedResource(connections.read(row.text(CONNECTION)), ResourceTable.read(row));
        });
    }

    @Override
    public Inserted insertOwned(StoredResource resource, IndexKeys indexKeys, Optional<String> subject) {
        ResourceKeys keys = ResourceKeys.of(resource, indexKeys);
        Added added = subject.flatMap(own -> insertedWith(resource, keys, own))
                .or(() -> inserted(resource, keys))
                .orElseThrow(UniqueKeyTakenException::new);
        if (resource.membership() != 0) {
            generations.use(resource.connection(), resource.id(), resource.membership());
        }
        Set<Entry> entered = EntryTable.indexed(indexKeys);
        entries.guard(resource.connection(), resource.type(), resource.id(), Set.of(), entered, indexKeys.guarded());
        entries.replace(resource.connection(), resource.type(), resource.id(), Set.of(), entered);
        if (added.hasSubject()) {
            counts.addPerson(resource.connection(), resource.type(), resource.id());
        } else if (subject.isPresent()) {
            counts.addUnnamed(resource.connection(), resource.type(), resource.id(), subject.get());
        } else {
            counts.add(resource.connection(), resource.type(), resource.id(), 1);
        }
        seen.put(resource.id(), keys);
        return added.inserted();
    }

    /** With the subject as its own, if it is free. A conflict may be about either key, so it is looked whose. */
    private Optional<Added> insertedWith(StoredResource resource, ResourceKeys keys, String subject) {
        Optional<Added> added = insertedBy(
                insertion(resource, keys, IdentityTable.unlessTaken(resource.connection(), subject))
                        .add(" ON CONFLICT DO NOTHING RETURNING ")
                        .add(KeptUserTable.holds(resource.connection(), subject)),
                resource);
        if (added.isEmpty()) {
            requireFree(resource, keys.uniqueKey());
        }
        return added;
    }

    private Optional<Added> inserted(StoredResource resource, ResourceKeys keys) {
        return insertedBy(insertion(resource, keys, Sql.of("NULL"))
                .add(" ON CONFLICT (connection_id, type, unique_key) DO NOTHING RETURNING 0"), resource);
    }

    /** What an insertion returns. @param hasSubject whether the subject was given to the row */
    private record Added(Inserted inserted, boolean hasSubject) {}

    /** Runs an insertion that returns whether somebody is kept, and reads the connection with it. */
    private Optional<Added> insertedBy(Sql.Builder insertion, StoredResource resource) {
        return database.first(insertion.add(", (SELECT " + ConnectionTable.FIELDS
                + " FROM connection c WHERE c.connection_id = ?), CASE WHEN subject IS NULL THEN 0 ELSE 1 END",
                resource.connection().value()).build(),
                row -> new Added(new Inserted(row.flag(1), row.optionalText(2).map(connections::read)), row.flag(3)));
    }

    private Sql.Builder insertion(StoredResource resource, ResourceKeys keys, Sql subject) {
        return new Sql.Builder().add("INSERT INTO resource (connection_id, id, type, version, created, last_modified,"
                + " membership, active, unique_key, external_id, display_name, manager, reference_name, entries,"
                + " document, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + dialect.document() + ", ",
                resource.connection().value(), resource.id(), resource.type(), resource.version(), resource.created(),
                resource.lastModified(), resource.membership(), keys.active(), keys.uniqueKey(), keys.externalId(),
                keys.displayName(), keys.manager(), keys.referenceName(), keys.entries(), resource.document())
                .add(subject)
                .add(")");
    }

    @Override
    public void update(StoredResource next, IndexKeys indexKeys) {
        ResourceKeys old = keys(next);
        if (old.version() != next.version() - 1) {
            throw new StaleVersionException();
        }
        ResourceKeys keys = ResourceKeys.of(next, indexKeys);
        if (write(next, old, keys).isEmpty()) {
            throw new StaleVersionException();
        }
        follow(next, old, keys, indexKeys);
    }

    @Override
    public Optional<Replaced> replace(KnownResource known, StoredResource next, IndexKeys indexKeys) {
        ResourceKeys old = (ResourceKeys) known.keys();
        ResourceKeys keys = ResourceKeys.of(next, indexKeys);
        Optional<Replaced> replaced = write(next, old, keys);
        if (replaced.isPresent()) {
            follow(next, old, keys, indexKeys);
        }
        return replaced;
    }

    /** What changes with a row beside it. */
    private void follow(StoredResource next, ResourceKeys old, ResourceKeys keys, IndexKeys indexKeys) {
        if (old.membership() != next.membership()) {
            generations.use(next.connection(), next.id(), next.membership());
            generations.discard(next.connection(), next.id(), old.membership());
        }
        if (!old.entries().equals(keys.entries())) {
            Set<Entry> before = new LinkedHashSet<>(EntryText.read(old.entries()));
            Set<Entry> after = EntryTable.indexed(indexKeys);
            entries.guard(next.connection(), next.type(), next.id(), before, after, indexKeys.guarded());
            entries.replace(next.connection(), next.type(), next.id(), before, after);
        }
        seen.put(next.id(), keys);
    }

    @Override
    public boolean reindex(StoredResource row, IndexKeys indexKeys) {
        Optional<ResourceKeys> known = database.first(Sql.of("SELECT " + ResourceKeys.COLUMNS + " FROM resource r"
                + " WHERE r.connection_id = ? AND r.id = ?" + dialect.forUpdate(),
                row.connection().value(), row.id()), found -> ResourceKeys.read(found, 1));
        if (known.isEmpty() || known.get().version() != row.version() && !hasDocument(row)) {
            return false;
        }
        ResourceKeys old = known.get();
        String text = EntryText.write(EntryTable.indexed(indexKeys));
        if (!old.entries().equals(text)) {
            database.update("UPDATE resource SET entries = ? WHERE connection_id = ? AND id = ?", text,
                    row.connection().value(), row.id());
            entries.replace(row.connection(), row.type(), row.id(),
                    new LinkedHashSet<>(EntryText.read(old.entries())), EntryTable.indexed(indexKeys));
            seen.remove(row.id());
        }
        return true;
    }

    /** Members of a group come and go with versions, and its document stays. */
    private boolean hasDocument(StoredResource row) {
        return find(row.connection(), row.type(), row.id())
                .filter(now -> Arrays.equals(now.document(), row.document()))
                .isPresent();
    }

    @Override
    public long touchGroup(ConnectionId connection, String groupId, long membership, Instant lastModified) {
        seen.remove(groupId);
        return database.first(Sql.of("UPDATE resource SET version = version + 1, last_modified = CASE WHEN"
                + " last_modified < ? THEN ? ELSE last_modified END WHERE connection_id = ? AND id = ?"
                + " AND membership = ? RETURNING version", lastModified, lastModified,
                connection.value(), groupId, membership), row -> row.number(1))
                .orElseThrow(StaleVersionException::new);
    }

    @Override
    public void delete(StoredResource resource, boolean tombstone) {
        ResourceKeys old = keys(resource);
        ConnectionId connection = resource.connection();
        int deleted = database.update("DELETE FROM resource WHERE connection_id = ? AND id = ? AND version = ?"
                + " AND entries = ?", connection.value(), resource.id(), resource.version(), old.entries());
        if (deleted == 0) {
            throw new StaleVersionException();
        }
        seen.remove(resource.id());
        entries.replace(connection, resource.type(), resource.id(), EntryText.read(old.entries()), List.of());
        counts.add(connection, resource.type(), resource.id(), -1);
        if (old.membership() != 0 || hasMembers(resource)) {
            generations.discard(connection, resource.id(), old.membership());
        }
        if (tombstone) {
            database.update("INSERT INTO tombstone (connection_id, id, type) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    connection.value(), resource.id(), resource.type());
        }
    }

    @Override
    public void clear(Tombstone tombstone) {
        database.update("DELETE FROM tombstone WHERE connection_id = ? AND id = ?", tombstone.connection().value(),
                tombstone.id());
    }

    private boolean hasMembers(StoredResource resource) {
        return database.first(Sql.of("SELECT 1 FROM member WHERE connection_id = ? AND group_id = ? LIMIT 1",
                resource.connection().value(), resource.id()), row -> row.number(1)).isPresent();
    }

    private ResourceKeys keys(StoredResource resource) {
        return Optional.ofNullable(seen.get(resource.id()))
                .or(() -> database.first(Sql.of("SELECT " + ResourceKeys.COLUMNS + " FROM resource r"
                        + " WHERE r.connection_id = ? AND r.id = ?", resource.connection().value(), resource.id()),
                        row -> ResourceKeys.read(row, 1)))
                .orElseThrow(StaleVersionException::new);
    }

    private void requireFree(StoredResource next, String uniqueKey) {
        if (database.first(Sql.of("SELECT 1 FROM resource WHERE connection_id = ? AND type = ? AND unique_key = ?"
                + " AND id <> ?", next.connection().value(), next.type(), uniqueKey, next.id()), row -> row.number(1))
                .isPresent()) {
            throw new UniqueKeyTakenException();
        }
    }

    /** Writes the row over the one with these keys, and reads the connection with it; empty when that is not there any more. */
    private Optional<Replaced> write(StoredResource next, ResourceKeys old, ResourceKeys keys) {
        if (!old.uniqueKey().equals(keys.uniqueKey())) {
            requireFree(next, keys.uniqueKey());
        }
        Sql.Builder sql = new Sql.Builder().add("UPDATE resource SET version = ?, last_modified = ?, document = "
                + dialect.document(), next.version(), next.lastModified(), next.document());
        set(sql, "membership", old.membership(), keys.membership());
        set(sql, "active", old.active(), keys.active());
        set(sql, "unique_key", old.uniqueKey(), keys.uniqueKey());
        set(sql, "external_id", old.externalId(), keys.externalId());
        set(sql, "display_name", old.displayName(), keys.displayName());
        set(sql, "manager", old.manager(), keys.manager());
        set(sql, "reference_name", old.referenceName(), keys.referenceName());
        set(sql, "entries", old.entries(), keys.entries());
        // An index that is built gives rows other entries, and no other version.
        sql.add(" WHERE connection_id = ? AND id = ? AND version = ? AND entries = ? RETURNING (SELECT "
                + ConnectionTable.FIELDS + " FROM connection c WHERE c.connection_id = ?)", next.connection().value(),
                next.id(), old.version(), old.entries(), next.connection().value());
        try {
            return database.first(sql.build(), row -> new Replaced(row.optionalText(1).map(connections::read)));
        } catch (SqlFailure failure) {
            if (failure.conflict() == SqlFailure.Conflict.UNIQUE_KEY) {
                throw new UniqueKeyTakenException();
            }
            throw failure;
        }
    }

    private static void set(Sql.Builder sql, String column, Object old, Object next) {
        if (!Objects.equals(old, next)) {
            sql.add(", " + column + " = ?", next);
        }
    }
}

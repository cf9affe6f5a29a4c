package dev.rollcall.store.session;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.Tombstone;
import dev.rollcall.directory.storage.UpkeepStore;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.table.GenerationTable;
import dev.rollcall.store.table.ResourceRows;
import dev.rollcall.store.table.Tables;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads and writes of one work. */
public final class SqlWriteSession extends SqlReadSession implements WriteSession {
    private final Tables tables;
    private final StoreOptions options;
    private final GenerationTable generations;
    private final ResourceRows resources;

    /** A session for one work within the transaction that is open on the tables' connection. */
    public SqlWriteSession(Tables tables, StoreOptions options) {
        super(tables, options);
        this.tables = tables;
        this.options = options;
        this.generations = tables.generations(options);
        this.resources = tables.writer(generations);
    }

    @Override
    public UpkeepStore upkeep() {
        return new ChoreRun(tables, options);
    }

    @Override
    public Optional<StoredResource> resource(ConnectionId connection, String type, String id) {
        return resources.find(connection, type, id);
    }

    @Override
    public void insertResource(StoredResource resource, IndexKeys keys) {
        resources.insert(resource, keys);
    }

    @Override
    public void updateResource(StoredResource next, IndexKeys keys) {
        resources.update(next, keys);
    }

    @Override
    public long touchGroup(ConnectionId connection, String groupId, long membership, Instant lastModified) {
        return resources.touchGroup(connection, groupId, membership, lastModified);
    }

    @Override
    public void deleteResource(StoredResource resource, boolean tombstone) {
        resources.delete(resource, tombstone);
    }

    @Override
    public void clearTombstone(Tombstone tombstone) {
        tables.references().clear(tombstone);
    }

    @Override
    public List<String> addMembers(ConnectionId connection, String groupId, long membership, List<Member> members) {
        return tables.members().add(connection, groupId, membership, members);
    }

    @Override
    public List<String> removeMembers(
            ConnectionId connection, String groupId, long membership, Collection<String> values) {
        return tables.members().remove(connection, groupId, membership, values);
    }

    @Override
    public long newMembership(ConnectionId connection, String groupId) {
        return generations.create(connection, groupId);
    }

    @Override
    public boolean discardMembership(ConnectionId connection, String groupId, long membership) {
        return generations.abandon(connection, groupId, membership);
    }
}

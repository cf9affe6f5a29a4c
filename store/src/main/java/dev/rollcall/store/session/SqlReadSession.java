package dev.rollcall.store.session;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.Tombstone;
import dev.rollcall.directory.storage.UpkeepView;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.table.ChangeReaderTable;
import dev.rollcall.store.table.ChangeTable;
import dev.rollcall.store.table.ConnectionTable;
import dev.rollcall.store.table.LogTable;
import dev.rollcall.store.table.Tables;
import dev.rollcall.store.table.TokenTable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads of one transaction. */
public class SqlReadSession implements ReadSession {
    private final Tables tables;
    private final StoreOptions options;

    /** Reads within the transaction that is open on the tables' connection. */
    public SqlReadSession(Tables tables, StoreOptions options) {
        this.tables = tables;
        this.options = options;
    }

    @Override
    public ConnectionTable connections() {
        return tables.connections();
    }

    @Override
    public TokenTable tokens() {
        return tables.tokens();
    }

    @Override
    public ChangeTable changes() {
        return tables.changes();
    }

    @Override
    public ChangeReaderTable changeReaders() {
        return tables.changeReaders();
    }

    @Override
    public UpkeepView upkeep() {
        return new ChoreSearch(tables, options);
    }

    @Override
    public LogTable log() {
        return tables.log();
    }

    @Override
    public Optional<StoredResource> resource(ConnectionId connection, String type, String id) {
        return tables.resources().find(connection, type, id);
    }

    @Override
    public final ResourceStretch resources(ResourceQuery query, long maxBytes) {
        return tables.resources().list(query, maxBytes);
    }

    @Override
    public final ResourceQuery.Position position(ResourceQuery query, StoredResource last) {
        return tables.resources().position(query, last);
    }

    @Override
    public final long count(ConnectionId connection, String type, Condition condition, long limit) {
        return tables.resources().count(connection, type, condition, limit);
    }

    @Override
    public final Map<String, Reference> references(ConnectionId connection, Collection<String> ids) {
        return tables.references().live(connection, ids);
    }

    @Override
    public final Map<String, List<Reference>> groupsOf(
            ConnectionId connection, Collection<String> memberIds, int limit) {
        return tables.references().groupsOf(connection, memberIds, limit);
    }

    @Override
    public final List<String> groupIdsOf(ConnectionId connection, String memberId, int limit) {
        return tables.references().groupIdsOf(connection, memberId, limit);
    }

    @Override
    public final List<ResolvedMember> members(StoredResource group, Optional<String> afterValue, int limit) {
        return tables.members().stretch(group, afterValue, limit);
    }

    @Override
    public final List<Member> members(StoredResource group, Collection<String> values) {
        return tables.members().which(group, values);
    }

    @Override
    public final long memberCount(StoredResource group) {
        return tables.members().count(group);
    }

    @Override
    public final List<Tombstone> tombstones(int limit) {
        return tables.references().tombstones(limit);
    }
}

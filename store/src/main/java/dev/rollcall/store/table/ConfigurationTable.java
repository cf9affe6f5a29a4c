package dev.rollcall.store.table;

import dev.rollcall.directory.configuration.ConnectionDetail;
import dev.rollcall.directory.configuration.KeptMapping;
import dev.rollcall.directory.configuration.MappingVersion;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ConfigurationStore;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** SCIM configurations, versions of mappings, and what callers of the management API keep of connections. */
final class ConfigurationTable implements ConfigurationStore {
    private static final String COLUMNS = "SELECT connection_id, user_id_attribute, mapping, created_at, updated_on"
            + " FROM scim_configuration";
    private static final String VERSIONS = "SELECT connection_id, version, mapping_rows, created_at, created_by"
            + " FROM mapping_version WHERE connection_id = ?";

    private final Database database;

    ConfigurationTable(Database database) {
        this.database = database;
    }

    @Override
    public Optional<ScimConfiguration> find(ConnectionId connection) {
        return database.first(
                Sql.of(COLUMNS + " WHERE connection_id = ?", connection.value()), ConfigurationTable::configuration);
    }

    @Override
    public List<ScimConfiguration> after(String connection, int limit) {
        return database.list(
                Sql.of(COLUMNS + " WHERE connection_id > ? ORDER BY connection_id LIMIT ?", connection, limit),
                ConfigurationTable::configuration);
    }

    @Override
    public boolean insert(ScimConfiguration configuration) {
        return database.update(
                "INSERT INTO scim_configuration (connection_id, user_id_attribute, mapping, created_at, updated_on)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                configuration.connectionId().value(), configuration.userIdAttribute(), configuration.mappingVersion(),
                configuration.createdAt(), configuration.updatedOn()) == 1;
    }

    @Override
    public boolean update(ScimConfiguration configuration) {
        return database.update(
                "UPDATE scim_configuration SET user_id_attribute = ?, mapping = ?, updated_on = ?"
                        + " WHERE connection_id = ?",
                configuration.userIdAttribute(), configuration.mappingVersion(), configuration.updatedOn(),
                configuration.connectionId().value()) == 1;
    }

    @Override
    public boolean delete(ConnectionId connection) {
        return database.update("DELETE FROM scim_configuration WHERE connection_id = ?", connection.value()) == 1;
    }

    @Override
    public Optional<MappingVersion> mapping(ConnectionId connection, int version) {
        return database.first(
                Sql.of(VERSIONS + " AND version = ?", connection.value(), version), ConfigurationTable::version);
    }

    @Override
    public int newestMapping(ConnectionId connection) {
        return (int) database.number(Sql.of(
                "SELECT coalesce(max(version), 0) FROM mapping_version WHERE connection_id = ?", connection.value()));
    }

    @Override
    public int mappingCount(ConnectionId connection) {
        return (int) database
                .number(Sql.of("SELECT count(*) FROM mapping_version WHERE connection_id = ?", connection.value()));
    }

    @Override
    public List<KeptMapping> mappings(ConnectionId connection) {
        return database.list(
                Sql.of("SELECT version, length(mapping_rows), created_at, created_by FROM mapping_version"
                        + " WHERE connection_id = ? ORDER BY version DESC", connection.value()),
                row -> new KeptMapping((int) row.number(1), (int) row.number(2), row.instant(3), row.text(4)));
    }

    @Override
    public void append(MappingVersion version) {
        database.update("INSERT INTO mapping_version (connection_id, version, mapping_rows, created_at, created_by)"
                + " VALUES (?, ?, ?, ?, ?)", version.connectionId().value(), version.version(), version.rows(),
                version.createdAt(), version.createdBy());
    }

    @Override
    public void replaceMapping(ConnectionId connection, int before, int after, Instant now) {
        String set = "UPDATE mapping_version SET replaced_at = ? WHERE connection_id = ? AND version = ?";
        database.update(set, now, connection.value(), before);
        database.update(set, Optional.empty(), connection.value(), after);
    }

    @Override
    public void dropMappings(ConnectionId connection, int upTo, Instant replacedBefore) {
        database.update("DELETE FROM mapping_version WHERE connection_id = ? AND version <= ? AND replaced_at < ?",
                connection.value(), upTo, replacedBefore);
    }

    @Override
    public Optional<ConnectionDetail> detail(ConnectionId connection) {
        return database.first(
                Sql.of("SELECT connection_id, display_name, document, updated_at FROM connection_detail"
                        + " WHERE connection_id = ?", connection.value()),
                row -> new ConnectionDetail(
                        new ConnectionId(row.text(1)), row.optionalText(2), row.text(3), row.instant(4)));
    }

    @Override
    public void put(ConnectionDetail detail) {
        database.update("INSERT INTO connection_detail (connection_id, display_name, document, updated_at)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT (connection_id) DO UPDATE SET display_name = excluded.display_name,"
                + " document = excluded.document, updated_at = excluded.updated_at", detail.connectionId().value(),
                detail.displayName(), detail.document(), detail.updatedAt());
    }

    private static ScimConfiguration configuration(Row row) {
        return new ScimConfiguration(
                new ConnectionId(row.text(1)), row.text(2), (int) row.number(3), row.instant(4), row.instant(5));
    }

    private static MappingVersion version(Row row) {
        return new MappingVersion(
                new ConnectionId(row.text(1)), (int) row.number(2), row.text(3), row.instant(4), row.text(5));
    }
}

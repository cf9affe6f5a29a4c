package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.store.jdbc.Sql;

/** What a connection owns: the tables, with the rest of each key. */
enum Owned {
    MEMBER("member", "group_id, membership, value"),
    RESOURCE("resource", "id"),
    RESOURCE_ENTRY("resource_entry", "type, attribute, value, qualifier, resource_id"),
    RESOURCE_COUNT("resource_count", "type"),
    RESOURCE_RANGE("resource_range", "type, high"),
    MEMBERSHIP_GENERATION("membership_generation", "group_id, membership"),
    RETIRED_SUBJECT("retired_subject", "subject"),
    IDENTITY("identity", "subject"),
    LINKED_IDENTITY("linked_identity", "resource_id"),
    /** Accounts of other connections that are linked to one of its people stand by themselves again. */
    LINKED_TO("linked_identity", "connection_id, resource_id", "1 = 1", "primary_connection_id"),
    OVERLAY("overlay", "resource_id"),
    KEPT_USER("kept_user", "resource_id"),
    DEPARTURE_WINDOW("departure_window", "connection_id"),
    TOMBSTONE("tombstone", "id"),
    /** The record that the connection is gone stays for its time. */
    CHANGE("change", "seq", "resource_type <> 'Connection'"),
    CHANGE_READER("change_reader", "name"),
    REQUEST_LOG("request_log", "id"),
    REQUEST_LOG_BLOCK("request_log_block", "last_id"),
    REQUEST_LOG_LATE("request_log_late", "resource_id, id"),
    REQUEST_BODY("request_body", "id"),
    RESPONSE_BODY("response_body", "id"),
    SCIM_CONFIGURATION("scim_configuration", "connection_id"),
    MAPPING_VERSION("mapping_version", "version"),
    CONNECTION_JOB("connection_job", "kind"),
    CONNECTION_DETAIL("connection_detail", "connection_id"),
    LOG_DROPPED("log_dropped", "connection_id"),
    UNDECLARED_NAME("undeclared_name", "type, name"),
    UNDECLARED_NAME_USE("undeclared_name_use", "connection_id"),
    TOKEN("token", "token_id"),
    OAUTH_CLIENT("oauth_client", "client_id"),
    OAUTH_SECRET("oauth_secret", "client_id, secret_id"),
    USED_ASSERTION("used_assertion", "client_id, assertion"),
    ENTRA_TRUST("entra_trust", "connection_id"),
    SETUP_LINK("setup_link", "link_id"),
    DECLARATION("declaration", "kind, folded_name");

    private final String table;
    private final String key;
    private final String condition;
    private final String owner;

    Owned(String table, String key) {
        this(table, key, "1 = 1");
    }

    Owned(String table, String key, String condition) {
        this(table, key, condition, "connection_id");
    }

    Owned(String table, String key, String condition, String owner) {
        this.table = table;
        this.key = key;
        this.condition = condition;
        this.owner = owner;
    }

    String table() {
        return table;
    }

    String key() {
        return key;
    }

    /** The column that says whose a row is. */
    String owner() {
        return owner;
    }

    /** Which rows of a connection are to go. */
    String condition(SqlDialect dialect) {
        return this == CHANGE ? condition + " AND " + dialect.changeOrder().removable() : condition;
    }

    /** A statement that has a row when the connection owns anything that is to go. */
    static Sql anythingOf(ConnectionId connection, SqlDialect dialect) {
        Sql.Builder sql = new Sql.Builder().add("SELECT 1 WHERE 1 = 0");
        for (Owned owned : values()) {
            sql.add(" OR EXISTS (SELECT 1 FROM " + owned.table + " WHERE " + owned.owner + " = ? AND "
                    + owned.condition(dialect) + ")", connection.value());
        }
        return sql.build();
    }
}

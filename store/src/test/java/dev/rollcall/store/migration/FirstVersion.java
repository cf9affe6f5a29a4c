package dev.rollcall.store.migration;

import dev.rollcall.directory.connection.ConnectionId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A database as the first version of the schema left it, with rows in every table. */
final class FirstVersion {
    static final ConnectionId CONNECTION = new ConnectionId("con_firstVersion0001");
    static final ConnectionId DROPPED = new ConnectionId("con_firstVersion0002");
    static final ConnectionId SAML = new ConnectionId("con_firstVersion0003");
    static final ConnectionId OKTA = new ConnectionId("con_firstVersion0004");
    static final int USERS = 4_000;

    private static final String C = "'" + CONNECTION.value() + "'";

    private FirstVersion() {}

    /** Makes the tables of the first version. */
    static void create(DataSource database, String location) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:" + location)
                .target("1")
                .outputQueryResults(false)
                .load()
                .migrate();
    }

    /** Brings it to a version, without what comes after the migrations. */
    static void migrate(DataSource database, Migrations.Engine engine, String version) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/" + engine.name().toLowerCase(Locale.ROOT))
                .target(version)
                .outputQueryResults(false)
                .callbacks(new UndeclaredNameFill())
                .load()
                .migrate();
    }

    /** Runs the seventh version as it was before its release. */
    static void former(DataSource database, Migrations.Engine engine) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:former/" + engine.name().toLowerCase(Locale.ROOT))
                .ignoreMigrationPatterns("*:missing")
                .outputQueryResults(false)
                .load()
                .migrate();
    }

    /** The number in the only column of the only row. */
    static long number(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements. */
    static void execute(DataSource database, List<String> statements) {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of a user. */
    static String user(int number) {
        return "0190-user-%06d".formatted(number);
    }

    /**
     * What both engines read.
     *
     * @param numbers a table {@code numbers(n)} from 0 on
     */
    static List<String> rows(String numbers) {
        String resource = "INSERT INTO resource (connection_id, id, type, version, created, last_modified, membership,"
                + " active, unique_key, external_id, display_name, manager, reference_name, entries, document) ";
        return List.of(
                "INSERT INTO connection VALUES (" + C + ", 'acme', 'waad', 1, 1000)",
                "INSERT INTO connection VALUES ('" + SAML.value() + "', 'saml', 'samlp', 0, 1001), ('" + OKTA.value()
                        + "', 'okta', 'okta', 0, 1002)",
                resource + "VALUES ('" + SAML.value() + "', 'saml-0', 'User', 1, 1, 1, 0, 1, 'k-0', NULL, NULL, NULL,"
                        + " NULL, '', '{\"userName\":\"BJen')",
                person(resource, SAML, "saml-1", "BJensen", "NULL"), person(resource, SAML, "saml-2", "bjensen", "'e'"),
                person(resource, SAML, "saml-3", "n".repeat(2_000), "'e'"),
                person(resource, OKTA, "okta-1", "a", "'x'"), person(resource, OKTA, "okta-2", "b", "'x'"),
                person(resource, OKTA, "okta-3", "c", "'okta-2'"),
                "INSERT INTO dropped_connection VALUES ('" + DROPPED.value() + "', 1000)",
                "INSERT INTO token VALUES (" + C + ", 'tok_1', 'hash', 'get:users', 1000, NULL, 2000)",
                resource + "SELECT " + C + ", '0190-user-' || substr('00000' || n, length('00000' || n) - 5),"
                        + " 'User', 3, 1000 + n, 2000 + n, 0, CASE WHEN n = 7 THEN 0 ELSE 1 END, 'u' || n, 'e' || n,"
                        + " NULL, CASE WHEN n = 8 THEN 'boss' END, 'U' || n, '', '{\"userName\":\"U' || n || '\"}'"
                        + " FROM " + numbers,
                resource + "VALUES (" + C + ", 'group', 'Group', 2, 1, 2, 5, 1, 'g', NULL, 'g', NULL, 'G', '',"
                        + " '{\"displayName\":\"G\",\"Color\":\"red\"}')",
                resource + "VALUES (" + C
                        + ", 'damaged', 'Widget', 2, 1, 2, 5, 1, 'd', NULL, 'd', NULL, 'D', '', '{\"a')",
                "INSERT INTO resource_entry VALUES (" + C + ", 'User', 'emails.value', 'u7@acme.example', 'work', '"
                        + user(7) + "')",
                "INSERT INTO member VALUES (" + C + ", 'group', 5, '" + user(1) + "', NULL)",
                "INSERT INTO member VALUES (" + C + ", 'group', 5, 'gone', '{\"type\":\"User\"}')",
                "INSERT INTO membership_generation VALUES (" + C + ", 'group', 4, 1, 1000)",
                "INSERT INTO tombstone VALUES (" + C + ", 'gone', 'User')",
                "INSERT INTO request_log VALUES (" + C
                        + ", 'request-1', 1000, '192.0.2.1', 'PATCH', '/Users/1', 200, 7,"
                        + " 'tok_1', 'User', '1', '[]', NULL, NULL)",
                "INSERT INTO request_body VALUES (" + C + ", 'request-1', '{}')",
                "INSERT INTO log_dropped VALUES (" + C + ", 9)");
    }

    private static String person(
            String resource, ConnectionId connection, String id, String userName, String externalId) {
        return resource + "VALUES ('" + connection.value() + "', '" + id + "', 'User', 1, 1, 1, 0, 1, 'k-" + id + "', "
                + externalId + ", NULL, NULL, NULL, '', '{\"userName\":\"" + userName + "\"}')";
    }
}

package dev.rollcall.store.migration;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.postgres.PostgresStorage;
import dev.rollcall.store.postgres.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresMigrationTest implements MigrationContract {
    private final String url = TestServer.newDatabase();

    @Override
    public Storage opened(List<String> statements) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(url);
        FirstVersion.create(database, "db/postgresql");
        FirstVersion.execute(database, statements);
        return PostgresStorage.open(url, StoreOptions.defaults());
    }

    @Override
    public DataSource first() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(url);
        FirstVersion.create(database, "db/postgresql");
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            for (String row : FirstVersion.rows("generate_series(0, " + (FirstVersion.USERS - 1) + ") AS n")) {
                statement.execute(row);
            }
            String c = "'" + FirstVersion.CONNECTION.value() + "'";
            statement.execute("INSERT INTO resource_count (connection_id, type, n) VALUES (" + c + ", 'User', 4001), ("
                    + c + ", 'User', -1), (" + c + ", 'Group', 1)");
            statement.execute("INSERT INTO change (connection_id, xid, change_id, part, last, resource_type,"
                    + " resource_id, action, version, time, plan) VALUES (" + c + ", '9', 'change-1', 0, 1, 'User', '"
                    + FirstVersion.user(1) + "', 'created', 1, 1000, '[]'), (" + c + ", '10', 'change-2', 0, 1, 'User',"
                    + " '" + FirstVersion.user(1) + "', 'updated', 2, 2000, '[1]')");
            statement.execute("INSERT INTO change_reader VALUES (" + c + ", 'outbound', '9', 1)");
            statement.execute("SELECT setval('membership_number', 5)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    @Override
    public String firstPosition() {
        return "9.1";
    }

    @Override
    public Storage open() {
        return PostgresStorage.open(url, StoreOptions.defaults());
    }

    @Override
    public Migrations.Engine engine() {
        return Migrations.Engine.POSTGRESQL;
    }

    /** Whoever of the version before still writes is not the one to give up. */
    @Test
    void aFillingWaitsForOthersWithoutHoldingThemUp() throws Exception {
        DataSource database = first();
        FirstVersion.migrate(database, engine(), "10");
        try (Connection other = database.getConnection(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("UPDATE resource SET version = 9 WHERE id = '" + FirstVersion.user(7) + "'");
            Thread filling = Thread.ofPlatform().start(() -> Migrations.migrate(database, engine()));
            // By then the filling has looked for a deadlock, if it waits for that long: the next to look is the other one.
            awaitWaiting(database);
            statement.execute("SELECT pg_sleep(1.5)");
            statement.executeUpdate("UPDATE resource SET version = 9 WHERE id = '" + FirstVersion.user(3) + "'");
            other.commit();
            filling.join(60_000);
            assertThat(filling.isAlive()).isFalse();
        }
        assertThat(FirstVersion.number(database, "SELECT count(*) FROM subject_fill")).isZero();
        assertThat(FirstVersion.number(database,
                "SELECT count(*) FROM resource WHERE version = 9 AND subject IS NOT NULL"))
                .isEqualTo(2);
    }

    /** Flyway's own default gives up after fifty seconds, when an index on a large log is far from made. */
    @Test
    void aNodeWaitsForTheMigrationOfAnotherHoweverLongItTakes() {
        assertThat(Migrations.configuration(first(), engine()).getLockRetryCount()).isEqualTo(-1);
    }

    private static void awaitWaiting(DataSource database) {
        while (FirstVersion.number(database, "SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
            Thread.onSpinWait();
        }
    }
}

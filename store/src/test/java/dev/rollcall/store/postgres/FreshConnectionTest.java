package dev.rollcall.store.postgres;

import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The first transaction of a connection of the pool is like any other. */
class FreshConnectionTest {
    private static final StoreOptions OPTIONS = StoreOptions.defaults().withPoolSize(2);

    @Test
    void itSeesWhatWasCommittedAfterTheConnectionWasMade() throws SQLException {
        String url = TestServer.newDatabase();
        TestServer.execute(url, "CREATE TABLE seen (number integer)");
        try (PostgresPools pools = new PostgresPools(url, OPTIONS, new PostgresDialect());
                Connection one = pools.reader();
                Connection two = pools.reader()) {
            TestServer.execute(url, "INSERT INTO seen VALUES (1)");
            for (Connection connection : List.of(one, two)) {
                assertThat(pools.database(connection).number(Sql.of("SELECT count(*) FROM seen"))).isEqualTo(1);
            }
        }
    }

    @Test
    void aRollbackDoesNotTakeItsSettingsBack() throws SQLException {
        String url = TestServer.newDatabase();
        String name = url.replaceAll(".*/([^/?]+)\\?.*", "$1");
        TestServer.execute(url, "ALTER DATABASE " + name + " SET synchronous_commit = 'off'");
        try (PostgresPools pools = new PostgresPools(url, OPTIONS, new PostgresDialect());
                Connection one = pools.writer();
                Connection two = pools.writer()) {
            for (Connection connection : List.of(one, two)) {
                connection.rollback();
                assertThat(PostgresDurability.setting(pools.database(connection), "synchronous_commit"))
                        .isEqualTo("on");
            }
        }
    }
}

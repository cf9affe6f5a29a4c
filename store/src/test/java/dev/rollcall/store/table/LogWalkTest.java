package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.sqlite.SqliteFile;
import dev.rollcall.store.testing.MigratedSqlite;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A look has no more rows in memory at once than whoever looks has room for. */
class LogWalkTest {
    private static final ConnectionId ONE = new ConnectionId("con_0000000000000001");
    private static final int ROWS = 20;

    @TempDir
    static Path folder;

    private final List<Integer> fetched = new ArrayList<>();
    private final List<String> byIds = new ArrayList<>();
    private Database database;

    @BeforeEach
    void fill() throws SQLException {
        MigratedSqlite.prepare(folder);
        database = SqliteFile.in(folder).open(this::watched);
        for (int i = 0; i < ROWS; i++) {
            database.update("INSERT INTO request_log (connection_id, id, time, client_address, method, path, status,"
                    + " duration_micros, resource_id) VALUES (?, ?, 1, 'a', 'GET', '/', 200, 1, 'ada')"
                    + " ON CONFLICT DO NOTHING", ONE.value(), "%08d".formatted(i));
        }
        fetched.clear();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theDriverHoldsNoMoreRowsThanThereIsRoomFor() {
        assertThat(walk(Optional.empty(), 3).entries()).hasSize(ROWS);
        assertThat(fetched).contains(3).allMatch(rows -> rows <= 3);
    }

    @Test
    void noMoreRowsOfOneResourceAreReadTogetherThanThereIsRoomFor() {
        LogStretch whole = walk(Optional.of("ada"), 16);
        assertThat(byIds).hasSize(2);
        byIds.clear();
        LogStretch some = walk(Optional.of("ada"), 3);
        assertThat(byIds).hasSize(7);
        assertThat(some.entries()).extracting(RequestLogEntry::id)
                .hasSize(ROWS)
                .containsExactlyElementsOf(whole.entries().stream().map(RequestLogEntry::id).toList());
    }

    private LogStretch walk(Optional<String> resource, int atOnce) {
        LogSearch search = new LogSearch(Optional.of(ONE), Optional.empty(), true, 0, LogSearch.ANY, resource,
                Optional.empty(), Optional.empty(), Optional.empty(), 0, ROWS, LogSearch.USUAL_BUDGET);
        return new LogWalk(database, SqliteFile.dialect(),
                new LogBlocks(database, SqliteFile.dialect(), StoreOptions.defaults().clock()), search,
                new LogWalk.Room(Long.MAX_VALUE, atOnce)).run();
    }

    private Connection watched(Connection connection) {
        return watched(Connection.class, connection);
    }

    /** The same, of which it is known how many rows it fetches, and how often rows are asked for by their ids. */
    private <T> T watched(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (_, method, given) -> {
            if (method.getName().equals("setFetchSize")) {
                fetched.add((Integer) given[0]);
            }
            if (method.getName().equals("prepareStatement") && given[0].toString().contains("l.plan")) {
                byIds.add(given[0].toString());
            }
            try {
                Object answer = method.invoke(real, given);
                return answer instanceof PreparedStatement statement
                        ? watched(PreparedStatement.class, statement)
                        : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}

package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.sqlite.SqliteFile;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A walk that has cost what it may ends, says up to where it came, and misses nothing when it goes on from there. */
class ResourceLogWalkTest {
    private static final ConnectionId ONE = new ConnectionId("con_0000000000000001");
    private static final int ROWS = 5 * LogBlocks.ROWS + 500;
    private static final ResourceLogWalk.Limits NONE = new ResourceLogWalk.Limits(ROWS, Long.MAX_VALUE,
            Long.MAX_VALUE);

    @TempDir
    static Path folder;

    private Database database;
    private LogBlocks blocks;

    @BeforeEach
    void fill() {
        MigratedSqlite.prepare(folder);
        database = SqliteFile.in(folder).open();
        blocks = new LogBlocks(database, SqliteFile.dialect(), StoreOptions.defaults().clock());
        database.update("DELETE FROM request_log_block");
        database.update("INSERT INTO request_log (connection_id, id, time, client_address, method, path, status,"
                + " duration_micros, resource_id) WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers"
                + " WHERE n < " + (ROWS - 1) + ") SELECT '" + ONE.value()
                + "', printf('%08d', n), n, 'a', 'GET', '/', 200,"
                + " 1, CASE n % 100 WHEN 7 THEN 'often' ELSE 'user-' || n END FROM numbers WHERE 1 = 1"
                + " ON CONFLICT DO NOTHING");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void afterSoManyRowsWithoutABlock() {
        assertThat(looks(new ResourceLogWalk.Limits(50, 100, Long.MAX_VALUE), "often")).isEqualTo(ROWS / 100 + 1);
    }

    @Test
    void afterSoManyRowsOfBlocks() {
        makeBlocks();
        assertThat(looks(new ResourceLogWalk.Limits(ROWS, 2L * LogBlocks.ROWS, Long.MAX_VALUE), "often"))
                .isGreaterThan(2);
        assertThat(looks(NONE, "often")).isOne();
    }

    @Test
    void afterSoManyBytesOfBlocksThatHaveNone() {
        makeBlocks();
        assertThat(looks(new ResourceLogWalk.Limits(ROWS, Long.MAX_VALUE, 1_500), "nobody")).isGreaterThan(2);
        assertThat(looks(NONE, "nobody")).isOne();
    }

    @Test
    void noRowsOfBlocksThatHaveNone() {
        makeBlocks();
        assertThat(looks(new ResourceLogWalk.Limits(ROWS, LogBlocks.ROWS, Long.MAX_VALUE), "nobody")).isOne();
        assertThat(looks(new ResourceLogWalk.Limits(ROWS, LogBlocks.ROWS + 1, Long.MAX_VALUE), "user-300")).isOne();
    }

    @Test
    void aWalkBeginsBeyondTheIdThatItIsGiven() {
        makeBlocks();
        LogSearch beyond = search("often", true, Optional.of("00000107"));
        assertThat(new ResourceLogWalk(database, blocks, beyond, NONE).run().ids()).containsExactly("00000007");
        LogSearch next = search("often", false, Optional.of("00001607"));
        assertThat(new ResourceLogWalk(database, blocks, next, NONE).run().ids()).containsExactly("00001707");
    }

    private void makeBlocks() {
        while (blocks.make(ONE)) {
            // Until there are no more.
        }
        assertThat(blocks.covered(ONE)).contains("%08d".formatted(6 * LogBlocks.ROWS - 1));
    }

    /** Finds all rows about somebody in both directions. @return how many looks that took */
    private int looks(ResourceLogWalk.Limits limits, String resource) {
        int looks = 0;
        for (boolean newestFirst : List.of(true, false)) {
            List<String> expected = IntStream.range(0, ROWS)
                    .filter(n -> resource.equals(n % 100 == 7 ? "often" : "user-" + n))
                    .mapToObj("%08d"::formatted)
                    .toList();
            List<String> found = new ArrayList<>();
            Optional<String> next = Optional.empty();
            looks = 0;
            do {
                ResourceLogWalk.Path path = new ResourceLogWalk(database, blocks, search(resource, newestFirst, next),
                        limits).run();
                assertThat(path.reached()).as("a look comes further").isNotEqualTo(next.or(() -> Optional.of("")));
                found.addAll(path.ids());
                next = path.reached();
                looks++;
            } while (next.isPresent());
            assertThat(found).containsExactlyElementsOf(newestFirst ? expected.reversed() : expected);
        }
        return looks;
    }

    private static LogSearch search(String resource, boolean newestFirst, Optional<String> from) {
        LogSearch newest = LogSearch.newest(Optional.of(ONE), 1_000).about(resource);
        return new LogSearch(newest.connection(), from, newestFirst, 0, LogSearch.ANY, newest.resourceId(),
                Optional.empty(), Optional.empty(), Optional.empty(), 0, 1_000, 10_000);
    }
}

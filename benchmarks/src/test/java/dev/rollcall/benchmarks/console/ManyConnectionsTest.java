package dev.rollcall.benchmarks.console;

import dev.rollcall.directory.storage.LastFailure;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** What the console's benchmark puts into a store is what the overview looks for. */
class ManyConnectionsTest {
    @TempDir
    private Path folder;

    @Test
    void connectionsTokensAndRowsOfTheLastDayAreThere() {
        Instant begin = Instant.now();
        try (Storage storage = SqliteStorage.open(folder, StoreOptions.defaults())) {
            ManyConnections house = new ManyConnections(storage);
            house.connect(2);
            house.connect(201);
            house.log(10);
            house.log(500);
            storage.read(Share.HOUSE, session -> {
                assertThat(session.connections().all()).hasSize(201);
                assertThat(session.connections().stopped(10)).hasSize(3);
                assertThat(session.connections().lapsing(begin, begin.plus(Duration.ofDays(7)), 10)).hasSize(5);
                List<RequestLogEntry> rows = session.log()
                        .heads(LogSearch.newest(Optional.empty(), 1_000))
                        .entries();
                assertThat(rows).hasSize(510).isSortedAccordingTo(Comparator.comparing(RequestLogEntry::id).reversed());
                assertThat(rows.getFirst().time()).isBetween(begin.minusSeconds(1), Instant.now());
                assertThat(session.log().lastFailures(begin.minus(Duration.ofDays(2))))
                        .extracting(LastFailure::status)
                        .isNotEmpty()
                        .containsOnly(409);
                return rows;
            });
        }
    }

    @Test
    void itsOptionsAreListed() {
        assertThat(new CommandLine(new ConsoleBenchmark()).getUsageMessage()).contains("--connections", "--log-rows",
                "--users", "--clients", "--postgres", "--warm-up");
    }
}

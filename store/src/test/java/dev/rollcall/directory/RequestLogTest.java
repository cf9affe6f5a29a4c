package dev.rollcall.directory;

import dev.rollcall.directory.log.RequestLog;
import dev.rollcall.directory.log.RequestLogOptions;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RequestLogTest {
    @TempDir
    Path folder;

    /** A store during whose every write another request comes to its end. */
    private static final class Busy implements Storage {
        private final Storage store;
        private Runnable request = () -> {};
        private int writes;

        Busy(Storage store) {
            this.store = store;
        }

        @Override
        public <T> T write(Share share, String lane, Function<WriteSession, T> work) {
            assertThat(++writes).as("transactions of one flush").isLessThan(10);
            request.run();
            return store.write(share, lane, work);
        }

        @Override
        public <T> T read(Share share, Function<ReadSession, T> work) {
            return store.read(share, work);
        }

        @Override
        public StorageHealth health() {
            return store.health();
        }

        @Override
        public String engine() {
            return store.engine();
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @Test
    void aFlushEndsThoughRequestsKeepComing() {
        try (Storage store = MigratedSqlite.open(folder, StoreOptions.defaults())) {
            House house = new House(store, 1);
            Busy busy = new Busy(store);
            RequestLog log = new RequestLog(busy, RequestLogOptions.defaults());
            busy.request = () -> log.record(house.call().trace(), 200);
            log.record(house.call().trace(), 200);
            log.record(house.call().trace(), 404);

            log.flush();

            assertThat(rows(house)).isEqualTo(2);
            int meanwhile = busy.writes;
            busy.request = () -> {};
            log.flush();
            assertThat(rows(house)).as("who came meanwhile").isEqualTo(2 + meanwhile);
        }
    }

    @Test
    void whatAFailedWritePlannedIsNotSaidToHaveHappened() {
        try (Storage store = MigratedSqlite.open(folder, StoreOptions.defaults())) {
            RequestTrace trace = new House(store, 1).call().trace();
            trace.plan("[]");
            trace.error("The version is another one.");

            assertThat(trace.entry(412, false)).hasValueSatisfying(row -> assertThat(row.plan()).isEmpty());
        }
    }

    @Test
    void strangersLeaveSoManyRowsAMinuteAndTheRestIsCounted() {
        try (Storage store = MigratedSqlite.open(folder, StoreOptions.defaults())) {
            House house = new House(store, 1);
            RequestLog log = new RequestLog(store, RequestLogOptions.defaults().withUnauthenticatedPerMinute(3));
            Instant minute = Instant.parse("2026-01-01T10:00:00Z");
            for (int second = 0; second < 60; second++) {
                log.record(stranger(house, minute.plusSeconds(second)), 401);
            }
            log.record(house.call().trace(), 200);
            log.flush();
            assertThat(rows(house)).as("three strangers, and who has a token").isEqualTo(4);
            assertThat(store.<Long>read(Share.HOUSE, session -> session.log().dropped(house.connection().id())))
                    .isEqualTo(57);

            log.record(stranger(house, minute.plusSeconds(60)), 401);
            log.flush();
            assertThat(rows(house)).as("the next minute").isEqualTo(5);
        }
    }

    /** Its entries in the indexes would be written again as well, in pages that only they touch. */
    @Test
    void theRowOfAWriteIsNotWrittenAgainWhenItsAnswerIsAdded() {
        try (Storage store = MigratedSqlite.open(folder, StoreOptions.defaults())) {
            House house = new House(store, 1);
            RequestLog log = new RequestLog(store, RequestLogOptions.defaults());
            RequestTrace trace = house.call().trace();
            trace.logged(200);
            RequestLogEntry row = trace.entry(200, false).orElseThrow();
            store.write(Share.HOUSE, "log", session -> {
                session.log().append(List.of(row));
                return row;
            });
            trace.committed();
            trace.response("{\"id\":\"a\"}");
            log.record(trace, 200);
            log.flush();
            RequestLogEntry read = store.read(Share.HOUSE, session -> session.log().find(row.id()).orElseThrow());
            assertThat(read.durationMicros()).isEqualTo(row.durationMicros());
            assertThat(read.responseBody()).contains("{\"id\":\"a\"}");

            log.record(trace, 500);
            log.flush();
            assertThat(store.<RequestLogEntry>read(Share.HOUSE, session -> session.log().find(row.id()).orElseThrow())
                    .status())
                    .as("what was answered in the end")
                    .isEqualTo(500);
        }
    }

    /** What is logged is summed up by the way, so that the log of one resource is found; an hour later by the store's clock. */
    @Test
    void theLogIsSummedUpAsItGrows() throws SQLException {
        StoreOptions later = StoreOptions.defaults()
                .with(Clock.offset(Clock.systemUTC(), Duration.ofHours(1)),
                        new Random(1));
        try (Storage store = MigratedSqlite.open(folder, later)) {
            House house = new House(store, 1);
            RequestLog log = new RequestLog(store, RequestLogOptions.defaults());
            for (int i = 0; i < 700; i++) {
                log.record(house.call().trace(), 200);
            }
            log.flush();
        }
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rollcall.db"));
                Statement statement = database.createStatement();
                ResultSet blocks = statement.executeQuery("SELECT count(*) FROM request_log_block")) {
            assertThat(blocks.getInt(1)).isEqualTo(2);
        }
    }

    private static RequestTrace stranger(House house, Instant time) {
        RequestTrace trace = new RequestTrace(house.ids.next(), time, 0, "192.0.2.9", "GET", "/Users");
        trace.connection(house.connection().id());
        return trace;
    }

    private static int rows(House house) {
        LogQuery all = new LogQuery(house.connection().id(), Optional.empty(), 0, 999, Optional.empty(), 100);
        return house.storage.read(Share.HOUSE, session -> session.log().list(all)).size();
    }
}

package dev.rollcall.store.sqlite;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A row of the log that comes behind its block is found, although no statement looks for the block when it is written. */
class SqliteLogBlocksTest {
    private static final ConnectionId ONE = new ConnectionId("con_0000000000000001");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void whereTheProcessStartedSinceThenAndTheClockWasSetBack() {
        try (Storage before = open(NOON.plusSeconds(3_600))) {
            fill(before);
            makeBlock(before);
        }
        try (Storage store = open(NOON)) {
            append(store, List.of(row(100, "slow", NOON), row(900, "slow", NOON)));
            assertThat(about(store, "slow")).containsExactly("00000900", "00000100");
        }
    }

    @Test
    void whereTheSameProcessMadeTheBlock() {
        try (Storage store = open(NOON.plusSeconds(3_600))) {
            fill(store);
            makeBlock(store);
            append(store, List.of(row(100, "slow", NOON.plusSeconds(3_600))));
            assertThat(about(store, "slow")).containsExactly("00000100");
        }
    }

    /** Which the first one has not heard of, but the row is as old as all that are in blocks. */
    @Test
    void whereAnotherProcessMadeTheBlock() {
        try (Storage store = open(NOON.plusSeconds(3_600)); Storage beside = open(NOON.plusSeconds(3_600))) {
            fill(store);
            makeBlock(beside);
            append(store, List.of(row(100, "slow", NOON)));
            assertThat(about(store, "slow")).containsExactly("00000100");
        }
    }

    private Storage open(Instant now) {
        return MigratedSqlite.open(folder,
                StoreOptions.defaults().with(Clock.fixed(now, ZoneOffset.UTC), new Random(1)));
    }

    /** All rows but one. */
    private static void fill(Storage store) {
        store.write(Share.HOUSE, "c", session -> {
            session.connections().insert(new Connection(ONE, "one", Strategy.WAAD, false, NOON));
            return session;
        });
        append(store, IntStream.range(0, 300).filter(i -> i != 100).mapToObj(i -> row(i, "user-" + i, NOON)).toList());
    }

    private static void makeBlock(Storage store) {
        store.write(Share.HOUSE, "log", session -> session.log().makeBlocks(ONE));
    }

    private static void append(Storage store, List<RequestLogEntry> rows) {
        store.write(Share.HOUSE, "log", session -> {
            session.log().append(rows);
            return rows;
        });
    }

    private static List<String> about(Storage store, String resource) {
        LogSearch search = LogSearch.newest(Optional.of(ONE), 9).about(resource);
        return store.<List<RequestLogEntry>>read(Share.HOUSE, session -> session.log().heads(search).entries())
                .stream()
                .map(RequestLogEntry::id)
                .toList();
    }

    private static RequestLogEntry row(int number, String resource, Instant time) {
        return new RequestLogEntry(ONE, "%08d".formatted(number), time, "127.0.0.1", "PATCH", "/Users/1", 200, 1,
                Optional.empty(), Optional.of("User"), Optional.of(resource), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }
}

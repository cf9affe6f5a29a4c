package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

interface LogContract extends StorageFixture {

    @Test
    default void rowsAreReadNewestFirstOrOnFromARow() {
        World world = world();
        for (int i = 1; i <= 5; i++) {
            append(world, world.logEntry("id-" + i, World.START, 200));
        }
        append(world(), world().logEntry("id-9", World.START, 200));

        assertThat(ids(query(world, Optional.empty(), 0, 999, 3))).containsExactly("id-5", "id-4", "id-3");
        assertThat(ids(query(world, Optional.of("id-2"), 0, 999, 2))).containsExactly("id-3", "id-4");
    }

    @Test
    default void rowsAreNarrowedByStatusAndResource() {
        World world = world();
        for (int i = 1; i <= 6; i++) {
            append(world, world.logEntry("id-" + i, World.START, i * 100));
        }
        assertThat(ids(query(world, Optional.empty(), 400, 499, 9))).containsExactly("id-4");
        assertThat(ids(query(world, Optional.empty(), 200, 500, 9))).containsExactly("id-5", "id-4", "id-3", "id-2");
        LogQuery one = new LogQuery(world.connection, Optional.empty(), 0, 999, Optional.of("user-1"), 9);
        LogQuery none = new LogQuery(world.connection, Optional.empty(), 0, 999, Optional.of("user-2"), 9);
        assertThat(ids(one)).hasSize(6);
        assertThat(ids(none)).isEmpty();
    }

    @Test
    default void aRowIsCompletedByALaterOneOfTheSameId() {
        World world = world();
        RequestLogEntry compact = world.logEntry("id", World.START, 200);
        append(world, compact);
        RequestLogEntry later = new RequestLogEntry(world.connection, "id", World.START, "127.0.0.1", "PATCH",
                "/Users/1", 200, 99, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of("[{\"id\":\"entra.capital-op\"}]"), Optional.empty(), Optional.of("{\"body\":1}"),
                Optional.of("trace-7"));
        append(world, later);

        RequestLogEntry both = new RequestLogEntry(world.connection, "id", World.START, "127.0.0.1", "PATCH",
                "/Users/1", 200, 99, compact.tokenId(), compact.resourceType(), compact.resourceId(), compact.plan(),
                later.tolerances(), Optional.empty(), later.requestBody(), later.clientRequestId());
        assertThat(
                storage().read(Share.HOUSE, (ReadSession s) -> s.log().list(query(world, Optional.empty(), 0, 999, 9))))
                .containsExactly(both);
        append(world, compact);
        assertThat(
                storage().read(Share.HOUSE, (ReadSession s) -> s.log().list(query(world, Optional.empty(), 0, 999, 9)))
                        .getFirst()
                        .requestBody())
                .isEqualTo(later.requestBody());
    }

    @Test
    default void bodiesAreAddedToRowsThatAreThereAndToNoOthers() {
        World world = world();
        List<RequestLogEntry> rows = IntStream.range(0, 40)
                .mapToObj(i -> answered(world.logEntry("row-" + (10 + i), World.START, 201), "answer " + i))
                .toList();
        rows.stream().filter(row -> !row.id().endsWith("7")).forEach(row -> append(world, bare(row)));
        world.storage.write(Share.HOUSE, "log", s -> {
            s.log().addBodies(Stream.concat(rows.stream(), Stream.of(answered(rows.get(3), "the last one"))).toList());
            return true;
        });
        List<RequestLogEntry> kept = storage().read(Share.HOUSE,
                s -> s.log().list(query(world, Optional.of("row-"), 0, 999, 99)));
        assertThat(kept).hasSize(36).allSatisfy(row -> {
            int number = Integer.parseInt(row.id().substring(4)) - 10;
            assertThat(row).isEqualTo(answered(rows.get(number), number == 3 ? "the last one" : "answer " + number));
        });
        rows.stream().filter(row -> row.id().endsWith("7")).forEach(row -> append(world, bare(row)));
        assertThat(
                storage().<RequestLogEntry>read(Share.HOUSE, s -> s.log().find("row-17").orElseThrow()).responseBody())
                .as("nothing was kept for a row that was not there")
                .isEmpty();
    }

    private static RequestLogEntry answered(RequestLogEntry row, String answer) {
        return withBodies(row, Optional.of("request"), Optional.of(answer));
    }

    private static RequestLogEntry bare(RequestLogEntry row) {
        return withBodies(row, Optional.empty(), Optional.empty());
    }

    private static RequestLogEntry withBodies(RequestLogEntry row, Optional<String> request,
            Optional<String> response) {
        return new RequestLogEntry(row.connection(), row.id(), row.time(), row.clientAddress(), row.method(),
                row.path(),
                row.status(), row.durationMicros(), row.tokenId(), row.resourceType(), row.resourceId(), row.plan(),
                row.tolerances(), row.error(), request, row.clientRequestId(), response);
    }

    @Test
    default void whatWasLeftOutIsCounted() {
        World world = world();
        assertThat(storage().<Long>read(Share.HOUSE, s -> s.log().dropped(world.connection))).isZero();
        for (int i = 0; i < 2; i++) {
            storage().write(Share.HOUSE, "log", s -> {
                s.log().addDropped(world.connection, 21);
                return true;
            });
        }
        assertThat(storage().<Long>read(Share.HOUSE, s -> s.log().dropped(world.connection))).isEqualTo(42);
    }

    private static LogQuery query(World world, Optional<String> after, int from, int to, int limit) {
        return new LogQuery(world.connection, after, from, to, Optional.empty(), limit);
    }

    private List<String> ids(LogQuery query) {
        return storage().read(Share.HOUSE, s -> s.log().list(query)).stream().map(RequestLogEntry::id).toList();
    }

    private static void append(World world, RequestLogEntry entry) {
        world.storage.write(Share.HOUSE, "log", s -> {
            s.log().append(List.of(entry));
            return true;
        });
    }
}

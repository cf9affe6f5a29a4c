package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The log of one resource, found by blocks of 256 rows that are made behind the writes. */
interface LogBlockContract extends StorageFixture {
    /** Three blocks, and what no block reaches to. */
    int ROWS = 3 * 256 + 40;

    /** How many rows of a table belong to a connection, asked of the database itself. */
    long rows(String table, String connection);

    /** These two names have the same hash. */
    @Test
    default void rowsAboutOneAreFoundInTheirOrderWithBlocksAndWithout() {
        World world = world();
        World other = world();
        List<RequestLogEntry> log = fill(world);
        fill(other);
        assertThat("user-Aa").hasSameHashCodeAs("user-BB");
        List<String> resources = List.of("often", "user-Aa", "user-BB", "first", "last", "nobody");
        for (String resource : resources) {
            isFound(world, resource, log);
        }
        makeBlocks(world);
        assertThat(rows("request_log_block", world.connection.value())).isEqualTo(3);
        assertThat(rows("request_log_block", other.connection.value())).as("nobody asked for it").isZero();
        for (String resource : resources) {
            isFound(world, resource, log);
        }
        assertThat(ids(list(world, Optional.empty(), "often", 3)))
                .containsExactlyElementsOf(idsAbout("often", log).reversed().subList(0, 3));
        String third = idsAbout("often", log).get(2);
        assertThat(ids(list(world, Optional.of(third), "often", 9)))
                .containsExactlyElementsOf(idsAbout("often", log).subList(3, 12));
        makeBlocks(world);
        assertThat(rows("request_log_block", world.connection.value())).as("not a whole one more").isEqualTo(3);
    }

    /** Requests that took long, and rows that say only later what they are about. */
    @Test
    default void rowsThatComeBehindTheirBlockAreFoundInTheirPlace() {
        World world = world();
        List<RequestLogEntry> log = new ArrayList<>(entries(world));
        List<Integer> lateOnes = List.of(0, 5, 255, 256, 400, 700);
        List<RequestLogEntry> late = lateOnes.stream()
                .map(i -> about("slow", log.get(i)))
                .toList();
        for (int i = 0; i < late.size(); i++) {
            log.set(lateOnes.get(i), late.get(i));
        }
        RequestLogEntry unknown = about(Optional.empty(), log.get(300));
        log.set(300, unknown);
        append(world, log.stream().filter(row -> !late.contains(row)).toList());
        makeBlocks(world);
        assertThat(ids(list(world, Optional.empty(), "slow", 99))).isEmpty();
        log.set(300, about("slow", unknown));
        append(world, List.of(log.get(300)));
        append(world, late);
        assertThat(rows("request_log_late", world.connection.value())).isEqualTo(7);
        isFound(world, "slow", log);
        append(world, late);
        isFound(world, "slow", log);
        clock().advance(Duration.ofMinutes(5));
        Tidy.up(storage());
        isFound(world, "slow", log);
    }

    /** As where a clock was set back. */
    @Test
    default void aYoungRowWithAnIdAmongThoseOfABlockIsFound() {
        World world = world();
        List<RequestLogEntry> log = new ArrayList<>(entries(world));
        RequestLogEntry held = about("slow", log.get(400));
        append(world, log.stream().filter(row -> !row.id().equals(held.id())).toList());
        makeBlocks(world);
        append(world, List.of(at(held, world)));
        log.set(400, held);
        isFound(world, "slow", log);
    }

    @Test
    default void aRowThatWaitedIsFoundOnceAlsoWhenItsBlockHasIt() {
        World world = world();
        List<RequestLogEntry> log = entries(world);
        clock().advance(Duration.ofMinutes(5));
        append(world, log);
        makeBlocks(world);
        assertThat(rows("request_log_block", world.connection.value())).isEqualTo(3);
        isFound(world, "often", log);
        isFound(world, "first", log);
    }

    @Test
    default void rowsThatOthersMayStillComeAmongAreLeftAlone() {
        World world = world();
        append(world, entries(world));
        assertThat(storage().<Boolean>write(Share.HOUSE, "log", s -> s.log().makeBlocks(world.connection))).isFalse();
        assertThat(rows("request_log_block", world.connection.value())).isZero();
    }

    @Test
    default void aLookEndsAfterSoManyRowsAboutTheResourceAndGoesOn() {
        World world = world();
        List<RequestLogEntry> log = fill(world);
        makeBlocks(world);
        int all = idsAbout("often", log).size();
        for (boolean newestFirst : List.of(true, false)) {
            LogSearch none = search(world, "often", newestFirst, Optional.empty(), 300, 399, 9, 10);
            Optional<String> next = Optional.empty();
            int looks = 0;
            do {
                LogStretch stretch = look(none.beyond(next));
                assertThat(stretch.entries()).isEmpty();
                next = stretch.next();
                looks++;
            } while (next.isPresent());
            assertThat(looks).isEqualTo(all / 10 + 1);
        }
        LogStretch second = look(new LogSearch(Optional.of(world.connection), Optional.empty(), true, 200, 299,
                Optional.of("often"), Optional.empty(), Optional.empty(), Optional.empty(), 7, 5, 1_000));
        assertThat(ids(second.entries())).containsExactlyElementsOf(
                idsAbout("often", log).reversed().subList(7, 12));
        assertThat(second.next()).contains(second.entries().getLast().id());
    }

    @Test
    default void blocksGoWithTheirRowsAndTheNextOnesAreMade() {
        World world = world();
        List<RequestLogEntry> log = entries(world);
        append(world, log.subList(0, 300));
        clock().advance(Duration.ofMinutes(5));
        List<RequestLogEntry> younger = log.subList(300, ROWS)
                .stream()
                .map(row -> at(row, world))
                .toList();
        append(world, younger);
        clock().advance(Duration.ofMinutes(5));
        Tidy.up(storage());
        assertThat(rows("request_log_block", world.connection.value())).as("upkeep makes them too").isEqualTo(3);
        append(world, List.of(about("slow", world.logEntry(log.get(9).id(), log.get(9).time(), 200))));
        assertThat(rows("request_log_late", world.connection.value())).isPositive();

        Tidy.up(storage(), new Expiry(younger.getFirst().time(), World.START));
        assertThat(rows("request_log_block", world.connection.value())).isEqualTo(2);
        isFound(world, "often", younger);
        isFound(world, "first", younger);

        Tidy.up(storage(), new Expiry(clock().instant(), World.START));
        for (String table : List.of("request_log", "request_log_block", "request_log_late")) {
            assertThat(rows(table, world.connection.value())).as(table).isZero();
        }
        isFound(world, "often", fill(world));
    }

    @Test
    default void nothingIsLeftOfADeletedConnectionsBlocks() {
        World world = world();
        List<RequestLogEntry> log = fill(world);
        makeBlocks(world);
        append(world, List.of(about("slow", log.get(3))));
        storage().write(Share.HOUSE, "c", s -> s.connections().delete(world.connection));
        Tidy.up(storage());
        for (String table : List.of("request_log", "request_log_block", "request_log_late")) {
            assertThat(rows(table, world.connection.value())).as(table).isZero();
        }
    }

    private List<RequestLogEntry> fill(World world) {
        List<RequestLogEntry> log = entries(world);
        append(world, log);
        return log;
    }

    /** Somebody in every seventh row, one in the first and one in the last alone, and two who are taken for each other. */
    private List<RequestLogEntry> entries(World world) {
        List<RequestLogEntry> log = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            String resource = i == 0 ? "first"
                    : i == ROWS - 1 ? "last"
                            : i % 7 == 3 ? "often" : i % 300 == 100 ? "user-Aa" : i == 600 ? "user-BB" : "user-" + i;
            log.add(about(resource, world.logEntry(World.newId(), clock().instant(), 200)));
        }
        return log;
    }

    private RequestLogEntry at(RequestLogEntry row, World world) {
        return about(row.resourceId(), world.logEntry(row.id(), clock().instant(), row.status()));
    }

    private static RequestLogEntry about(String resource, RequestLogEntry row) {
        return about(Optional.of(resource), row);
    }

    private static RequestLogEntry about(Optional<String> resource, RequestLogEntry row) {
        return new RequestLogEntry(row.connection(), row.id(), row.time(), row.clientAddress(), row.method(),
                row.path(), row.status(), row.durationMicros(), row.tokenId(), row.resourceType(), resource,
                row.plan(), row.tolerances(), row.error(), row.requestBody(), row.clientRequestId(),
                row.responseBody());
    }

    private void append(World world, List<RequestLogEntry> rows) {
        storage().write(Share.HOUSE, "log", s -> {
            s.log().append(rows);
            return world;
        });
    }

    private void makeBlocks(World world) {
        clock().advance(Duration.ofMinutes(2));
        while (storage().<Boolean>write(Share.HOUSE, "log", s -> s.log().makeBlocks(world.connection))) {
            // Until there are no more.
        }
    }

    /** In both directions, a page after the other. */
    private void isFound(World world, String resource, List<RequestLogEntry> log) {
        List<String> expected = idsAbout(resource, log);
        for (boolean newestFirst : List.of(true, false)) {
            List<String> found = new ArrayList<>();
            Optional<String> next = Optional.empty();
            do {
                LogStretch stretch = look(
                        search(world, resource, newestFirst, next, 0, LogSearch.ANY, 40, LogSearch.USUAL_BUDGET));
                found.addAll(ids(stretch.entries()));
                next = stretch.next();
            } while (next.isPresent());
            assertThat(found).as(resource).containsExactlyElementsOf(newestFirst ? expected.reversed() : expected);
        }
    }

    private static LogSearch search(World world, String resource, boolean newestFirst, Optional<String> from,
            int lowest, int highest, int limit, int budget) {
        return new LogSearch(Optional.of(world.connection), from, newestFirst, lowest, highest,
                Optional.of(resource), Optional.empty(), Optional.empty(), Optional.empty(), 0, limit, budget);
    }

    private LogStretch look(LogSearch search) {
        return storage().read(Share.HOUSE, s -> s.log().heads(search));
    }

    private List<RequestLogEntry> list(World world, Optional<String> after, String resource, int limit) {
        return storage().read(Share.HOUSE, s -> s.log()
                .list(new LogQuery(world.connection, after, 0, LogSearch.ANY, Optional.of(resource), limit)));
    }

    private static List<String> idsAbout(String resource, List<RequestLogEntry> log) {
        return log.stream()
                .filter(row -> row.resourceId().filter(resource::equals).isPresent())
                .map(RequestLogEntry::id)
                .toList();
    }

    private static List<String> ids(List<RequestLogEntry> rows) {
        return rows.stream().map(RequestLogEntry::id).toList();
    }
}

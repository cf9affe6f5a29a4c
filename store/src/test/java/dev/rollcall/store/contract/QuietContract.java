package dev.rollcall.store.contract;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Expiry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.upkeep.Tidying;
import dev.rollcall.directory.upkeep.UpkeepOptions;
import dev.rollcall.store.fault.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What upkeep costs, counted in statements. */
public interface QuietContract {
    int CONNECTIONS = 300;

    /** A storage whose connections tell what they are asked. */
    Storage storage();

    /** Whom they tell. */
    Faults faults();

    @Test
    default void aQuietHouseOfManyConnectionsWritesNothingAndHardlyReads() {
        for (int i = 0; i < CONNECTIONS; i++) {
            World world = World.in(storage());
            storage().write(Share.of(world.connection), "log", s -> {
                s.log().append(List.of(world.logEntry("l", World.START, 200)));
                s.changes().append(world.change("c", 0, true, world.resource("User", "u"), 1));
                return true;
            });
        }
        Tidy.up(storage());
        AtomicLong nanos = new AtomicLong();
        TestClock clock = new TestClock();
        Tidying tidying = new Tidying(storage(), clock, new UpkeepOptions(Duration.ofDays(30), Duration.ofDays(7),
                Duration.ofSeconds(2), Duration.ofMinutes(10), nanos::get));
        faults().watch();
        List<String> walk = rounds(tidying, nanos, 100);
        assertThat(walk).noneMatch(QuietContract::writes);
        assertThat(walk).filteredOn(text -> text.contains("FROM connection c")).hasSizeLessThan(CONNECTIONS / 20);

        faults().watch();
        List<String> quiet = rounds(tidying, nanos, 1_000);
        assertThat(quiet).noneMatch(QuietContract::writes);
        assertThat(quiet).filteredOn(text -> text.startsWith("SELECT")).hasSizeLessThan(1_000);

        clock.advance(Duration.ofDays(8));
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        rounds(tidying, nanos, CONNECTIONS * 3);
        List<ConnectionId> left = new ArrayList<>();
        Expiry changes = new Expiry(World.START, World.START.plusSeconds(1));
        storage().read(Share.HOUSE, s -> left.addAll(s.upkeep().expired("", 10_000, changes).due()));
        // On SQLite the newest row of all stays, so that its number never comes back.
        assertThat(left).hasSizeLessThan(2);
    }

    /** Its clock stands still, and every step finds another resource. */
    @Test
    default void upkeepRestsWhileTheStoreIsWrittenToAllTheWhile() {
        Tidy.up(storage());
        World world = World.in(storage());
        Tidying tidying = new Tidying(storage(), new TestClock(), new UpkeepOptions(Duration.ofDays(30),
                Duration.ofDays(7), Duration.ofSeconds(2), Duration.ofMinutes(10), () -> 0));
        int atMost = 50;
        int steps = 0;
        do {
            steps++;
            world.user("u" + steps);
        } while (tidying.step() && steps < atMost);
        assertThat(steps).as("steps before it rests").isLessThan(atMost);
    }

    private List<String> rounds(Tidying tidying, AtomicLong nanos, int number) {
        for (int i = 0; i < number; i++) {
            tidying.step();
            nanos.addAndGet(Duration.ofMillis(500).toNanos());
        }
        return faults().seen();
    }

    private static boolean writes(String statement) {
        return statement.startsWith("BEGIN IMMEDIATE")
                || statement.contains("pg_advisory_xact_lock")
                || statement.startsWith("DELETE")
                || statement.startsWith("UPDATE")
                || statement.startsWith("INSERT");
    }
}

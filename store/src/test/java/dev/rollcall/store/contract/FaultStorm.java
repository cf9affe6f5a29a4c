package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageException.Kind;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.store.fault.Faults.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Many write at once while faults strike at random places; afterwards the books are balanced. */
@Timeout(120)
public interface FaultStorm extends FaultContract {

    /** What a write was told. */
    enum Told {
        DONE, REFUSED, UNKNOWN
    }

    /** A write and what it was told. */
    record Write(StoredResource user, Told told) {}

    @Test
    default void whatWasAcknowledgedIsThereAndWhatWasRefusedIsNot() throws Exception {
        World world = World.in(storage());
        Random random = new Random(7);
        List<Write> writes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Write>>> futures = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int number = thread;
                futures.add(threads.submit(() -> write(world, number, 50)));
            }
            for (int i = 0; i < 60; i++) {
                strike(random);
                Thread.sleep(random.nextInt(4));
            }
            for (Future<List<Write>> future : futures) {
                writes.addAll(future.get(60, TimeUnit.SECONDS));
            }
        }
        faults().disarm();

        assertThat(writes).hasSize(400);
        assertThat(writes).extracting(Write::told).contains(Told.DONE, Told.REFUSED);
        long there = 0;
        for (Write write : writes) {
            boolean found = world.find(write.user).isPresent();
            if (write.told != Told.UNKNOWN) {
                assertThat(found).as("%s", write).isEqualTo(write.told == Told.DONE);
            }
            there += found ? 1 : 0;
        }
        assertThat(storage().<Long>read(Share.of(world.connection),
                s -> s.resources().count(world.connection, "User", new Condition.All(), 1_000_000))).isEqualTo(there);
    }

    private void strike(Random random) {
        When when = random.nextBoolean() ? When.BEFORE : When.AFTER;
        List<String> places = List.of(begin(), "COMMIT", "INSERT INTO resource ", "INSERT INTO resource_",
                "SAVEPOINT",
                "ROLLBACK");
        String place = places.get(random.nextInt(places.size()));
        int kind = random.nextInt(4);
        faults().arm(when, text -> text.startsWith(place), real -> {
            switch (kind) {
                case 0 -> throw broken();
                case 1 -> throw when == When.AFTER ? lost() : diskFull();
                case 2 -> throw new OutOfMemoryError("storm");
                default -> {
                    real.close();
                    throw lost();
                }
            }
        });
    }

    private List<Write> write(World world, int thread, int number) {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            String name = "u-" + thread + "-" + i;
            StoredResource user = world.resource("User", name);
            // A quarter share a lane, so that works are committed together on every engine.
            String lane = i % 4 == 0 ? "shared" : user.id();
            Told told;
            try {
                storage().write(Share.of(world.connection), lane, s -> {
                    s.resources().insert(user, World.keys(name));
                    return true;
                });
                told = Told.DONE;
            } catch (StorageException e) {
                told = e.kind() == Kind.OUTCOME_UNKNOWN ? Told.UNKNOWN : Told.REFUSED;
            } catch (Error e) {
                told = Told.REFUSED;
            }
            writes.add(new Write(user, told));
        }
        return writes;
    }
}

package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.Chore;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.UniqueKeyTakenException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

interface ConcurrencyContract extends StorageFixture {

    @Test
    default void ofManyWhoWantAUniqueKeyExactlyOneGetsIt() throws Exception {
        World world = world();
        World other = world.through(another());
        for (int round = 0; round < 5; round++) {
            String name = "wanted" + round;
            List<Boolean> won = atOnce(16, i -> {
                try {
                    (i % 2 == 0 ? world : other).user(name);
                    return true;
                } catch (UniqueKeyTakenException e) {
                    return false;
                }
            });
            assertThat(won).filteredOn(w -> w).hasSize(1);
        }
        assertThat(count(world)).isEqualTo(5);
    }

    @Test
    default void oneWinsWhenManyRenameToTheSameKey() throws Exception {
        World world = world();
        World other = world.through(another());
        List<StoredResource> users = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            users.add(world.user("old" + i));
        }
        List<Boolean> won = atOnce(8, i -> {
            World through = i % 2 == 0 ? world : other;
            try {
                through.storage.write(Share.HOUSE, users.get(i).id(), s -> {
                    StoredResource current = s.resources()
                            .find(world.connection, "User", users.get(i).id())
                            .orElseThrow();
                    s.resources().update(World.next(current, "new"), World.keys("new"));
                    return true;
                });
                return true;
            } catch (UniqueKeyTakenException e) {
                return false;
            }
        });
        assertThat(won).filteredOn(w -> w).hasSize(1);
    }

    @Test
    default void sixtyFourThreadsAddExactlyTheirMembers() throws Exception {
        World world = world();
        World other = world.through(another());
        StoredResource group = world.group("hot");
        int each = 10;
        List<Boolean> done = atOnce(64, i -> {
            World through = i % 2 == 0 ? world : other;
            for (int k = 0; k < each; k++) {
                assertThat(through.add(group, "m-%03d".formatted(i * each + k))).hasSize(1);
            }
            return true;
        });
        assertThat(done).hasSize(64);
        assertThat(world.memberValues(group)).hasSize(640).doesNotHaveDuplicates();
        assertThat(world.get(group).version()).isEqualTo(641);
    }

    @Test
    default void manyAddTheSameMembersInOppositeOrders() throws Exception {
        World world = world();
        World other = world.through(another());
        StoredResource group = world.group("crossed");
        atOnce(16, i -> {
            for (int k = 0; k < 20; k++) {
                int value = i % 2 == 0 ? k : 19 - k;
                (i % 4 < 2 ? world : other).add(group, "v-%02d".formatted(value), "v-%02d".formatted(19 - value));
            }
            return true;
        });
        assertThat(world.memberValues(group)).hasSize(20);
    }

    @Test
    default void patchesOfOneResourceAllSurvive() throws Exception {
        World world = world();
        World other = world.through(another());
        StoredResource user = world.user("counted");
        atOnce(16, i -> {
            for (int k = 0; k < 10; k++) {
                (i % 2 == 0 ? world : other).storage.write(Share.HOUSE, user.id(), s -> {
                    StoredResource current = s.resources().find(world.connection, "User", user.id()).orElseThrow();
                    s.resources().update(World.next(current, "v" + current.version()), World.keys("counted"));
                    return true;
                });
            }
            return true;
        });
        assertThat(world.get(user).version()).isEqualTo(161);
        assertThat(world.get(user).document()).isEqualTo(World.document("v160"));
    }

    @Test
    default void countsAreExactUnderLoad() throws Exception {
        World world = world();
        World other = world.through(another());
        atOnce(16, i -> {
            World through = i % 2 == 0 ? world : other;
            for (int k = 0; k < 10; k++) {
                StoredResource user = through.user("u-" + i + "-" + k);
                if (k % 2 == 0) {
                    through.storage.write(Share.HOUSE, user.id(), s -> {
                        s.resources()
                                .delete(s.resources().find(world.connection, "User", user.id()).orElseThrow(), false);
                        return true;
                    });
                }
                if (k == 5) {
                    Tidy.piece(through.storage, new Chore.FoldCounts(), Tidy.NOTHING_EXPIRES);
                }
            }
            return true;
        });
        assertThat(count(world)).isEqualTo(80);
        Tidy.up(storage());
        assertThat(count(world)).isEqualTo(80);
    }

    /** What one of several threads does. */
    interface Part<T> {
        T run(int number) throws Exception;
    }

    private static <T> List<T> atOnce(int threads, Part<T> part) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                futures.add(executor.submit((Callable<T>) () -> {
                    start.await();
                    return part.run(number);
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    private long count(World world) {
        return storage().read(Share.HOUSE,
                s -> s.resources().count(world.connection, "User", new Condition.All(), 1_000_000));
    }
}

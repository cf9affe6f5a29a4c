package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StaleVersionException;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.UniqueKeyTakenException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

interface TransactionContract extends StorageFixture {

    @Test
    default void aWorkThatFailsLeavesNothing() {
        World world = world();
        StoredResource user = world.resource("User", "half");
        IllegalStateException reason = new IllegalStateException("the work's own");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> storage().write(Share.HOUSE, user.id(), s -> {
                    s.resources().insert(user, World.keys("half"));
                    throw reason;
                }))
                .isSameAs(reason);
        assertThat(world.find(user)).isEmpty();
        assertThat(storage().<Long>read(Share.HOUSE,
                s -> s.resources().count(world.connection, "User", new Condition.All(), 1_000_000)))
                .isZero();
    }

    @Test
    default void aWorkThatFailsAmongManyUndoesOnlyItself() throws Exception {
        World world = world();
        int works = 300;
        List<StoredResource> users = new ArrayList<>();
        AtomicInteger failures = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < works; i++) {
                int number = i;
                StoredResource user = world.resource("User", "u" + i);
                users.add(user);
                futures.add(threads.submit(() -> {
                    start.await();
                    try {
                        world.storage.write(Share.HOUSE, "one lane", s -> {
                            s.resources().insert(user, World.keys("u" + number));
                            if (number % 3 == 0) {
                                throw new IllegalStateException();
                            }
                            return true;
                        });
                    } catch (IllegalStateException e) {
                        failures.incrementAndGet();
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> future : futures) {
                future.get();
            }
        }
        assertThat(failures).hasValue(100);
        for (int i = 0; i < works; i++) {
            assertThat(world.find(users.get(i)).isPresent()).as("user %d", i).isEqualTo(i % 3 != 0);
        }
        assertThat(storage().<Long>read(Share.HOUSE,
                s -> s.resources().count(world.connection, "User", new Condition.All(), 1_000_000)))
                .isEqualTo(200);
    }

    @Test
    default void aWorkSeesItsOwnWrites() {
        World world = world();
        StoredResource user = world.resource("User", "own");
        storage().write(Share.HOUSE, user.id(), s -> {
            s.resources().insert(user, World.keys("own"));
            assertThat(s.resources().find(world.connection, "User", user.id())).isPresent();
            assertThat(s.resources().count(world.connection, "User", new Condition.All(), 1_000_000)).isEqualTo(1);
            s.resources().update(World.next(user, "again"), World.keys("own"));
            return true;
        });
        assertThat(world.get(user).version()).isEqualTo(2);
    }

    @Test
    default void aReadSeesOneSnapshot() {
        World world = world();
        StoredResource user = world.user("before");
        storage().read(Share.HOUSE, s -> {
            byte[] first = s.resources().find(world.connection, "User", user.id()).orElseThrow().document();
            world.storage.write(Share.HOUSE, user.id(), w -> {
                w.resources().find(world.connection, "User", user.id());
                w.resources().update(World.next(user, "after"), World.keys("before"));
                return true;
            });
            world.user("newcomer");
            assertThat(s.resources().find(world.connection, "User", user.id()).orElseThrow().document())
                    .isEqualTo(first);
            assertThat(s.resources().count(world.connection, "User", new Condition.All(), 1_000_000)).isEqualTo(1);
            return true;
        });
        assertThat(world.get(user).document()).isEqualTo(World.document("after"));
        assertThat(storage().<Long>read(Share.HOUSE,
                s -> s.resources().count(world.connection, "User", new Condition.All(), 1_000_000)))
                .isEqualTo(2);
    }

    @Test
    default void whatOneStorageWroteAnotherSeesAtOnce() {
        World world = world();
        World other = world.through(another());
        StoredResource user = world.user("here");
        StoredResource back = other.user("there");

        assertThat(other.find(user)).isPresent();
        assertThat(world.find(back)).isPresent();
        assertThatExceptionOfType(UniqueKeyTakenException.class).isThrownBy(() -> other.user("here"));
    }

    @Test
    default void aStaleWorkIsRunAgainFromNothing() {
        World world = world();
        AtomicInteger attempts = new AtomicInteger();
        StoredResource user = world.resource("User", "third time");
        storage().write(Share.HOUSE, user.id(), s -> {
            s.resources().insert(user, World.keys("third time"));
            if (attempts.incrementAndGet() < 3) {
                throw new StaleVersionException();
            }
            return true;
        });
        assertThat(attempts).hasValue(3);
        assertThat(world.find(user)).isPresent();
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> storage().write(Share.HOUSE, "x", s -> {
            attempts.incrementAndGet();
            throw new StaleVersionException();
        })).withMessageContaining("Send the request again");
        assertThat(attempts).hasValue(23);
    }

    @Test
    default void aRefusedStatementCannotBeSwallowed() {
        World world = world();
        StoredResource first = world.resource("User", "first");
        StoredResource sameId = new StoredResource(world.connection, "User", first.id(), 1, World.START, World.START,
                0, World.document("x"));
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> storage().write(Share.HOUSE, "x", s -> {
            s.resources().insert(first, World.keys("first"));
            try {
                s.resources().insert(sameId, World.keys("second"));
            } catch (StorageException e) {
                return false;
            }
            return true;
        }));
        assertThat(world.find(first)).isEmpty();
    }

    @Test
    default void anExceptionOfAReadIsItsCallers() {
        IllegalStateException reason = new IllegalStateException("mine");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> storage().read(Share.HOUSE, _ -> {
            throw reason;
        })).isSameAs(reason);
        assertThat(storage().read(Share.HOUSE, (ReadSession s) -> s.connections().all())).isNotNull();
    }
}

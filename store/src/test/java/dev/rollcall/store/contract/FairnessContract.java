package dev.rollcall.store.contract;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StoredResource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What a storage of four connections, of which each share may have eight works waiting, promises. */
@Timeout(60)
public interface FairnessContract {
    int CONNECTIONS = 4;
    int WAITING = 8;

    Storage fair();

    @Test
    default void longReadsOfOneShareLeaveRoomForAnother() {
        World greedy = World.in(fair());
        World modest = World.in(fair());
        StoredResource user = modest.user("u");
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        List<CompletableFuture<Void>> scans = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS + 2; i++) {
            scans.add(async(() -> fair().read(Share.of(greedy.connection), _ -> {
                running.incrementAndGet();
                await(end);
                return true;
            })));
        }
        until(() -> running.get() == CONNECTIONS - 1);
        assertThat(modest.find(user)).isPresent();
        assertThat(running).hasValue(CONNECTIONS - 1);
        end.countDown();
        scans.forEach(CompletableFuture::join);
    }

    @Test
    default void aShortWriteWaitsForNoMoreThanTheWritesUnderWay() {
        World greedy = World.in(fair());
        World modest = World.in(fair());
        AtomicInteger done = new AtomicInteger();
        CountDownLatch begin = new CountDownLatch(1);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        CountDownLatch running = new CountDownLatch(1);
        for (int i = 0; i < WAITING; i++) {
            String lane = "large " + i;
            all.add(async(() -> fair().write(Share.of(greedy.connection), lane, _ -> {
                running.countDown();
                await(begin);
                return done.incrementAndGet();
            })));
        }
        await(running);
        AtomicInteger before = new AtomicInteger(-1);
        CompletableFuture<Void> shortOne = async(() -> fair().write(Share.of(modest.connection), "short", _ -> {
            before.compareAndSet(-1, done.get());
            return true;
        }));
        until(() -> fair().health().waitingWrites() >= WAITING || shortOne.isDone());
        begin.countDown();
        shortOne.join();
        all.forEach(CompletableFuture::join);
        assertThat(before.get()).isLessThan(CONNECTIONS);
    }

    @Test
    default void whoHasTooManyWaitingIsRefusedAndOthersAreNot() {
        World greedy = World.in(fair());
        World modest = World.in(fair());
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger refused = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 5 * WAITING; i++) {
            all.add(async(() -> {
                try {
                    fair().read(Share.of(greedy.connection), _ -> {
                        await(end);
                        return true;
                    });
                } catch (StorageException e) {
                    assertThat(e.kind()).isEqualTo(StorageException.Kind.OVERLOADED);
                    // Not for having waited too long, which comes to all in the end.
                    assertThat(e).hasMessageContaining("wait for the database already");
                    refused.incrementAndGet();
                }
            }));
        }
        until(() -> refused.get() >= 5 * WAITING - CONNECTIONS + 1 - WAITING);
        assertThat(modest.user("u")).isNotNull();
        assertThat(modest.memberValues(modest.group("g"))).isEmpty();
        end.countDown();
        all.forEach(CompletableFuture::join);
    }

    private static CompletableFuture<Void> async(Runnable task) {
        return CompletableFuture.runAsync(task, Thread::startVirtualThread);
    }

    /** A condition. */
    interface Condition {
        boolean holds();
    }

    private static void until(Condition condition) {
        while (!condition.holds()) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.rollcall.store.fair;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class FairPermitsTest {
    private static final Share GREEDY = new Share("greedy");
    private static final Share MODEST = new Share("modest");

    @Test
    void oneShareNeverHasAll() {
        FairPermits permits = permits(4, Duration.ofMillis(20));
        List<FairPermits.Permit> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(permits.acquire(GREEDY));
        }
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> permits.acquire(GREEDY))
                .withMessageContaining("no turn at the database in 20 ms");
        assertThat(permits.waiting()).isZero();
        permits.acquire(MODEST).close();
        held.getFirst().close();
        permits.acquire(GREEDY).close();
    }

    @Test
    void aPartIsLeftToTheOthersUnlessThereIsButOne() {
        assertThat(List.of(1, 2, 3, 4, 8, 10, 100)).extracting(FairPermits::ofOneShare)
                .containsExactly(1, 1, 2, 3, 6, 8, 75);
    }

    @Test
    void whoAsksForLittleIsNextWhenOneIsGivenBack() {
        FairPermits permits = permits(1, Duration.ofSeconds(20));
        List<String> order = new ArrayList<>();
        FairPermits.Permit held = permits.acquire(GREEDY);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(wants(permits, GREEDY, order, i + 1));
        }
        all.add(wants(permits, MODEST, order, 6));
        held.close();
        all.forEach(CompletableFuture::join);
        assertThat(order).hasSize(6).startsWith("modest");
    }

    @Test
    void neverMoreThanThereAre() {
        FairPermits permits = permits(3, Duration.ofSeconds(20));
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Share share = new Share("share " + i % 7);
            all.add(CompletableFuture.runAsync(() -> {
                try (FairPermits.Permit _ = permits.acquire(share)) {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.yield();
                    now.decrementAndGet();
                }
            }, Thread::startVirtualThread));
        }
        all.forEach(CompletableFuture::join);
        assertThat(most.get()).isBetween(2, 3);
        assertThat(permits.waiting()).isZero();
    }

    private static FairPermits permits(int number, Duration patience) {
        return new FairPermits(number, 1_000, patience, System::nanoTime);
    }

    /** Asks for a permit in a thread of its own; returns when it waits. */
    private static CompletableFuture<Void> wants(FairPermits permits, Share share, List<String> order, int waiting) {
        CompletableFuture<Void> wants = CompletableFuture.runAsync(() -> {
            try (FairPermits.Permit _ = permits.acquire(share)) {
                synchronized (order) {
                    order.add(share.name());
                }
            }
        }, Thread::startVirtualThread);
        while (permits.waiting() < waiting) {
            Thread.onSpinWait();
        }
        return wants;
    }
}

package dev.rollcall.outbound.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Who reads how the streams do, and how often. */
class StreamsInForceTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(60)
    void whoeverWaitsForAReadGoesByIt() throws InterruptedException {
        TestTime time = new TestTime();
        try (SmallDirectory house = SmallDirectory.in(folder, time)) {
            FlakyStorage store = new FlakyStorage(house.storage());
            StreamsInForce streams = new StreamsInForce(store, time::nanos);
            AtomicInteger reads = new AtomicInteger();
            CountDownLatch entered = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            store.beforeRead(() -> {
                reads.incrementAndGet();
                entered.countDown();
                await(go);
            });
            List<Thread> threads = Stream.generate(() -> Thread.ofPlatform().start(streams::delivering))
                    .limit(4)
                    .toList();
            entered.await();
            while (threads.stream().filter(thread -> thread.getState() == Thread.State.BLOCKED).count() < 3) {
                Thread.onSpinWait();
            }
            go.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(reads).hasValue(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

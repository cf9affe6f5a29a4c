package dev.rollcall.server.helidon;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever ends a wait interrupts the wait, never what comes after it. */
@Timeout(120)
class StallWatchTest {
    @Test
    void theEndOfAWaitIsNotPassedWhileItIsBeingInterrupted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        StallWatch watch = new StallWatch(new Thread() {
            @Override
            public void interrupt() {
                begun.countDown();
                awaitWithoutInterrupt(goOn);
            }
        });
        watch.begin(Duration.ofMinutes(1));
        Thread firing = Thread.ofVirtual().start(watch::fire);
        begun.await();
        Thread ending = Thread.ofPlatform().start(watch::end);
        while (ending.getState() != Thread.State.WAITING && ending.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        assertThat(ending.isAlive()).as("the interrupt is still to come").isTrue();
        goOn.countDown();
        ending.join();
        firing.join();
        assertThat(watch.hasFired()).isTrue();
    }

    @Test
    void aWaitThatIsLateIsEndedAndAnotherOneIsNot() {
        StallWatch watch = new StallWatch(Thread.currentThread());
        watch.check(System.nanoTime());
        watch.until(1_000);
        watch.check(1_000);
        watch.end();
        watch.check(2_000);
        assertThat(watch.hasFired() || Thread.interrupted()).isFalse();
        watch.until(1_000);
        watch.check(1_001);
        assertThat(watch.hasFired()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void awaitWithoutInterrupt(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

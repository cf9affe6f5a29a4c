package dev.rollcall.outbound.engine;

import dev.rollcall.outbound.delivery.WorkClock;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PacingTest {
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void overAnyTimeNoMoreThanTheRateBegin() {
        Pacing pacing = new Pacing(nanos::get);
        int begun = 0;
        for (int step = 0; step < 1_000; step++) {
            while (pacing.take(10)) {
                begun++;
            }
            nanos.addAndGet(Duration.ofMillis(10).toNanos());
        }
        // Ten seconds, and one second's worth at once.
        assertThat(begun).isBetween(98, 110);
    }

    @Test
    void whatARunSendsBesideItsFirstRequestIsMadeUpFor() {
        Pacing pacing = new Pacing(nanos::get);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(pacing.take(2)).isTrue();
        pacing.more(5);
        assertThat(pacing.take(2)).isFalse();
        assertThat(pacing.untilNext(2)).isEqualTo(Duration.ofMillis(2_500));
        nanos.addAndGet(Duration.ofMillis(2_500).toNanos());
        assertThat(pacing.take(2)).isTrue();
    }

    @Test
    void theBytesOfRunsAreNeverMoreThanTheirBound() {
        ByteBudget bytes = new ByteBudget(10);
        assertThat(bytes.take(6)).isTrue();
        assertThat(bytes.take(5)).isFalse();
        assertThat(bytes.take(4)).isTrue();
        bytes.giveBack(6);
        assertThat(bytes.used()).isEqualTo(4);
        assertThat(bytes.take(6)).isTrue();
    }

    /** A process that was frozen finds its lease over, whatever the wall clock says. */
    @Test
    void noRequestBeginsThatCouldLastIntoTheEndOfTheLease() {
        AtomicBoolean stopping = new AtomicBoolean();
        nanos.set(Duration.ofSeconds(3).toNanos());
        WorkClock clock = new WorkClock(Clock.fixed(Given.START, ZoneOffset.UTC), nanos::get, 0, Duration.ofSeconds(20),
                Duration.ofMinutes(1), stopping::get);
        assertThat(clock.left()).isEqualTo(Duration.ofSeconds(15));
        assertThat(clock.mayUse(Duration.ofSeconds(15))).isTrue();
        assertThat(clock.mayUse(Duration.ofMillis(15_001))).isFalse();
        nanos.set(Duration.ofSeconds(30).toNanos());
        assertThat(clock.mayUse(Duration.ZERO.plusNanos(1))).isFalse();
        assertThat(clock.left()).isZero();
        assertThat(
                new WorkClock(Clock.fixed(Given.START, ZoneOffset.UTC), nanos::get, nanos.get(), Duration.ofSeconds(20),
                        Duration.ofSeconds(10), stopping::get).left())
                .isEqualTo(Duration.ofSeconds(10));
        stopping.set(true);
        assertThat(clock.mayUse(Duration.ZERO)).isFalse();
    }
}

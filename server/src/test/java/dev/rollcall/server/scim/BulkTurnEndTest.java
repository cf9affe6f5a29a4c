package dev.rollcall.server.scim;

import dev.rollcall.scim.ScimException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BulkTurnEndTest {
    private final AtomicLong now = new AtomicLong(42);
    private final AtomicBoolean there = new AtomicBoolean(true);
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger letGoFirst = new AtomicInteger();
    private final AtomicBoolean comesAgain = new AtomicBoolean(true);
    private final BulkTurnEnd end = new BulkTurnEnd(() -> {
        looks.incrementAndGet();
        return there.get();
    }, most -> {
        assertThat(most).isEqualTo(Duration.ofSeconds(5).minusNanos(now.get() - 42));
        letGoFirst.incrementAndGet();
        return comesAgain.get();
    }, Duration.ofSeconds(5), now::get);

    @Test
    void othersGoFirstBeforeEachOperationButTheFirst() {
        assertThat(end.reached()).isEmpty();
        assertThat(letGoFirst).hasValue(0);
        assertThat(end.reached()).isEmpty();
        assertThat(end.reached()).isEmpty();
        assertThat(letGoFirst).hasValue(2);
    }

    @Test
    void itIsOverWhenItDoesNotComeAgain() {
        comesAgain.set(false);
        assertThat(end.reached()).isEmpty();
        assertThat(end.reached().orElseThrow().status()).isEqualTo(503);
        there.set(false);
        assertThat(end.reached().orElseThrow().status()).isEqualTo(499);
    }

    @Test
    void itLastsSoLongAtMost() {
        now.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
        assertThat(end.reached()).isEmpty();
        now.incrementAndGet();
        ScimException over = end.reached().orElseThrow();
        assertThat(over.status()).isEqualTo(503);
        assertThat(over.detail()).contains("limits.bulk-turn", "5 s");
    }

    @Test
    void itEndsWhenTheClientHasLeftAndLooksNotAtEachOperation() {
        for (int i = 0; i < 1_000; i++) {
            now.addAndGet(Duration.ofMillis(1).toNanos());
            assertThat(end.reached()).isEmpty();
        }
        assertThat(looks).hasValue(4);
        there.set(false);
        now.addAndGet(Duration.ofMillis(250).toNanos());
        assertThat(end.reached().orElseThrow().status()).isEqualTo(499);
    }
}

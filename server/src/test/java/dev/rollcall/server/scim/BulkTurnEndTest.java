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
    private final BulkTurnEnd end = new BulkTurnEnd(() -> {
        looks.incrementAndGet();
        return there.get();
    }, Duration.ofSeconds(5), now::get);

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

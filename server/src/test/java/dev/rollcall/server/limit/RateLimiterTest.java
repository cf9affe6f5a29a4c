package dev.rollcall.server.limit;

import dev.rollcall.directory.storage.Share;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RateLimiterTest {
    private static final Share ONE = new Share("con_aaaaaaaaaaaaaaaa");
    private static final Share OTHER = new Share("con_bbbbbbbbbbbbbbbb");

    private final AtomicLong now = new AtomicLong(42);
    private final RateLimiter limiter = new RateLimiter(new RateLimit(2, 3), now::get);

    @Test
    void admitsABurstAndThenAnEvenPace() {
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.admit(ONE)).isEmpty();
        }
        assertThat(limiter.admit(ONE)).contains(Duration.ofMillis(500));
        now.addAndGet(Duration.ofMillis(400).toNanos());
        assertThat(limiter.admit(ONE)).contains(Duration.ofMillis(100));
        now.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(limiter.admit(ONE)).isEmpty();
        assertThat(limiter.admit(ONE)).isPresent();
        now.addAndGet(Duration.ofHours(1).toNanos());
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.admit(ONE)).isEmpty();
        }
        assertThat(limiter.admit(ONE)).isPresent();
    }

    @Test
    void oneConnectionNeverCountsForAnother() {
        for (int i = 0; i < 10; i++) {
            limiter.admit(ONE);
        }
        assertThat(limiter.admit(OTHER)).isEmpty();
    }

    @Test
    void whoOwesTakesNoMoreAndWhatWasTakenForNothingComesBack() {
        assertThat(limiter.admit(ONE)).isEmpty();
        assertThat(limiter.admit(ONE)).isEmpty();
        assertThat(limiter.owe(ONE, 4)).isEmpty();
        assertThat(limiter.owe(ONE, 1_000)).contains(Duration.ofSeconds(2));
        assertThat(limiter.admit(ONE)).contains(Duration.ofSeconds(2));
        assertThat(limiter.refused()).isEqualTo(2);
        limiter.giveBack(ONE, 4);
        assertThat(limiter.admit(ONE)).isEmpty();
        assertThat(limiter.admit(ONE)).isPresent();
        limiter.giveBack(ONE, 1_000);
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.admit(ONE)).isEmpty();
        }
        assertThat(limiter.admit(ONE)).isPresent();
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatThrownBy(() -> new RateLimit(0, 1)).hasMessageContaining("limits.rate-per-second");
        assertThatThrownBy(() -> new RateLimit(1, 0)).hasMessageContaining("limits.rate-burst");
    }
}

package dev.rollcall.outbound.engine;

import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitTest {
    private static final Instant NOW = Given.START;

    private final EventStream stream = Given.scim(1);

    @Test
    void aTargetIsSickAfterFiveFailuresThatLastTenSeconds() {
        assertThat(circuit(5, 9, Optional.empty())).isEqualTo(Circuit.CLOSED);
        assertThat(circuit(4, 60, Optional.empty())).isEqualTo(Circuit.CLOSED);
        assertThat(circuit(5, 10, Optional.empty())).isEqualTo(Circuit.PROBE);
        assertThat(circuit(5, 10, Optional.of(NOW.plusSeconds(1)))).isEqualTo(Circuit.OPEN);
        assertThat(circuit(1_000_000, 1_000_000, Optional.of(NOW))).isEqualTo(Circuit.PROBE);
    }

    @Test
    void probesComeLessAndLessOftenAndNeverEnd() {
        Random random = new Random(1);
        List<Long> waits = new ArrayList<>();
        Instant probe = NOW.plusSeconds(10);
        for (int i = 0; i < 40; i++) {
            StreamProgress progress = Given.progress(stream, 40 + i, Optional.of(NOW), Optional.of(probe));
            Instant next = Circuit.next(progress, probe, random);
            waits.add(Duration.between(probe, next).toMillis());
            probe = next;
        }
        assertThat(waits.getFirst()).isBetween(800L, 1_200L);
        assertThat(waits.get(3)).isBetween(4_000L, 14_000L);
        assertThat(waits).allMatch(wait -> wait <= 360_000);
        assertThat(waits.getLast()).isGreaterThanOrEqualTo(240_000);
    }

    @Test
    void retriesWaitTwiceAsLongEachTimeUpToTheLongest() {
        RetrySchedule retries = new RetrySchedule(new Random(1));
        assertThat(retries.delay(DeliveryPolicy.DEFAULT, 1)).isBetween(Duration.ofMillis(800),
                Duration.ofMillis(1_200));
        assertThat(retries.delay(DeliveryPolicy.DEFAULT, 5)).isBetween(Duration.ofMillis(12_800),
                Duration.ofMillis(19_200));
        for (int tries : List.of(13, 100, Integer.MAX_VALUE)) {
            assertThat(retries.delay(DeliveryPolicy.DEFAULT, tries))
                    .isBetween(Duration.ofMinutes(48), Duration.ofMinutes(72));
        }
    }

    private Circuit circuit(long failures, long failingFor, Optional<Instant> probe) {
        return Circuit.of(Given.progress(stream, failures, Optional.of(NOW.minusSeconds(failingFor)), probe), NOW);
    }
}

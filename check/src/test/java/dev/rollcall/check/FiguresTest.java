package dev.rollcall.check;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FiguresTest {
    private static final LatencyFigures NONE = LatencyFigures.of(List.of());

    @Test
    void percentilesAreByNearestRank() {
        LatencyFigures figures = LatencyFigures.of(IntStream.rangeClosed(1, 200).mapToObj(Duration::ofMillis).toList());
        assertThat(figures).isEqualTo(new LatencyFigures(200, Duration.ofMillis(100), Duration.ofMillis(190),
                Duration.ofMillis(198), Duration.ofMillis(200)));
        assertThat(NONE.p99()).isZero();
    }

    @Test
    void theRateIsKeptUpWhenNothingFailsAndNineTenthsAreReached() {
        assertThat(new RateFigures(25, 22.5, 0, 0, NONE).isKeptUp()).isTrue();
        assertThat(new RateFigures(25, 22.4, 0, 0, NONE).isKeptUp()).isFalse();
        assertThat(new RateFigures(25, 25, 1, 0, NONE).isKeptUp()).isFalse();
        assertThat(new RateFigures(25, 25, 0, 1, NONE).isKeptUp()).isFalse();
    }

    @Test
    void boundsHaveDefaultsAndLimits() {
        CheckOptions options = CheckOptions.defaults();
        assertThat(options.rateTime()).isEqualTo(Duration.ofSeconds(4));
        assertThat(options.timePerCheck()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.timeInAll()).isEqualTo(Duration.ofMinutes(15));
        assertThat(options.slowAnswer()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.groupSize()).isEqualTo(12);
        assertThatExceptionOfType(CheckException.class)
                .isThrownBy(() -> options.withRateTime(Duration.ofSeconds(61)))
                .withMessage("The rate can be kept up for 0 s to 60 s, not for 61 s.");
    }
}

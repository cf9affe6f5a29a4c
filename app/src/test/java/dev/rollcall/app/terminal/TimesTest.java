package dev.rollcall.app.terminal;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, 0 s ago", "119, 119 s ago", "120, 2 min ago", "7199, 119 min ago", "7200, 2 h ago",
        "172799, 47 h ago", "172800, 2 d ago", "-1, 2026-01-31T08:00:01.000Z"})
    void whatIsPastIsSaidInTheLargestUnitThatHasPassedTwice(long secondsBefore, String text) {
        assertThat(Times.ago(NOW.minusSeconds(secondsBefore), NOW)).isEqualTo(text);
    }
}

package dev.rollcall.client.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0                              | PT0S
         120                           | PT2M
        999999999                      | PT999999999S
        Fri, 27 Nov 2026 12:00:30 GMT  | PT30S
        Fri, 27 Nov 2026 11:00:00 GMT  | PT0S
        """)
    void readsSecondsAndDates(String header, Duration time) {
        assertThat(RetryAfter.of(answer(header), NOW)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "9999999999", "2026-11-27T12:00:30Z"})
    void anythingElseSaysNothing(String header) {
        assertThat(RetryAfter.of(answer(header), NOW)).isEmpty();
    }

    private static ScimAnswer answer(String header) {
        return new ScimAnswer(429, List.of(new ScimHeader("retry-after", header)), new byte[0], Duration.ZERO);
    }
}

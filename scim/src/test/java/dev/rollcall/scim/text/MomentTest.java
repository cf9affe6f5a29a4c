package dev.rollcall.scim.text;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MomentTest {
    @Test
    void anOffsetIsRead() {
        assertThat(Moment.read("2026-03-01T12:00:00Z")).contains(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(Moment.read("2026-03-01T12:00:00.5+02:00")).contains(Instant.parse("2026-03-01T10:00:00.500Z"));
        assertThat(Moment.read("9999-12-31T23:59:59Z")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-03-01", "2026-03-01T12:00:00", "yesterday", "+999999999-12-31T23:59:59Z",
        "-999999999-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
    void whatIsNoneOrTooFarAwayIsNone(String text) {
        assertThat(Moment.read(text)).isEmpty();
    }
}

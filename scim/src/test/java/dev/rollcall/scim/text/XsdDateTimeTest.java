package dev.rollcall.scim.text;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class XsdDateTimeTest {
    @ParameterizedTest
    @DisplayName("7643-2.3.5-02 every legal form is read as its instant")
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05+05:30, 2026-01-01T21:34:05Z",
        "2026-01-02T03:04:05-14:00, 2026-01-02T17:04:05Z",
        "2026-01-02T03:04:05.1Z, 2026-01-02T03:04:05.100Z",
        "2026-01-02T03:04:05.8420572Z, 2026-01-02T03:04:05.842057200Z",
        "2026-01-02T03:04:05.1234567899999Z, 2026-01-02T03:04:05.123456789Z",
        "2026-12-31T24:00:00, 2027-01-01T00:00:00Z",
        "2026-12-31T24:00:00.000+01:00, 2026-12-31T23:00:00Z",
        "0001-01-03T00:00:00.0000000Z, 0001-01-03T00:00:00Z",
        "-0044-03-15T12:00:00Z, -0044-03-15T12:00:00Z",
        "12026-01-02T03:04:05Z, +12026-01-02T03:04:05Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z"})
    void readsLegalForms(String text, String instant) {
        assertThat(XsdDateTime.parse(text)).contains(Instant.parse(instant));
    }

    @ParameterizedTest
    @DisplayName("7643-2.3.5-01 anything else is refused")
    @ValueSource(strings = {"", "2026", "2026-01-02", "2026-01-02 03:04:05Z", "2026-01-02T03:04Z",
        "2026-01-02T3:04:05Z",
        "26-01-02T03:04:05Z", "02026-01-02T03:04:05Z", "2026-13-02T03:04:05Z", "2026-00-02T03:04:05Z",
        "2026-02-29T03:04:05Z", "2026-01-32T03:04:05Z", "2026-01-02T25:04:05Z", "2026-01-02T24:00:01Z",
        "2026-01-02T03:60:05Z", "2026-01-02T03:04:60Z", "2026-01-02T03:04:05.Z", "2026-01-02T03:04:05+0530",
        "2026-01-02T03:04:05+14:01", "2026-01-02T03:04:05+05:60", "2026-01-02T03:04:05ZZ", "2026-01-02t03:04:05z",
        "+2026-01-02T03:04:05Z", "9999999999-01-02T03:04:05Z", "٢٠٢٦-01-02T03:04:05Z", " 2026-01-02T03:04:05Z"})
    void refusesTheRest(String text) {
        assertThat(XsdDateTime.parse(text)).isEmpty();
    }
}

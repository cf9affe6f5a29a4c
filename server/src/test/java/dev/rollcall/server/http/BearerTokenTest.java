package dev.rollcall.server.http;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Requirement 6750-02. */
class BearerTokenTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", ignoreLeadingAndTrailingWhitespace = false, textBlock = """
        Bearer abc|abc
        bearer abc|abc
        BEARER  abc |abc
        Bearer|none
        Bearer |none
        Bearerabc|none
        Basic abc|none
        none|none
        """)
    void reads(String header, String token) {
        assertThat(BearerToken.of(Optional.ofNullable(header))).isEqualTo(Optional.ofNullable(token));
    }
}

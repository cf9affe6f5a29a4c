package dev.rollcall.server.http;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CompressionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        none                | false
        gzip                | true
        gzip,deflate        | true
        deflate, gzip;q=0.5 | true
        *                   | true
        gzip;q=0            | false
        gzip;q=0, *         | false
        identity            | false
        deflate, br         | false
        """)
    void acceptEncoding(String acceptEncoding, boolean gzip) {
        assertThat(Compression.acceptsGzip(Optional.ofNullable(acceptEncoding))).isEqualTo(gzip);
    }
}

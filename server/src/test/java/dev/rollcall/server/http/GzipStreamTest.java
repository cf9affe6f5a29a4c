package dev.rollcall.server.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/** What a compressor holds outside the heap can be given back whatever becomes of its stream. */
class GzipStreamTest {
    private static final byte[] TEXT = "a text that is written".getBytes(StandardCharsets.US_ASCII);

    @Test
    void oneOverAStreamThatTakesNothingIsMadeAndCanBeReleased() throws IOException {
        GzipStream gzip = new GzipStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Nobody takes it");
            }
        });
        gzip.write(TEXT);
        assertThatIOException().isThrownBy(gzip::flush).withMessage("Nobody takes it");
        gzip.release();
        gzip.release();
    }

    @Test
    void aFlushLetsAllThroughAndTheCloseItsEnd() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GzipStream gzip = new GzipStream(out)) {
            gzip.write(TEXT);
            gzip.flush();
            assertThat(new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readNBytes(TEXT.length))
                    .isEqualTo(TEXT);
        }
        assertThat(new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes()).isEqualTo(TEXT);
    }
}

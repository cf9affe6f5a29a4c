package dev.rollcall.server.limit;

import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.BodyException;
import dev.rollcall.server.http.RequestBody;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BodyReaderTest {
    private final AtomicInteger turns = new AtomicInteger();

    /** A body of so many bytes that arrives in pieces. */
    private record Pieces(int size, boolean announced, int[] sent) implements RequestBody {
        @Override
        public boolean present() {
            return true;
        }

        @Override
        public long length() {
            return announced ? size : UNKNOWN_LENGTH;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int piece = Math.min(Math.min(length, 10_000), size - sent[0]);
            if (piece == 0) {
                return -1;
            }
            sent[0] += piece;
            return piece;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, true, 0", "8192, false, 0", "1048576, true, 0", "1048576, false, 1", "1048577, true, 1",
        "1048577, false, 1",
        "3000000, true, 1", "3000000, false, 1", "4000000, false, 1"
    })
    void readsAllAndWaitsForItsTurnOnce(int size, boolean announced, int waits) {
        byte[] body = BodyReader.read(body(size, announced), 4_000_000, "limits.x", turns::incrementAndGet);
        assertThat(body).hasSize(size);
        assertThat(turns).hasValue(waits);
    }

    @ParameterizedTest
    @CsvSource({"4000001, true, 0", "4000001, false, 4000001", "9000000, false, 4000001"})
    void stopsOneByteOverTheLimit(int size, boolean announced, int received) {
        Pieces body = body(size, announced);
        assertThatThrownBy(() -> BodyReader.read(body, 4_000_000, "limits.x", turns::incrementAndGet))
                .isInstanceOfSatisfying(ScimException.class, e -> assertThat(e.status()).isEqualTo(413))
                .hasMessageContaining("4000000")
                .hasMessageContaining("limits.x");
        assertThat(body.sent()[0]).isEqualTo(received);
    }

    @ParameterizedTest
    @CsvSource({"TOO_LARGE, 413", "MALFORMED, 400", "ABORTED, 400", "TIMEOUT, 408"})
    void saysWhyTheRestCannotBeHad(BodyException.Reason reason, int status) {
        RequestBody broken = new RequestBody() {
            @Override
            public boolean present() {
                return true;
            }

            @Override
            public long length() {
                return UNKNOWN_LENGTH;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                throw new BodyException(reason, new IllegalStateException("test"));
            }
        };
        assertThatThrownBy(() -> BodyReader.read(broken, 100, "limits.x", turns::incrementAndGet))
                .isInstanceOfSatisfying(ScimException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        assertThat(BodyLimits.defaults()).isEqualTo(new BodyLimits(1_048_576, 33_554_432));
        assertThatThrownBy(() -> new BodyLimits(0, 1)).hasMessageContaining("limits.body");
    }

    private static Pieces body(int size, boolean announced) {
        return new Pieces(size, announced, new int[1]);
    }
}

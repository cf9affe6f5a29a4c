package dev.rollcall.server.limit;

import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.BodyException;
import dev.rollcall.server.http.RequestBody;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BodyReaderTest {
    private static final Share ONE = new Share("con_aaaaaaaaaaaaaaaa");

    private final BodyMemory memory = new BodyMemory(
            new BodyMemoryOptions(64 << 20, Duration.ZERO, 1), System::nanoTime);
    private final BodyReservation room = memory.open(ONE, Presence.ASSUMED);

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
        "1, true", "8191, true", "8192, true", "8192, false", "8193, true", "8193, false", "1048576, true",
        "1048576, false", "3000000, true", "3000000, false", "4000000, true", "4000000, false"
    })
    void readsAllAndReservesItsBuffers(int size, boolean announced) {
        byte[] body = BodyReader.read(body(size, announced), 4_000_000, "limits.x", room);
        assertThat(body).hasSize(size);
        assertThat(memory.use().taken()).isBetween(size <= 8_191 ? 0L : size, 3L * size + 1);
    }

    @Test
    void reservesWhatHasArrivedAndNotWhatIsAnnounced() {
        long[] most = new long[1];
        Pieces slow = new Pieces(4_000_000, true, new int[1]);
        RequestBody watched = new RequestBody() {
            @Override
            public boolean present() {
                return true;
            }

            @Override
            public long length() {
                return slow.length();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                most[0] = Math.max(most[0], memory.use().taken() - 4L * slow.sent()[0]);
                return slow.read(buffer, offset, length);
            }
        };
        BodyReader.read(watched, 4_000_000, "limits.x", room);
        assertThat(most[0]).as("beyond four times what has arrived").isLessThanOrEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({"4000001, true, 0", "4000001, false, 4000001", "9000000, false, 4000001"})
    void stopsOneByteOverTheLimit(int size, boolean announced, int received) {
        Pieces body = body(size, announced);
        assertThatThrownBy(() -> BodyReader.read(body, 4_000_000, "limits.x", room))
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
        assertThatThrownBy(() -> BodyReader.read(broken, 100, "limits.x", room))
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

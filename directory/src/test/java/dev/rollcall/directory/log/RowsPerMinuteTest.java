package dev.rollcall.directory.log;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowsPerMinuteTest {
    private static final Instant MINUTE = Instant.parse("2026-03-01T08:00:59Z");

    private final RowsPerMinute<ConnectionId> rows = new RowsPerMinute<>(2);
    private final ConnectionId connection = new ConnectionId("con_AAAAAAAAAAAAAAAA");

    @Test
    void everyMinuteHasItsRows() {
        assertThat(admitted(MINUTE, MINUTE, MINUTE)).isEqualTo(2);
        assertThat(admitted(MINUTE.plusSeconds(1), MINUTE.plusSeconds(2), MINUTE.plusSeconds(3))).isEqualTo(2);
    }

    @Test
    void requestsThatEndInAnotherOrderGetNoMore() {
        Instant next = MINUTE.plusSeconds(1);
        assertThat(admitted(MINUTE, next, MINUTE, next, MINUTE, next)).isEqualTo(3);
    }

    private int admitted(Instant... times) {
        int admitted = 0;
        for (Instant time : times) {
            admitted += rows.admit(connection, time) ? 1 : 0;
        }
        return admitted;
    }
}

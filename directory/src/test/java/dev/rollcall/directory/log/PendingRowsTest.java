package dev.rollcall.directory.log;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.RequestLogEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PendingRowsTest {
    private static final ConnectionId FLOOD = new ConnectionId("con_aaaaaaaaaaaaaaaa");
    private static final ConnectionId OTHER = new ConnectionId("con_bbbbbbbbbbbbbbbb");
    private static final ConnectionId THIRD = new ConnectionId("con_cccccccccccccccc");
    private static final long ROOMY = 1L << 30;

    @Test
    void aConnectionThatFloodsTheLogGetsHalfOfItsRowsAndLeavesRoomForOthers() {
        PendingRows rows = new PendingRows(100, ROOMY);
        assertThat(offered(rows, FLOOD, 1_000, 10)).isEqualTo(50);
        assertThat(offered(rows, OTHER, 1_000, 10)).isEqualTo(25);
        assertThat(offered(rows, THIRD, 10, 10)).isEqualTo(10);
        assertThat(rows.rows()).isEqualTo(85);
    }

    @Test
    void aConnectionWithLargeBodiesGetsHalfOfTheBytesAndLeavesRoomForOthers() {
        PendingRows rows = new PendingRows(100_000, 1_000_000);
        assertThat(offered(rows, FLOOD, 1_000, 10_000)).isBetween(20, 25);
        assertThat(rows.bytes()).isBetween(400_000L, 500_000L);
        assertThat(offered(rows, OTHER, 10, 10_000)).isEqualTo(10);
    }

    @Test
    void rowsAreTakenInTurnsAndTheRoomIsThereAgain() {
        PendingRows rows = new PendingRows(100, ROOMY);
        offered(rows, FLOOD, 40, 10);
        offered(rows, OTHER, 2, 10);
        List<RequestLogEntry> taken = rows.take(5, ROOMY).stream().map(PendingRows.Row::entry).toList();
        assertThat(taken).extracting(RequestLogEntry::connection).containsExactly(FLOOD, OTHER, FLOOD, OTHER, FLOOD);
        assertThat(taken).filteredOn(row -> row.connection().equals(FLOOD))
                .extracting(RequestLogEntry::id)
                .containsExactly("0", "1", "2");
        assertThat(rows.take(100, ROOMY)).hasSize(37);
        assertThat(rows.take(100, ROOMY)).isEmpty();
        assertThat(rows.rows()).isZero();
        assertThat(rows.bytes()).isZero();
    }

    @Test
    void oneBatchIsBoundedInBytes() {
        PendingRows rows = new PendingRows(100, ROOMY);
        offered(rows, FLOOD, 10, 10_000);
        assertThat(rows.take(10, 50_000)).hasSize(3);
    }

    private static int offered(PendingRows rows, ConnectionId connection, int count, int body) {
        int taken = 0;
        for (int i = 0; i < count; i++) {
            taken += rows.offer(new PendingRows.Row(row(connection, i, body), false)) ? 1 : 0;
        }
        return taken;
    }

    private static RequestLogEntry row(ConnectionId connection, int number, int body) {
        return new RequestLogEntry(
                connection,
                Integer.toString(number),
                Instant.EPOCH,
                "192.0.2.1",
                "POST",
                "/Users",
                400,
                1,
                Optional.of("tok_1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("x".repeat(body)),
                Optional.empty());
    }
}

package dev.rollcall.oauth;

import dev.rollcall.directory.client.ClientId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalLogTest {
    @Test
    void aClientCostsALineAMinuteAndHidesNoOther() {
        AtomicLong nanos = new AtomicLong();
        List<String> lines = new ArrayList<>();
        RefusalLog log = new RefusalLog(lines::add, nanos::get);
        ClientId one = ClientId.ofManagement("0000000000000001");
        ClientId two = ClientId.ofManagement("0000000000000002");
        for (int i = 0; i < 1_000; i++) {
            log.refused(one, "a reason.");
        }
        log.refused(two, "another reason.");
        assertThat(lines).containsExactly(
                "An assertion for the client cli_0000000000000001 was refused: a reason.",
                "An assertion for the client cli_0000000000000002 was refused: another reason.");
        nanos.addAndGet(RefusalLog.INTERVAL.toNanos() - 1);
        log.refused(one, "late");
        assertThat(lines).hasSize(2);
        nanos.incrementAndGet();
        log.refused(one, "late");
        assertThat(lines).hasSize(3);
    }
}

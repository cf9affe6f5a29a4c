package dev.rollcall.directory.connection;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose part becomes less when it is too much, and what it costs to find that out. */
class MemorySharesTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Test
    void whoTakesMoreThanTheWholeGivesUntilItDoesNot() {
        MemoryShares shares = new MemoryShares(100);
        shares.take(id(1), 60);
        shares.take(id(2), 300);
        assertThat(shares.giver()).as("though the other takes more than its part, and was used before").contains(id(2));
        shares.take(id(2), 101);
        assertThat(shares.giver()).contains(id(2));
        shares.take(id(2), 90);
        assertThat(shares.giver()).as("used longest ago of those above their part").contains(id(1));
        shares.take(id(1), 10);
        assertThat(shares.giver()).isEmpty();
        shares.take(id(3), 101);
        shares.take(id(3), 0);
        shares.take(id(4), 10);
        assertThat(shares.giver()).as("one that is gone gives nothing").contains(id(2));
    }

    /** Whoever shows a token that nobody knows waits for no walk through all connections, nor do those behind it. */
    @Test
    void whoGivesIsFoundAtOnceAmongVeryManyConnections() {
        int many = 60_000;
        MemoryShares shares = new MemoryShares(many);
        for (int i = 0; i < many; i++) {
            shares.take(id(i), 1);
        }
        long begin = THREADS.getCurrentThreadCpuTime();
        for (int i = many; i < 2 * many; i++) {
            shares.take(id(i), 1);
            Optional<ConnectionId> giver = shares.giver();
            assertThat(giver).contains(id(i - many));
            shares.take(id(i - many), 0);
            assertThat(shares.giver()).isEmpty();
        }
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begin)).isLessThan(Duration.ofSeconds(60));
    }

    private static ConnectionId id(int number) {
        return new ConnectionId(String.format(Locale.ROOT, "con_%016d", number));
    }
}

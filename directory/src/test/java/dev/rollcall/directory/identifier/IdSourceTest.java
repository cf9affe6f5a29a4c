package dev.rollcall.directory.identifier;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IdSourceTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");

    private final IdSource ids = new IdSource(Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));

    @Test
    void everyIdIsAVersion7UuidOfItsTime() {
        UUID id = UUID.fromString(ids.next());
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void idsGrowAsTextEvenWithinOneMillisecond() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next());
        }
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void threadsNeverGetTheSameId() throws InterruptedException {
        Set<String> made = new ConcurrentSkipListSet<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 1_000; i++) {
                    made.add(ids.next());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(made).hasSize(8_000);
    }

    @Test
    void theSameSeedAndClockMakeTheSameIds() {
        IdSource again = new IdSource(Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));
        assertThat(new TreeSet<>(List.of(ids.next(), ids.next())))
                .isEqualTo(new TreeSet<>(List.of(again.next(), again.next())));
    }

    @Test
    void noIdHoldsTheReservedWordBulkId() {
        assertThat(ids.next()).as("7643-3.1-07").doesNotContain("bulkId").matches("[0-9a-f-]{36}");
    }
}

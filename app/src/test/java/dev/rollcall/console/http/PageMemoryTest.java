package dev.rollcall.console.http;

import dev.rollcall.console.frame.HeldMemory;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.limit.BodyMemory;
import dev.rollcall.server.limit.BodyMemoryException;
import dev.rollcall.server.limit.BodyMemoryOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What pages take of the memory that all requests share, and for how long. */
class PageMemoryTest {
    private static final long MIB = 1 << 20;

    private final BodyMemory memory = new BodyMemory(new BodyMemoryOptions(100 * MIB, Duration.ZERO, 8),
            System::nanoTime);

    @Test
    void whatGoesOnBehindThePageHoldsItsMemoryUntilItIsWritten() {
        PageMemory page = new PageMemory(memory, Share.HOUSE, Presence.ASSUMED);
        page.reserve(8 * MIB);
        try (HeldMemory look = page.hold(4 * MIB)) {
            assertThat(look).isNotNull();
            assertThat(memory.use().taken()).isEqualTo(12 * MIB);
            page.close();
            assertThat(memory.use().taken()).isEqualTo(4 * MIB);
        }
        assertThat(memory.use().taken()).isZero();
    }

    @Test
    void whatIsRefusedLeavesNothing() {
        PageMemory other = new PageMemory(memory, Share.OUTBOUND, Presence.ASSUMED);
        other.reserve(88 * MIB);
        PageMemory page = new PageMemory(memory, Share.HOUSE, Presence.ASSUMED);
        assertThatExceptionOfType(BodyMemoryException.class).isThrownBy(() -> page.hold(4 * MIB));
        other.close();
        assertThat(memory.use().taken()).isZero();
        try (HeldMemory look = page.hold(4 * MIB)) {
            assertThat(look).isNotNull();
            assertThat(memory.use().taken()).isEqualTo(4 * MIB);
        }
    }
}

package dev.rollcall.hardship;

import java.time.Duration;

/** Killed again and again for a minute. Run by the profile full-size. */
class OutboundKillAtFullSize extends OutboundKillTest {
    @Override
    Duration length() {
        return Duration.ofMinutes(1);
    }
}

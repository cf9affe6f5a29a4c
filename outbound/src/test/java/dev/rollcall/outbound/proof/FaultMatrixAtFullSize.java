package dev.rollcall.outbound.proof;

import java.time.Duration;

/** A minute of each vice. Run by the profile full-size. */
class FaultMatrixAtFullSize extends FaultMatrixTest {
    @Override
    Duration length() {
        return Duration.ofMinutes(1);
    }
}

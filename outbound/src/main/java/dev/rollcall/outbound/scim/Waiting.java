package dev.rollcall.outbound.scim;

import java.time.Duration;

/** How a run waits before it tries once more. */
@FunctionalInterface
interface Waiting {
    /** Waits; false when it was interrupted, so that the run has to end. */
    boolean pause(Duration time);

    /** By sleeping, which costs a virtual thread nothing. */
    static boolean sleep(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

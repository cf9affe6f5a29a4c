package dev.rollcall.outbound.engine;

import dev.rollcall.outbound.delivery.TargetDriver;

/**
 * A driver with the number of runs that use it. It is closed when it is given up and no run uses it any more. Safe for use by
 * many threads.
 */
final class OpenDriver {
    private final TargetDriver driver;
    private final long revision;
    private int runs;
    private boolean givenUp;

    OpenDriver(TargetDriver driver, long revision) {
        this.driver = driver;
        this.revision = revision;
    }

    TargetDriver driver() {
        return driver;
    }

    /** The revision of the stream that it was made for. */
    long revision() {
        return revision;
    }

    /** @return false when it is given up */
    synchronized boolean use() {
        if (givenUp) {
            return false;
        }
        runs++;
        return true;
    }

    void done() {
        boolean close;
        synchronized (this) {
            runs--;
            close = givenUp && runs == 0;
        }
        if (close) {
            driver.close();
        }
    }

    /** Closes it as soon as no run uses it. */
    void giveUp() {
        boolean close;
        synchronized (this) {
            close = !givenUp && runs == 0;
            givenUp = true;
        }
        if (close) {
            driver.close();
        }
    }
}

package dev.rollcall.server.limit;

import dev.rollcall.directory.storage.Share;
import java.util.HashMap;
import java.util.Map;

/** The part of the memory that is kept for small bodies, of which one connection gets a quarter at most. Not for threads. */
final class SmallPool {
    private static final int CONNECTION_PART = 4;

    private final long capacity;
    private final Map<Share, Long> byShare = new HashMap<>();
    private long taken;

    SmallPool(long capacity) {
        this.capacity = capacity;
    }

    long taken() {
        return taken;
    }

    /** Makes it hold so many bytes here, if there is room now. */
    boolean move(Hold hold, long bytes) {
        long more = bytes - hold.small;
        long own = byShare.getOrDefault(hold.share, 0L);
        if (taken + more > capacity || own + more > capacity / CONNECTION_PART) {
            return false;
        }
        add(hold, more);
        return true;
    }

    void release(Hold hold) {
        add(hold, -hold.small);
    }

    private void add(Hold hold, long more) {
        if (more == 0) {
            return;
        }
        taken += more;
        hold.small += more;
        byShare.merge(hold.share, more, (a, b) -> a + b == 0 ? null : a + b);
    }
}

package dev.rollcall.directory.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts the requests that were refused because they would cost too much. Safe for use by many threads. */
final class RefusalCount {
    private static final int TOO_LARGE = 413;

    private final LongAdder searches = new LongAdder();
    private final LongAdder changes = new LongAdder();

    /** Does a change. */
    <T> T counting(Supplier<T> change) {
        try {
            return change.get();
        } catch (ScimException e) {
            if (e.status() == TOO_LARGE) {
                changes.increment();
            }
            throw e;
        }
    }

    /** A search was refused, for whatever reason. */
    void searchRefused(ScimException refusal) {
        if (refusal.scimType().equals(Optional.of(ScimType.TOO_MANY))) {
            searches.increment();
        }
    }

    long searches() {
        return searches.sum();
    }

    long changes() {
        return changes.sum();
    }
}

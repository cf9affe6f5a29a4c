package dev.rollcall.directory.access;

import java.util.ArrayList;
import java.util.List;

/**
 * The first of a list that may be long and have large elements.
 *
 * @param more whether the list goes on behind them
 */
public record Stretch<T>(List<T> elements, boolean more) {
    /** Characters after which a stretch ends early, and with which the largest element still fits. */
    public static final long MOST_CHARACTERS = 2L << 20;

    public Stretch {
        elements = List.copyOf(elements);
    }

    /** Collects one. */
    static final class Builder<T> {
        private final List<T> elements = new ArrayList<>();
        private final int limit;
        private long characters;
        private boolean more;

        Builder(int limit) {
            this.limit = limit;
        }

        /** Whether nothing may follow; there is more then. */
        boolean isFull() {
            more |= elements.size() >= limit || characters >= MOST_CHARACTERS;
            return more;
        }

        void add(T element, long length) {
            elements.add(element);
            characters += length;
        }

        Stretch<T> build() {
            return new Stretch<>(elements, more);
        }
    }
}

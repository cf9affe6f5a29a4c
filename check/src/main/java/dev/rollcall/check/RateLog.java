package dev.rollcall.check;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Where the check of the rate leaves its figures for the report. */
final class RateLog {
    private final AtomicReference<Optional<RateFigures>> figures = new AtomicReference<>(Optional.empty());

    void keep(RateFigures measured) {
        figures.set(Optional.of(measured));
    }

    Optional<RateFigures> figures() {
        return figures.get();
    }
}

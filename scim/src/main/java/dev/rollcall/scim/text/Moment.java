package dev.rollcall.scim.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Moments as clients write them, none of which is too far away to be counted in milliseconds. */
public final class Moment {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private Moment() {}

    /**
     * {@return a time in ISO 8601 with an offset or {@code Z}, of the years 1970 to 9999; empty for anything else}
     *
     * @param text any
     */
    public static Optional<Instant> read(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR
                    ? Optional.of(time.toInstant())
                    : Optional.empty();
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}

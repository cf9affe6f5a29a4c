package dev.rollcall.app.terminal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points of time as they are printed: UTC, always with three digits of a second, {@code 2026-01-31T08:00:00.000Z}. */
public final class Times {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter
            .ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** The text of that time. */
    public static String text(Instant time) {
        return MILLIS.format(time);
    }
}

package dev.rollcall.app.terminal;

import java.time.Duration;
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

    /** How long ago that was, in the largest unit of which at least two have passed: {@code 3 min ago}. */
    public static String ago(Instant time, Instant now) {
        Duration since = Duration.between(time, now);
        if (since.isNegative()) {
            return text(time);
        }
        if (since.toDays() >= 2) {
            return since.toDays() + " d ago";
        }
        if (since.toHours() >= 2) {
            return since.toHours() + " h ago";
        }
        return since.toMinutes() >= 2 ? since.toMinutes() + " min ago" : since.toSeconds() + " s ago";
    }
}

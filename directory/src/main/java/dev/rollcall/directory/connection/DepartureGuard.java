package dev.rollcall.directory.connection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How many users an identity provider may delete or deactivate within an hour, before the rest is held: an assignment that
 * somebody takes away by accident looks like that.
 *
 * @param sharePercent of all users, 1 to 100
 * @param atLeast so many always may, 1 or more
 * @param holding whether it holds departures until the operator releases them
 * @param since when it was set or released; what happened before does not count
 */
public record DepartureGuard(int sharePercent, int atLeast, boolean holding, Instant since) {
    public DepartureGuard {
        if (sharePercent < 1 || sharePercent > 100 || atLeast < 1) {
            throw new IllegalArgumentException(
                    "share_percent is a whole number from 1 to 100, and at_least one from 1 on.");
        }
    }

    /** One that lets departures through, from that time on. */
    public static DepartureGuard set(int sharePercent, int atLeast, Instant now) {
        return new DepartureGuard(sharePercent, atLeast, false, now);
    }

    /** The same while it holds. */
    public DepartureGuard held() {
        return new DepartureGuard(sharePercent, atLeast, true, since);
    }

    /** How many of so many users may leave within an hour. */
    public long allowed(long users) {
        return Math.max(atLeast, users * sharePercent / 100);
    }

    /** As it is stored. */
    public String text() {
        return sharePercent + " " + atLeast + " " + (holding ? 1 : 0) + " " + since.toEpochMilli();
    }

    /** What was stored; empty for an empty text. */
    public static Optional<DepartureGuard> stored(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = List.of(text.split(" ", -1));
        return Optional.of(new DepartureGuard(Integer.parseInt(parts.get(0)), Integer.parseInt(parts.get(1)),
                parts.get(2).equals("1"), Instant.ofEpochMilli(Long.parseLong(parts.get(3)))));
    }
}

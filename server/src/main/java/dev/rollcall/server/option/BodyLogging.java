package dev.rollcall.server.option;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which request bodies go into the log, redacted and cut; the setting {@code log.bodies}. */
public enum BodyLogging {
    /** None. */
    OFF,
    /** Those of requests that were refused. */
    FAILURES,
    /** All. */
    ALL;

    /** The setting's value for it. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The choice of that keyword. */
    public static Optional<BodyLogging> ofKeyword(String keyword) {
        return Arrays.stream(values()).filter(v -> v.keyword().equals(keyword)).findFirst();
    }
}

package dev.rollcall.outbound.scim;

import java.time.Instant;
import java.util.Locale;

/**
 * What is peculiar of one endpoint of a target: what is said of the target as a whole, and what was learned of {@code /Users} or of
 * {@code /Groups}, which says nothing of the other one. Safe for use by many threads.
 */
final class EndpointQuirks {
    private final TargetQuirks quirks;
    private final String prefix;

    /** @param kind {@code /Users} or {@code /Groups} */
    EndpointQuirks(TargetQuirks quirks, String kind) {
        this.quirks = quirks;
        this.prefix = kind.substring(1).toLowerCase(Locale.ROOT) + ".";
    }

    boolean has(String name) {
        return quirks.has(name) || quirks.has(prefix + name);
    }

    /** Whether the target's make is known for it, so that no answer shows otherwise. */
    boolean isOfMake(String name) {
        return quirks.isOfMake(name);
    }

    /** Whether it takes no PATCH. */
    boolean takesNoPatch() {
        return has(TargetQuirks.NO_PATCH) && !has(TargetQuirks.PATCH_ONLY);
    }

    /** Remembers what answers of this endpoint have proved. */
    void learn(String name, String evidence, Instant now) {
        if (!has(name)) {
            quirks.learn(prefix + name, "", evidence, now);
        }
    }

    /** Forgets what an answer of this endpoint has disproved, whoever said so. */
    void unlearn(String name) {
        quirks.unlearn(prefix + name);
        quirks.unlearn(name);
    }
}

package dev.rollcall.outbound.sync;

import java.util.Arrays;
import java.util.Optional;

/** What a sync is for. */
public enum SyncMode {
    /** Says what would be done; changes nothing at the target. */
    DRY_RUN("dry-run"),
    /** Does it. */
    APPLY("apply"),
    /** Says how far the target is from the source; the same as a dry run, and not equal is a failure. */
    VERIFY("verify");

    private final String word;

    SyncMode(String word) {
        this.word = word;
    }

    /** The word for it. */
    public String word() {
        return word;
    }

    /** The mode of that word. */
    public static Optional<SyncMode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }
}

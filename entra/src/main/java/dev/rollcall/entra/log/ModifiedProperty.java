package dev.rollcall.entra.log;

import java.util.Optional;

/**
 * An attribute that was changed in the target.
 *
 * @param displayName the target path
 */
public record ModifiedProperty(String displayName, Optional<String> oldValue, Optional<String> newValue) {
    /** What stands for a value that no log may hold. */
    public static final String REDACTED = "[Redact]";

    public ModifiedProperty {
        if (displayName.equalsIgnoreCase("password")) {
            oldValue = oldValue.map(value -> REDACTED);
            newValue = newValue.map(value -> REDACTED);
        }
    }
}

package dev.rollcall.check;

import java.util.Locale;

/** What it means when a check fails. */
public enum Severity {
    BREAKS_ENTRA("breaks Entra"),
    BREAKS_OKTA("breaks Okta"),
    BREAKS_RFC("breaks the RFC"),
    /** Clients get along; some administrator will wonder. */
    ADVICE("advice");

    private final String label;

    Severity(String label) {
        this.label = label;
    }

    /** In words, {@code breaks Entra}. */
    public String label() {
        return label;
    }

    /** As files write it, {@code breaks-entra}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether something is broken, and not only worth a thought. */
    public boolean breaks() {
        return this != ADVICE;
    }
}

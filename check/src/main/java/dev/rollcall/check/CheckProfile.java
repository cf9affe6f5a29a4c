package dev.rollcall.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whose traffic a check stands for. */
public enum CheckProfile {
    /** Microsoft Entra's provisioning service, its validator and its gallery tests. */
    ENTRA,
    /** Okta's custom and catalogue apps. */
    OKTA,
    /** RFC 7643 and 7644, whoever the client is. */
    RFC;

    /** As a command line and a report write it, {@code entra}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The profile of that keyword; empty when there is none. */
    public static Optional<CheckProfile> ofKeyword(String keyword) {
        return Arrays.stream(values()).filter(profile -> profile.keyword().equals(keyword)).findFirst();
    }
}

package dev.rollcall.setting;

import java.util.Arrays;
import java.util.Locale;

/** A section of {@code rollcall.yaml}. */
public enum SettingGroup {
    SERVER(""),
    STORE(""),
    LIMITS("limit-"),
    LOG("log-"),
    METRICS("metrics-"),
    CONSOLE("console-"),
    OAUTH("oauth-"),
    OUTBOUND("outbound-");

    private final String flagPrefix;

    SettingGroup(String flagPrefix) {
        this.flagPrefix = flagPrefix;
    }

    /** The key of the section. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands before a setting's name in its flag. */
    String flagPrefix() {
        return flagPrefix;
    }

    /** The section of that key. */
    static SettingGroup of(String key) {
        return Arrays.stream(values())
                .filter(group -> group.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no section " + key + " of settings."));
    }
}

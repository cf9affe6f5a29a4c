package dev.rollcall.app.setting;

import java.util.Locale;

/** A section of {@code rollcall.yaml}. */
public enum SettingGroup {
    SERVER(""),
    STORE(""),
    LIMITS("limit-"),
    LOG("log-");

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
}

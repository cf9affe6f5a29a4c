package dev.rollcall.app.setting;

import java.util.Locale;

/** How much the server reports of itself. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG;

    /** The setting's value for it. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.rollcall.app.setting;

import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingForms;
import dev.rollcall.setting.SettingList;

/** How much the server reports of itself. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG;

    static final SettingList SETTINGS = new SettingList();

    public static final Setting<LogLevel> LEVEL = SETTINGS.of("log.level",
            SettingForms.choice("level", LogLevel.class), "info",
            "What the server reports of itself on standard error: error, warn, info or debug.");
}

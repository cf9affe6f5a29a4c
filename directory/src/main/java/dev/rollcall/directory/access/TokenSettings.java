package dev.rollcall.directory.access;

import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;

/** How much is remembered of the tokens of callers. */
public final class TokenSettings {
    public static final SettingList SETTINGS = new SettingList();

    static final Setting<Long> MEMORY = SETTINGS.largeSize("limits.token-memory", "16MiB", "64KiB", "64GiB",
            "How much of the heap the tokens may take that were shown lately, with the schemas that their connections declare; "
                    + "each connection has its part, and what does not fit is read again for each request.");

    private TokenSettings() {}

    /** In bytes, as the settings say. */
    public static long memory(SettingValues values) {
        return values.get(MEMORY);
    }
}

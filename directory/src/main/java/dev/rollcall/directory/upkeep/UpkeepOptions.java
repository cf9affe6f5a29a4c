package dev.rollcall.directory.upkeep;

import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import java.time.Duration;

/**
 * For how long what is only kept for a while is kept.
 *
 * @param logRetention log rows
 * @param changeRetention the change record; never past a live reader
 */
public record UpkeepOptions(Duration logRetention, Duration changeRetention) {
    public static final SettingList SETTINGS = new SettingList();

    static final Setting<Duration> LOG_RETENTION = SETTINGS.duration("log.retention", "30d", "1h", "3650d",
            "How long the rows of the connections' logs are kept.");
    static final Setting<Duration> CHANGE_RETENTION = SETTINGS.duration("store.change-retention", "7d", "1h", "3650d",
            "How long change records are kept for those that read them.");

    /** Those that the settings say. */
    public static UpkeepOptions of(SettingValues values) {
        return new UpkeepOptions(values.get(LOG_RETENTION), values.get(CHANGE_RETENTION));
    }

    /** Those that hold when nothing is set. */
    public static UpkeepOptions defaults() {
        return of(SettingValues.defaults());
    }
}

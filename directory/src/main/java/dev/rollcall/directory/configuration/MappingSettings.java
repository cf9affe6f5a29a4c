package dev.rollcall.directory.configuration;

import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;

/**
 * What mappings may hold and cost, and what is kept of them.
 *
 * @param versions versions of one connection's mapping
 * @param previewUsers users of a connection who are looked at to say what another user-id attribute would mean
 */
public record MappingSettings(int versions, int previewUsers) {
    public static final SettingList SETTINGS = new SettingList();

    static final Setting<Integer> VERSIONS = SETTINGS.number("limits.mapping-versions", 1_000, 200, 100_000,
            "How many versions of a connection's mapping are kept at most. The newest 100 always are, older ones while change"
                    + " records name them.");
    static final Setting<Integer> PREVIEW_USERS = SETTINGS.number("limits.re-key-preview-users", 100_000, 1,
            10_000_000,
            "How many users of a connection are looked at to say beforehand what another user_id_attribute would mean.");

    /** Those that the settings say. */
    public static MappingSettings of(SettingValues values) {
        return new MappingSettings(values.get(VERSIONS), values.get(PREVIEW_USERS));
    }

    /** Those that hold when nothing is set. */
    public static MappingSettings defaults() {
        return of(SettingValues.defaults());
    }
}

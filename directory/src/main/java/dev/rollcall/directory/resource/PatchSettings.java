package dev.rollcall.directory.resource;

import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;

/** What one PATCH request may hold. */
public final class PatchSettings {
    public static final SettingList SETTINGS = new SettingList();

    static final Setting<Integer> OPERATIONS = SETTINGS.number("limits.operations",
            PatchLimits.defaults().maxOperations(), 1, 100_000, "How many operations one PATCH may carry.");
    static final Setting<Integer> PATCH_VALUES = SETTINGS.number("limits.patch-values",
            PatchLimits.defaults().maxValues(), 1, 10_000_000,
            "How many elements the lists in a PATCH may have in all, members of a group above all.");
    static final Setting<Integer> PATCH_WORK = SETTINGS.number("limits.patch-work",
            PatchLimits.defaults().maxWork(), 10_000, 1_000_000_000,
            "How much work planning one PATCH may be: operations times the elements that they look at times the terms of "
                    + "their filters. 2,000,000 are a few tenths of a second.");

    private PatchSettings() {}

    /** The limits that the settings say. */
    public static PatchLimits limits(SettingValues values) {
        return new PatchLimits(values.get(OPERATIONS), values.get(PATCH_VALUES), values.get(PATCH_WORK));
    }
}

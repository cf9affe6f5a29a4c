package dev.rollcall.directory.person;

import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import java.time.Duration;

/**
 * What people and searches for them may cost.
 *
 * @param overlaySize bytes of what the product keeps of one person beside the SCIM document
 * @param signInSize bytes of what the last sign-in has left of itself
 * @param pageBytes bytes of the profiles of a page
 * @param searchTime how long a search or a page may compute profiles
 * @param connections how many connections a search goes through that names none
 * @param formerSubjects how long after people were re-keyed what they were called before makes nobody new
 */
public record PersonLimits(
        int overlaySize, int signInSize, int pageBytes, Duration searchTime, int connections,
        Duration formerSubjects) {
    public static final SettingList SETTINGS = new SettingList();

    static final Setting<Integer> OVERLAY_SIZE = SETTINGS.size("limits.overlay-size", "256KiB", "4KiB", "16MiB",
            "The most that is kept of one person beside the SCIM document: metadata and the product's own attributes.");
    static final Setting<Integer> SIGN_IN_SIZE = SETTINGS.size("limits.sign-in-size", "64KiB", "4KiB", "1MiB",
            "The most that is kept of what a person's last sign-in said; what is more is left out, and the person is let in.");
    static final Setting<Integer> PROFILE_PAGE_BYTES = SETTINGS.size("limits.profile-page-bytes", "8MiB", "64KiB",
            "1GiB",
            "How large the profiles of one page of the management API may be in all; a page that would be larger ends"
                    + " earlier.");
    static final Setting<Duration> SEARCH_TIME = SETTINGS.duration("limits.profile-search-time", "30s", "1s", "10m",
            "How long the profiles of a search or of a page are computed at most; expressions of a mapping can be slow.");
    static final Setting<Integer> SEARCH_CONNECTIONS = SETTINGS.number("limits.search-connections", 1_000, 1, 100_000,
            "How many connections a search for users goes through that names no connection, no e-mail address and no user"
                    + " id.");
    static final Setting<Duration> FORMER_SUBJECTS = SETTINGS.duration("limits.former-subjects", "30d", "1h", "3650d",
            "How long after a connection's users were re-keyed a sign-in by what somebody was called before is refused, so that a"
                    + " provider that still sends it makes nobody a second time.");

    /** Those that the settings say. */
    public static PersonLimits of(SettingValues values) {
        return new PersonLimits(
                values.get(OVERLAY_SIZE), values.get(SIGN_IN_SIZE), values.get(PROFILE_PAGE_BYTES),
                values.get(SEARCH_TIME),
                values.get(SEARCH_CONNECTIONS), values.get(FORMER_SUBJECTS));
    }

    /** Those that hold when nothing is set. */
    public static PersonLimits defaults() {
        return of(SettingValues.defaults());
    }
}

package dev.rollcall.console.setting;

import dev.rollcall.console.log.RequestLogExportPage;
import dev.rollcall.directory.access.ConsoleSessions;
import dev.rollcall.server.limit.RateLimit;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingForm;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import java.time.Duration;
import java.util.Optional;

/** The section {@code console}: whether there is one, and for how long people stay signed in. */
public final class ConsoleSettings {
    public static final SettingList SETTINGS = new SettingList();

    public static final Setting<Boolean> SERVED = SETTINGS.of("console.served", onOrOff(), "on",
            "Whether the console is served at /console: on or off.");
    public static final Setting<Duration> SESSION_IDLE = SETTINGS.duration("console.session-idle", "1h", "1m", "7d",
            "How long somebody stays signed in to the console who does nothing there.");
    public static final Setting<Duration> SESSION_LIFETIME = SETTINGS.duration("console.session-lifetime", "12h", "5m",
            "30d", "How long somebody stays signed in to the console at most.");
    public static final Setting<Integer> SESSIONS = SETTINGS.number("console.sessions", 1_000, 1, 100_000,
            "How many sessions of the console there are at the same time; of more, those end that were used least lately.");
    public static final Setting<Integer> SESSIONS_OF_ONE = SETTINGS.number("console.sessions-of-one", 20, 1, 1_000,
            "How many of these one client, one operator and the administrator have each; of more, their own end that were used least"
                    + " lately.");
    public static final Setting<Integer> SIGN_IN_RATE = SETTINGS.number("console.sign-in-rate", 10, 1, 10_000,
            "How many sign-ins a minute may fail from one client address; then the next ones from there wait.");
    public static final Setting<Integer> LIVE_PAGES = SETTINGS.number("console.live-pages", 32, 1, 10_000,
            "How many pages of the console may follow what happens at the same time, a quarter of them of one client; others are"
                    + " to be loaded anew.");
    public static final Setting<Integer> SETUP_RATE = SETTINGS.number("console.setup-rate", 5, 1, 10_000,
            "How many pages of set-ups a second each client address may load in the long run, and twelve times as many at once;"
                    + " then the next ones from there wait.");
    public static final Setting<Integer> LOG_EXPORT_ROWS = SETTINGS.number("console.log-export-rows", 100_000, 1,
            10_000_000,
            "How many requests a file of the log has at most that the console gives; its last line says how to go on.");
    public static final Setting<Integer> LOG_EXPORT_SIZE = SETTINGS.size("console.log-export-size", "64MiB", "64KiB",
            "1GiB",
            "How large such a file becomes at most.");

    private static final double SECONDS = 60;
    /** Seconds whose pages of a set-up may come at once. */
    private static final int AT_ONCE = 12;

    private ConsoleSettings() {}

    /** How long sessions are good, and how many there are. */
    public static ConsoleSessions.Limits sessions(SettingValues values) {
        return new ConsoleSessions.Limits(values.get(SESSION_IDLE), values.get(SESSION_LIFETIME), values.get(SESSIONS),
                values.get(SESSIONS_OF_ONE));
    }

    /** How many pages of set-ups an address may load: those that are open look every few seconds. */
    public static RateLimit setups(SettingValues values) {
        int perSecond = values.get(SETUP_RATE);
        return new RateLimit(perSecond, perSecond * AT_ONCE);
    }

    /** How large a file of the log may become. */
    public static RequestLogExportPage.Limits logExport(SettingValues values) {
        return new RequestLogExportPage.Limits(values.get(LOG_EXPORT_ROWS), values.get(LOG_EXPORT_SIZE),
                values.get(RequestSettings.LOG_BODY_LENGTH));
    }

    /** How many sign-ins of an address may fail. */
    public static RateLimit signIns(SettingValues values) {
        int perMinute = values.get(SIGN_IN_RATE);
        return new RateLimit(perMinute / SECONDS, perMinute);
    }

    private static SettingForm<Boolean> onOrOff() {
        return new SettingForm<>("on|off", "on or off", text -> switch (text) {
            case "on" -> Optional.of(true);
            case "off" -> Optional.of(false);
            default -> Optional.empty();
        });
    }
}

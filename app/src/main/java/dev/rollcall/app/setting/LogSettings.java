package dev.rollcall.app.setting;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The section {@code log}: what is kept of each request, and for how long.
 *
 * @param bodySize bytes
 */
public record LogSettings(Duration retention, LoggedBodies bodies, int bodySize) {

    static final Setting<Duration> RETENTION = Setting.of(
            SettingGroup.LOG,
            "retention",
            SettingForms.duration(Duration.ofHours(1), Duration.ofDays(3_650)),
            "30d",
            "How long log rows are kept.");
    static final Setting<LoggedBodies> BODIES = Setting.of(
            SettingGroup.LOG,
            "bodies",
            SettingForms.choice(
                    "which",
                    Map.of("all", LoggedBodies.ALL, "failures", LoggedBodies.FAILURES, "off", LoggedBodies.OFF)),
            "all",
            "Of which requests the body is kept: all, failures, off. Passwords and secrets are never kept.");
    static final Setting<Long> BODY_SIZE = Setting.of(
            SettingGroup.LOG,
            "body-size",
            SettingForms.size(256, 1L << 20),
            "16KiB",
            "How much of a body is kept; the rest is cut off.");

    static final List<Setting<?>> ALL = List.of(RETENTION, BODIES, BODY_SIZE);

    static LogSettings of(SettingValues values) {
        return new LogSettings(values.get(RETENTION), values.get(BODIES), Math.toIntExact(values.get(BODY_SIZE)));
    }
}

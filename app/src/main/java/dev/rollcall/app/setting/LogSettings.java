package dev.rollcall.app.setting;

import dev.rollcall.server.BodyLogging;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The section {@code log}: what is kept of each request, and for how long, and what the server itself reports.
 *
 * @param bodyLength characters
 * @param unauthenticated rows a minute
 */
public record LogSettings(Duration retention, BodyLogging bodies, int bodyLength, int unauthenticated, LogLevel level) {

    static final Setting<Duration> RETENTION = Setting.of(
            SettingGroup.LOG,
            "retention",
            SettingForms.duration(Duration.ofHours(1), Duration.ofDays(3_650)),
            "30d",
            "How long the rows of the connections' logs are kept.");
    static final Setting<BodyLogging> BODIES = Setting.of(
            SettingGroup.LOG,
            "bodies",
            SettingForms.choice(
                    "which",
                    Arrays.stream(BodyLogging.values())
                            .collect(Collectors.toMap(BodyLogging::keyword, Function.identity()))),
            "all",
            "Of which requests the body is kept: all, failures or off. Passwords and secrets are never kept.");
    static final Setting<Integer> BODY_LENGTH = Setting.of(
            SettingGroup.LOG,
            "body-length",
            SettingForms.number("number", 256, 1 << 20),
            "16384",
            "How many characters of a body are kept; the rest is cut off.");
    static final Setting<Integer> UNAUTHENTICATED = Setting.of(
            SettingGroup.LOG,
            "unauthenticated",
            SettingForms.number("number", 1, 1_000_000),
            "60",
            "How many requests without a valid token are logged a minute for each connection; more are counted.");
    static final Setting<LogLevel> LEVEL = Setting.of(
            SettingGroup.LOG,
            "level",
            SettingForms.choice(
                    "level",
                    Arrays.stream(LogLevel.values())
                            .collect(Collectors.toMap(LogLevel::keyword, Function.identity()))),
            "info",
            "What the server reports of itself on standard error: error, warn, info or debug.");

    static final List<Setting<?>> ALL = List.of(RETENTION, BODIES, BODY_LENGTH, UNAUTHENTICATED, LEVEL);

    static LogSettings of(SettingValues values) {
        return new LogSettings(
                values.get(RETENTION),
                values.get(BODIES),
                values.get(BODY_LENGTH),
                values.get(UNAUTHENTICATED),
                values.get(LEVEL));
    }
}

package dev.rollcall.app.setting;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code store}: where connections, tokens, users, groups and the log are kept.
 *
 * @param data the folder of the embedded store
 * @param databaseUrl a JDBC URL; when present, PostgreSQL is used instead of the embedded store
 */
public record StoreSettings(
        Path data,
        Optional<String> databaseUrl,
        Optional<String> databaseUser,
        Optional<String> databasePassword,
        int poolSize,
        Duration changeRetention) {

    static final Setting<Path> DATA = Setting.of(
            SettingGroup.STORE, "data", SettingForms.path("folder"), "./data",
            "The folder of the embedded store (SQLite).");
    static final Setting<String> DATABASE_URL = Setting.secret(
            SettingGroup.STORE,
            "database-url",
            SettingForms.postgresUrl(),
            "A JDBC URL such as jdbc:postgresql://db.example.com/rollcall keeps everything in PostgreSQL "
                    + "(13 or newer) instead of the embedded store.");
    static final Setting<String> DATABASE_USER = Setting.optional(
            SettingGroup.STORE,
            "database-user",
            SettingForms.text("name"),
            "The PostgreSQL user, when the URL does not name one.");
    static final Setting<String> DATABASE_PASSWORD = Setting.secret(
            SettingGroup.STORE,
            "database-password",
            SettingForms.text("password"),
            "The PostgreSQL user's password, when the URL does not carry one. "
                    + "Prefer the environment variable: other users of the machine can see flags.");
    static final Setting<Integer> POOL_SIZE = Setting.of(
            SettingGroup.STORE,
            "pool-size",
            SettingForms.number("number", 2, 1_000),
            "10",
            "How many connections to PostgreSQL are kept.");
    static final Setting<Duration> CHANGE_RETENTION = Setting.of(
            SettingGroup.STORE,
            "change-retention",
            SettingForms.duration(Duration.ofHours(1), Duration.ofDays(3_650)),
            "7d",
            "How long change records are kept for those that read them.");

    static final List<Setting<?>> ALL = List.of(DATA, DATABASE_URL, DATABASE_USER, DATABASE_PASSWORD,
            POOL_SIZE, CHANGE_RETENTION);

    static StoreSettings of(SettingValues values) {
        return new StoreSettings(
                values.get(DATA),
                values.find(DATABASE_URL),
                values.find(DATABASE_USER),
                values.find(DATABASE_PASSWORD),
                values.get(POOL_SIZE),
                values.get(CHANGE_RETENTION));
    }

    /** Shows neither the URL, which may carry a password, nor the password. */
    @Override
    public String toString() {
        return "StoreSettings[data=%s, postgresql=%s]".formatted(data, databaseUrl.isPresent());
    }
}

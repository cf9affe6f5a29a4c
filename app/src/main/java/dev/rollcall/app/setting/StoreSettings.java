package dev.rollcall.app.setting;

import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingForms;
import dev.rollcall.setting.SettingList;
import java.nio.file.Path;
import java.util.Optional;

/** Where connections, tokens, users, groups and the log are kept. */
public final class StoreSettings {
    static final SettingList SETTINGS = new SettingList();

    public static final Setting<Path> DATA = SETTINGS.of("store.data", SettingForms.path("folder"), "./data",
            "The folder of the embedded store (SQLite).");
    public static final Setting<Optional<String>> DATABASE_URL = SETTINGS.secret("store.database-url",
            SettingForms.postgresUrl(),
            "A JDBC URL such as jdbc:postgresql://db.example.com/rollcall keeps everything in PostgreSQL "
                    + "(13 or newer) instead of the embedded store.");
    public static final Setting<Optional<String>> DATABASE_USER = SETTINGS.optional("store.database-user",
            SettingForms.text("name"), "The PostgreSQL user, when the URL does not name one.");
    public static final Setting<Optional<String>> DATABASE_PASSWORD = SETTINGS.secret("store.database-password",
            SettingForms.text("password"),
            "The PostgreSQL user's password, when the URL does not carry one. "
                    + "Prefer the environment variable: other users of the machine can see flags.");

    public static final Setting<Optional<Path>> KEY_FILE = SETTINGS.optional("store.key-file",
            SettingForms.path("file"),
            "The file whose keys seal what the store may not hold in the clear, such as the keys of access tokens; mode 0600, "
                    + "and never in a backup of the store. Without it, key-file.json in the data folder, made at the first start. "
                    + "On PostgreSQL it must be there before tokens can be issued, and be the same on all nodes.");

    private StoreSettings() {}
}

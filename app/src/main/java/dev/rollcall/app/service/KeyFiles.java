package dev.rollcall.app.service;

import dev.rollcall.app.setting.StoreSettings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.oauth.KeyFile;
import dev.rollcall.setting.SettingValues;
import java.nio.file.Path;

/** Where the key file is: where the setting says, or beside the embedded store. */
public final class KeyFiles {
    private static final String USUAL_NAME = "key-file.json";

    private KeyFiles() {}

    /** The key file; one process alone makes it when it is missing, nodes of a PostgreSQL must all be given the same. */
    public static KeyFile of(SettingValues settings, Terminal terminal) {
        Path path = settings.get(StoreSettings.KEY_FILE)
                .map(file -> terminal.folder().resolve(file).normalize())
                .orElseGet(() -> OpenStore.folder(settings, terminal).resolve(USUAL_NAME));
        return settings.get(StoreSettings.DATABASE_URL).isPresent()
                ? KeyFile.at(path)
                : KeyFile.madeWhenMissing(path);
    }
}

package dev.rollcall.app.setting;

import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingException;
import dev.rollcall.setting.SettingValues;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings come from. A flag wins over an environment variable, that over the file, and that over the default.
 *
 * <p>The file is {@code --config}, else {@code ROLLCALL_CONFIG}, else {@code rollcall.yaml} in the working directory if
 * it is there. Names that nobody knows are refused in the file and among the variables that begin with
 * {@code ROLLCALL_}.
 *
 * @param flags the texts of the flags that were given, by flag
 * @param config the file of {@code --config}
 * @param environment the environment variables
 * @param folder the working directory
 */
public record SettingSources(
        Map<Setting<?>, String> flags, Optional<String> config, Map<String, String> environment, Path folder) {

    /**
     * What somebody wrote for a setting.
     *
     * @param origin where it was written, as it is named in an error: {@code --port}, {@code ROLLCALL_PORT} or a key of a
     *     file
     */
    record Written(String origin, String text) {}

    public SettingSources {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
    }

    /**
     * Reads and checks all settings.
     *
     * @throws SettingException when one is unknown, cannot be read or contradicts another
     */
    public SettingValues read() {
        Environment variables = Environment.of(environment);
        ConfigFile file = ConfigFile.find(config, variables.config(), folder);
        SettingValues values = SettingValues.defaults();
        for (Setting<?> setting : Settings.ALL) {
            Optional<Written> written = written(setting, variables, file);
            if (written.isPresent()) {
                values = with(values, setting, written.get());
            }
        }
        Settings.check(values);
        return values;
    }

    private Optional<Written> written(Setting<?> setting, Environment variables, ConfigFile file) {
        return Optional.ofNullable(flags.get(setting))
                .map(text -> new Written(setting.flag(), text))
                .or(() -> variables.text(setting))
                .or(() -> file.text(setting));
    }

    private static <T> SettingValues with(SettingValues values, Setting<T> setting, Written written) {
        return values.with(setting, setting.form().read(written.text()).orElseThrow(() -> {
            String shown = setting.secret() ? "has a value that cannot be used" : "is \"" + written.text() + "\"";
            return new SettingException("%s %s: write %s."
                    .formatted(written.origin(), shown, setting.form().expected()));
        }));
    }
}

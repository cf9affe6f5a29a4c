package dev.rollcall.app.setting;

import java.nio.file.Path;
import java.util.HashMap;
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

    public SettingSources {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
    }

    /**
     * Reads and checks all settings.
     *
     * @throws SettingException when one is unknown, cannot be read or contradicts another
     */
    public Settings read() {
        Environment variables = Environment.of(environment);
        ConfigFile file = ConfigFile.find(config, variables.config(), folder);
        Map<Setting<?>, Object> values = new HashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            written(setting, variables, file).ifPresent(text -> values.put(setting, read(setting, text)));
        }
        return Settings.of(new SettingValues(values));
    }

    private Optional<SettingText> written(Setting<?> setting, Environment variables, ConfigFile file) {
        return Optional.ofNullable(flags.get(setting))
                .map(text -> new SettingText(setting.flag(), text))
                .or(() -> variables.text(setting))
                .or(() -> file.text(setting))
                .or(() -> setting.defaultText().map(text -> new SettingText("the default", text)));
    }

    private static Object read(Setting<?> setting, SettingText written) {
        return setting.form().read(written.text()).<Object>map(value -> value).orElseThrow(() -> {
            String shown = setting.secret() ? "has a value that cannot be used" : "is \"" + written.text() + "\"";
            return new SettingException("%s %s: write %s."
                    .formatted(written.origin(), shown, setting.form().expected()));
        });
    }
}

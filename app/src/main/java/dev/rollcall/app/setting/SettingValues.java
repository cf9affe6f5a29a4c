package dev.rollcall.app.setting;

import java.util.Map;
import java.util.Optional;

/** The values of all settings, each already read; what is absent has neither been set nor a default. */
public final class SettingValues {
    private final Map<Setting<?>, Object> values;

    SettingValues(Map<Setting<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** The value of a setting that has a default. */
    <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new SettingException("The setting " + setting.key() + " is missing."));
    }

    /** The value of a setting that may have none. */
    @SuppressWarnings("unchecked") // each value was read by the form of its own setting
    <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable((T) values.get(setting));
    }
}

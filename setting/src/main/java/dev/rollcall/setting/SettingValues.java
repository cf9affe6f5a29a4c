package dev.rollcall.setting;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A value for every setting: the one that was set, else the default. Never changes, and never shows a secret.
 */
public final class SettingValues {
    private static final SettingValues DEFAULTS = new SettingValues(Map.of());

    private final Map<Setting<?>, Object> set;

    private SettingValues(Map<Setting<?>, Object> set) {
        this.set = set;
    }

    /** Nothing is set. */
    public static SettingValues defaults() {
        return DEFAULTS;
    }

    /** These, but with another value of one setting. */
    public <T> SettingValues with(Setting<T> setting, T value) {
        Map<Setting<?>, Object> all = new HashMap<>(set);
        all.put(setting, value);
        return new SettingValues(Map.copyOf(all));
    }

    /** The setting's value. */
    @SuppressWarnings("unchecked") // with() took it for the same setting
    public <T> T get(Setting<T> setting) {
        Object value = set.get(setting);
        return value == null ? setting.byDefault() : (T) value;
    }

    /** Whether it was set, be it to its default. */
    public boolean isSet(Setting<?> setting) {
        return set.containsKey(setting);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SettingValues values && set.equals(values.set);
    }

    @Override
    public int hashCode() {
        return set.hashCode();
    }

    @Override
    public String toString() {
        Map<String, Object> shown = new TreeMap<>();
        set.forEach((setting, value) -> shown.put(setting.key(), setting.secret() ? "…" : value));
        return shown.toString();
    }
}

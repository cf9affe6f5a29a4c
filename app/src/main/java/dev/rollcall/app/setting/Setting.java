package dev.rollcall.app.setting;

import java.util.Locale;
import java.util.Optional;

/**
 * One setting: what it is called in each source, how it is read, what it is when nobody sets it, and what it means.
 *
 * <p>A setting {@code name} of the groups {@code server} and {@code store} has the flag {@code --name}; of other groups
 * the flag carries the group's singular too, for example {@code --limit-body} for {@code limits.body}. The environment
 * variable is the flag in capitals behind {@code ROLLCALL_}.
 *
 * @param group the section of {@code rollcall.yaml}
 * @param name the key in that section, kebab-case
 * @param defaultText the default as it would be written; empty when there is none
 * @param secret whether the value must never be shown
 * @param meaning one or more whole sentences
 */
public record Setting<T>(
        SettingGroup group,
        String name,
        SettingForm<T> form,
        Optional<String> defaultText,
        boolean secret,
        String meaning) {

    static <T> Setting<T> of(SettingGroup group, String name, SettingForm<T> form, String defaultText, String meaning) {
        return new Setting<>(group, name, form, Optional.of(defaultText), false, meaning);
    }

    static <T> Setting<T> optional(SettingGroup group, String name, SettingForm<T> form, String meaning) {
        return new Setting<>(group, name, form, Optional.empty(), false, meaning);
    }

    static <T> Setting<T> secret(SettingGroup group, String name, SettingForm<T> form, String meaning) {
        return new Setting<>(group, name, form, Optional.empty(), true, meaning);
    }

    /** For example {@code limits.body}. */
    public String key() {
        return group.key() + "." + name;
    }

    /** For example {@code --limit-body}. */
    public String flag() {
        return "--" + group.flagPrefix() + name;
    }

    /** For example {@code ROLLCALL_LIMIT_BODY}. */
    public String variable() {
        return "ROLLCALL_" + (group.flagPrefix() + name).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}

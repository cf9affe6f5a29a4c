package dev.rollcall.setting;

import java.util.Locale;
import java.util.Optional;

/**
 * One setting: what it is called in each source, how it is read, what it is when nobody sets it, and what it means. A
 * {@link SettingList} makes it.
 *
 * <p>A setting {@code name} of the sections {@code server} and {@code store} has the flag {@code --name}; of other sections
 * the flag carries the section's singular too, for example {@code --limit-body} for {@code limits.body}. The environment
 * variable is the flag in capitals behind {@code ROLLCALL_}.
 */
public final class Setting<T> {
    private final SettingGroup group;
    private final String name;
    private final SettingForm<T> form;
    private final Optional<String> defaultText;
    private final T byDefault;
    private final boolean secret;
    private final String meaning;

    Setting(
            String key, SettingForm<T> form, Optional<String> defaultText, T byDefault, boolean secret,
            String meaning) {
        int point = key.indexOf('.');
        this.group = SettingGroup.of(key.substring(0, point));
        this.name = key.substring(point + 1);
        this.form = form;
        this.defaultText = defaultText;
        this.byDefault = byDefault;
        this.secret = secret;
        this.meaning = meaning;
    }

    /** The section of {@code rollcall.yaml}. */
    public SettingGroup group() {
        return group;
    }

    /** The key in that section, kebab-case. */
    public String name() {
        return name;
    }

    /** How its text is read. */
    public SettingForm<T> form() {
        return form;
    }

    /** The default as it would be written; empty when there is none. */
    public Optional<String> defaultText() {
        return defaultText;
    }

    /** What it is when nobody sets it. */
    public T byDefault() {
        return byDefault;
    }

    /** Whether the value must never be shown. */
    public boolean secret() {
        return secret;
    }

    /** One or more whole sentences. */
    public String meaning() {
        return meaning;
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

    @Override
    public String toString() {
        return key();
    }
}

package dev.rollcall.setting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The settings that one class declares, in the order in which they are explained. Filled by that class's initialisation,
 * as in
 *
 * <pre>{@code
 * public static final SettingList SETTINGS = new SettingList();
 * public static final Setting<Integer> PAGE_SIZE = SETTINGS.number("limits.page-size", 100, 1, 10_000,
 *         "How many resources a list answers with when the request names no count.");
 * }</pre>
 *
 * <p>Each method takes the key with its section, then the default, then the bounds (both inclusive), then the meaning in
 * whole sentences. A default that is outside its own bounds fails the declaration.
 */
public final class SettingList {
    private final List<Setting<?>> settings = new ArrayList<>();
    private final List<Consumer<SettingValues>> checks = new ArrayList<>();

    /** All settings of the list. */
    public List<Setting<?>> all() {
        return List.copyOf(settings);
    }

    /** A whole number. */
    public Setting<Integer> number(String key, int byDefault, int lowest, int highest, String meaning) {
        return of(key, SettingForms.number("number", lowest, highest), Integer.toString(byDefault), meaning);
    }

    /** A number of bytes below 2 GiB, written as in {@code 32MiB}. */
    public Setting<Integer> size(String key, String byDefault, String lowest, String highest, String meaning) {
        return of(key, SettingForms.size(lowest, highest), byDefault, meaning);
    }

    /** A number of bytes that may be more than 2 GiB. */
    public Setting<Long> largeSize(String key, String byDefault, String lowest, String highest, String meaning) {
        return of(key, SettingForms.largeSize(lowest, highest), byDefault, meaning);
    }

    /** A time, written as in {@code 30d}. */
    public Setting<Duration> duration(
            String key, String byDefault, String shortest, String longest, String meaning) {
        return of(key, SettingForms.duration(shortest, longest), byDefault, meaning);
    }

    /** A setting of any form; the default is written as somebody would write it. */
    public <T> Setting<T> of(String key, SettingForm<T> form, String byDefault, String meaning) {
        T value = form.read(byDefault)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The default of %s is %s, but must be %s.".formatted(key, byDefault, form.expected())));
        return add(new Setting<>(key, form, Optional.of(byDefault), value, false, meaning));
    }

    /** A setting that has no value unless it is set. */
    public <T> Setting<Optional<T>> optional(String key, SettingForm<T> form, String meaning) {
        return add(new Setting<>(key, form.optional(), Optional.empty(), Optional.empty(), false, meaning));
    }

    /** A setting that has no value unless it is set, and whose value is never shown. */
    public <T> Setting<Optional<T>> secret(String key, SettingForm<T> form, String meaning) {
        return add(new Setting<>(key, form.optional(), Optional.empty(), Optional.empty(), true, meaning));
    }

    /** A list that is empty unless it is set. */
    public <T> Setting<List<T>> list(String key, SettingForm<List<T>> form, String meaning) {
        return add(new Setting<>(key, form, Optional.empty(), List.of(), false, meaning));
    }

    /**
     * Adds a rule that several settings must keep together.
     *
     * @param check throws a {@link SettingException} that says what to change
     */
    public void rule(Consumer<SettingValues> check) {
        checks.add(check);
    }

    /**
     * Holds the values against the rules.
     *
     * @throws SettingException when one contradicts another
     */
    public void check(SettingValues values) {
        checks.forEach(check -> check.accept(values));
    }

    private <T> Setting<T> add(Setting<T> setting) {
        settings.add(setting);
        return setting;
    }
}

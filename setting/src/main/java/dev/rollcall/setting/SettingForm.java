package dev.rollcall.setting;

import java.util.Optional;
import java.util.function.Function;

/**
 * How the text of a setting is read.
 *
 * @param label what stands for the value in help texts, for example {@code port}
 * @param expected what must be written, as the end of a sentence that begins with "write"
 * @param reader the value of a text; empty when the text has another form
 */
public record SettingForm<T>(String label, String expected, Function<String, Optional<T>> reader) {

    /** The value of that text; empty when the text has another form. */
    public Optional<T> read(String text) {
        return reader.apply(text);
    }

    /** The same texts, for a setting that may have no value: each is read as a value that is there. */
    SettingForm<Optional<T>> optional() {
        return new SettingForm<>(label, expected, text -> read(text).map(Optional::of));
    }
}

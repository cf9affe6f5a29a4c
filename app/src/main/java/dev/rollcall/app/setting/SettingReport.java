package dev.rollcall.app.setting;

import dev.rollcall.console.frame.HouseFacts;
import dev.rollcall.console.frame.HouseFacts.Fact;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingValues;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings in force, as somebody would write them. */
public final class SettingReport {
    private static final String SECRET = "set, and not shown";
    private static final String NOTHING = "–";
    private static final String OFF = "off";
    private static final long KIBI = 1_024;

    private SettingReport() {}

    /** All of them, with the version of the program. */
    public static HouseFacts of(SettingValues values) {
        return new HouseFacts(version(), Settings.ALL.stream()
                .map(setting -> new Fact(setting.key(), text(setting, values), values.isSet(setting),
                        setting.meaning()))
                .toList());
    }

    /** That in the manifest of the jar; outside of a jar there is none. */
    private static String version() {
        return Optional.ofNullable(SettingReport.class.getPackage().getImplementationVersion()).orElse("(unpackaged)");
    }

    private static String text(Setting<?> setting, SettingValues values) {
        if (!values.isSet(setting)) {
            return setting.defaultText().orElse(NOTHING);
        }
        Object value = values.get(setting);
        if (value.equals(Optional.empty())) {
            return setting.form().read(OFF).isPresent() ? OFF : NOTHING;
        }
        if (setting.secret()) {
            return SECRET;
        }
        return text(value, setting.form().label().equals("size"));
    }

    private static String text(Object value, boolean size) {
        return switch (value) {
            case Optional<?> optional -> optional.map(inner -> text(inner, size)).orElse(NOTHING);
            case List<?> list -> list.isEmpty()
                    ? NOTHING
                    : list.stream().map(one -> text(one, false)).collect(Collectors.joining(","));
            case Duration duration -> duration(duration);
            case Boolean on -> on ? "on" : "off";
            case Number number -> size ? size(number.longValue()) : number.toString();
            case Enum<?> word -> word.name().toLowerCase(Locale.ROOT).replace('_', '-');
            default -> value.toString();
        };
    }

    private static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        for (Unit unit : List.of(new Unit("d", 86_400), new Unit("h", 3_600), new Unit("m", 60))) {
            if (seconds > 0 && seconds % unit.size() == 0) {
                return seconds / unit.size() + unit.name();
            }
        }
        return seconds + "s";
    }

    private static String size(long bytes) {
        for (Unit unit : List.of(new Unit("GiB", KIBI * KIBI * KIBI), new Unit("MiB", KIBI * KIBI),
                new Unit("KiB", KIBI))) {
            if (bytes > 0 && bytes % unit.size() == 0) {
                return bytes / unit.size() + unit.name();
            }
        }
        return Long.toString(bytes);
    }

    private record Unit(String name, long size) {}
}

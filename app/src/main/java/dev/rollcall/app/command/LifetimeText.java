package dev.rollcall.app.command;

import dev.rollcall.setting.SettingForms;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A time as it is written on the command line, within bounds. */
final class LifetimeText {
    /** Nothing lives longer. */
    static final Duration LONGEST = Duration.ofDays(36_500);

    private LifetimeText() {}

    /**
     * Reads a time such as {@code 30d}.
     *
     * @param shortest inclusive
     * @param longest inclusive
     * @throws ParameterException when it is none, or out of bounds
     */
    static Duration parse(CommandSpec command, String option, String text, Duration shortest, Duration longest) {
        return SettingForms.duration(text)
                .filter(duration -> duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0)
                .orElseThrow(() -> new ParameterException(command.commandLine(),
                        "%s %s cannot be used: write a time from %s to %s, in s, m, h or d."
                                .formatted(option, text, plain(shortest), plain(longest))));
    }

    private static String plain(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds > 0 && seconds % 86_400 == 0) {
            return duration.toDays() + "d";
        }
        return seconds > 0 && seconds % 60 == 0 ? duration.toMinutes() + "m" : seconds + "s";
    }
}

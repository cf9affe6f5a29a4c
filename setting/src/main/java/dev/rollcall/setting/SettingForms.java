package dev.rollcall.setting;

import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The forms that settings are written in: numbers, sizes such as {@code 32MiB}, durations such as {@code 30d}, and so on. */
public final class SettingForms {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})(KiB|MiB|GiB)?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,18})(s|m|h|d)");
    private static final Map<String, Integer> SIZE_SHIFTS = Map.of("KiB", 10, "MiB", 20, "GiB", 30);
    private static final Map<String, Long> UNIT_SECONDS = Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);

    private SettingForms() {}

    /** Any text that is not blank. */
    public static SettingForm<String> text(String label) {
        return new SettingForm<>(
                label, "something that is not blank", text -> Optional.of(text).filter(t -> !t.isBlank()));
    }

    /** A whole number within bounds, both inclusive. */
    public static SettingForm<Integer> number(String label, int lowest, int highest) {
        return new SettingForm<>(
                label,
                "a whole number from %d to %d".formatted(lowest, highest),
                text -> DIGITS.matcher(text).matches()
                        ? Optional.of(Long.parseLong(text))
                                .filter(n -> n >= lowest && n <= highest)
                                .map(Math::toIntExact)
                        : Optional.empty());
    }

    /** {@code off}, read as nothing, or a whole number within bounds. */
    public static SettingForm<Optional<Integer>> offOrNumber(String label, int lowest, int highest) {
        SettingForm<Integer> number = number(label, lowest, highest);
        return new SettingForm<>(
                label,
                "off or " + number.expected(),
                text -> text.equals("off") ? Optional.of(Optional.empty()) : number.read(text).map(Optional::of));
    }

    /** A number of bytes below 2 GiB, plain or with {@code KiB}, {@code MiB} or {@code GiB}, within bounds. */
    public static SettingForm<Integer> size(String lowest, String highest) {
        SettingForm<Long> size = largeSize(lowest, highest);
        return new SettingForm<>(size.label(), size.expected(), text -> size.read(text).map(Math::toIntExact));
    }

    /** A number of bytes, plain or with {@code KiB}, {@code MiB} or {@code GiB}, within bounds. */
    public static SettingForm<Long> largeSize(String lowest, String highest) {
        long least = bytes(lowest).orElseThrow();
        long most = bytes(highest).orElseThrow();
        return new SettingForm<>(
                "size",
                "a size from %s to %s, such as 512KiB or 32MiB".formatted(lowest, highest),
                text -> bytes(text).filter(n -> n >= least && n <= most));
    }

    /** A whole number of seconds, minutes, hours or days, within bounds. */
    public static SettingForm<Duration> duration(String shortest, String longest) {
        Duration least = duration(shortest).orElseThrow();
        Duration most = duration(longest).orElseThrow();
        return new SettingForm<>(
                "duration",
                "a duration from %s to %s, in s, m, h or d".formatted(shortest, longest),
                text -> duration(text).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0));
    }

    /** The duration of a text such as {@code 900s}, {@code 15m}, {@code 12h} or {@code 30d}; empty for any other form. */
    public static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long seconds = UNIT_SECONDS.getOrDefault(matcher.group(2), 1L);
        BigInteger all = new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(seconds));
        return all.bitLength() < Long.SIZE ? Optional.of(Duration.ofSeconds(all.longValueExact())) : Optional.empty();
    }

    /** A path of a file or folder; a relative one starts at the working directory. */
    public static SettingForm<Path> path(String label) {
        return new SettingForm<>(label, "the path of a file or folder", SettingForms::readPath);
    }

    /** An absolute http or https address without query and fragment; slashes at its end are dropped. */
    public static SettingForm<URI> webAddress() {
        return new SettingForm<>("url", "an address such as https://scim.example.com", SettingForms::readWebAddress);
    }

    /** A JDBC URL of PostgreSQL. */
    public static SettingForm<String> postgresUrl() {
        String prefix = "jdbc:postgresql:";
        return new SettingForm<>(
                "url",
                "a JDBC URL such as jdbc:postgresql://db.example.com/rollcall",
                text -> Optional.of(text).filter(t -> t.startsWith(prefix) && t.length() > prefix.length()));
    }

    /** One of the words of an enumeration, each in small letters and with hyphens. */
    public static <E extends Enum<E>> SettingForm<E> choice(String label, Class<E> type) {
        Map<String, E> choices = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(
                        choice -> choice.name().toLowerCase(Locale.ROOT).replace('_', '-'), Function.identity()));
        String words = choices.keySet().stream().sorted().collect(Collectors.joining(", "));
        return new SettingForm<>(label, "one of " + words, text -> Optional.ofNullable(choices.get(text)));
    }

    private static Optional<Path> readPath(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<URI> readWebAddress(String text) {
        try {
            URI uri = new URI(text.replaceAll("/+$", ""));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            return web && plain && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> bytes(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int shift = matcher.group(2) == null ? 0 : SIZE_SHIFTS.getOrDefault(matcher.group(2), 0);
        BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(shift);
        return bytes.bitLength() < Long.SIZE ? Optional.of(bytes.longValueExact()) : Optional.empty();
    }
}

package dev.rollcall.entra.expression;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalField;
import java.util.Locale;
import java.util.Map;

/** A .NET date format in Java's terms: custom formats whole, and the standard ones that do not depend on a culture. */
final class DotNetFormat {
    private static final Map<String, String> STANDARD = Map.ofEntries(
            Map.entry("d", "MM/dd/yyyy"), Map.entry("D", "dddd, dd MMMM yyyy"), Map.entry("t", "HH:mm"),
            Map.entry("T", "HH:mm:ss"), Map.entry("f", "dddd, dd MMMM yyyy HH:mm"),
            Map.entry("F", "dddd, dd MMMM yyyy HH:mm:ss"), Map.entry("g", "MM/dd/yyyy HH:mm"),
            Map.entry("G", "MM/dd/yyyy HH:mm:ss"), Map.entry("o", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"),
            Map.entry("O", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"), Map.entry("s", "yyyy-MM-ddTHH:mm:ss"),
            Map.entry("u", "yyyy-MM-dd HH:mm:ssZ"), Map.entry("r", "ddd, dd MMM yyyy HH:mm:ss 'GMT'"),
            Map.entry("R", "ddd, dd MMM yyyy HH:mm:ss 'GMT'"));

    private static final int FULL_NAME = 4;
    private static final int MAX_FRACTION = 7;
    /** Two digits of a year mean 1950 to 2049, as in .NET's invariant culture. */
    private static final int TWO_DIGIT_YEARS_FROM = 1950;

    private final DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    private final String format;
    private boolean twelveHours;
    private boolean halfOfDay;

    private DotNetFormat(String format) {
        this.format = format;
    }

    /**
     * The formatter for the format.
     *
     * @throws IllegalArgumentException when it is none
     */
    static DateTimeFormatter of(String format) {
        if (format.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        return new DotNetFormat(STANDARD.getOrDefault(format, format)).read();
    }

    private DateTimeFormatter read() {
        for (int at = 0; at < format.length();) {
            char c = format.charAt(at);
            int run = run(at);
            if (c == '\'' || c == '"') {
                at = quoted(at);
            } else if (c == '\\') {
                literal(at + 1);
                at += 2;
            } else if (c == '.' && at + 1 < format.length() && format.charAt(at + 1) == 'F') {
                run = run(at + 1);
                builder.appendFraction(ChronoField.NANO_OF_SECOND, 0, fraction(run), true);
                at += run + 1;
            } else {
                specifier(c, run, at);
                at += isSpecifier(c) ? run : 1;
            }
        }
        if (twelveHours && !halfOfDay) {
            builder.parseDefaulting(ChronoField.AMPM_OF_DAY, 0);
        }
        return builder.toFormatter(Locale.ENGLISH);
    }

    private static boolean isSpecifier(char c) {
        return "dMyhHmsfFtz".indexOf(c) >= 0;
    }

    private int run(int start) {
        int end = start;
        while (end < format.length() && format.charAt(end) == format.charAt(start)) {
            end++;
        }
        return end - start;
    }

    private int quoted(int start) {
        int end = format.indexOf(format.charAt(start), start + 1);
        if (end < 0) {
            throw new IllegalArgumentException("quotation not closed");
        }
        builder.appendLiteral(format.substring(start + 1, end));
        return end + 1;
    }

    private void literal(int at) {
        if (at >= format.length()) {
            throw new IllegalArgumentException("nothing after the last character");
        }
        builder.appendLiteral(format.charAt(at));
    }

    private void specifier(char c, int run, int at) {
        switch (c) {
            case 'd' -> dayOrMonth(ChronoField.DAY_OF_MONTH, ChronoField.DAY_OF_WEEK, run);
            case 'M' -> dayOrMonth(ChronoField.MONTH_OF_YEAR, ChronoField.MONTH_OF_YEAR, run);
            case 'y' -> year(run);
            case 'h' -> {
                twelveHours = true;
                number(ChronoField.CLOCK_HOUR_OF_AMPM, run);
            }
            case 'H' -> number(ChronoField.HOUR_OF_DAY, run);
            case 'm' -> number(ChronoField.MINUTE_OF_HOUR, run);
            case 's' -> number(ChronoField.SECOND_OF_MINUTE, run);
            case 'f' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, fraction(run), fraction(run), false);
            case 'F' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, 0, fraction(run), false);
            case 't' -> halfOfDay(run);
            case 'z' -> offset(run);
            case 'K' -> builder.appendOffset("+HH:MM", "Z");
            case '%' -> literalIfLast(at);
            default -> literal(at);
        }
    }

    /** A percent sign only makes a custom format of a single specifier. */
    private void literalIfLast(int at) {
        if (at == format.length() - 1) {
            throw new IllegalArgumentException("nothing after the percent sign");
        }
    }

    private void dayOrMonth(TemporalField number, TemporalField name, int run) {
        if (run <= 2) {
            number(number, run);
        } else {
            builder.appendText(name, run < FULL_NAME ? TextStyle.SHORT : TextStyle.FULL);
        }
    }

    private void number(TemporalField field, int run) {
        if (run == 1) {
            builder.appendValue(field, 1, 2, SignStyle.NOT_NEGATIVE);
        } else {
            builder.appendValue(field, 2);
        }
    }

    private void year(int run) {
        if (run <= 2) {
            builder.appendValueReduced(ChronoField.YEAR, 2, 2, TWO_DIGIT_YEARS_FROM);
        } else {
            builder.appendValue(ChronoField.YEAR, run);
        }
    }

    private void halfOfDay(int run) {
        halfOfDay = true;
        if (run == 1) {
            builder.appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "A", 1L, "P"));
        } else {
            builder.appendText(ChronoField.AMPM_OF_DAY, TextStyle.SHORT);
        }
    }

    private void offset(int run) {
        switch (run) {
            case 1 -> builder.appendOffset("+H", "+0");
            case 2 -> builder.appendOffset("+HH", "+00");
            default -> builder.appendOffset("+HH:MM", "+00:00");
        }
    }

    private static int fraction(int run) {
        if (run > MAX_FRACTION) {
            throw new IllegalArgumentException("more than " + MAX_FRACTION + " digits of a second");
        }
        return run;
    }
}

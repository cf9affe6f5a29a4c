package dev.rollcall.entra.expression;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

import static java.time.DayOfWeek.SUNDAY;

/** The functions of dates; a missing date stays missing. */
final class DateFunctions {
    static final List<EntraFunction> ALL = List.of(
            EntraFunction.of("Now", "", arguments -> DateText.of(arguments.clock().instant())),
            EntraFunction.of("CDate", "expression",
                    arguments -> date(arguments, 0).map(DateText::of).orElse(Value.MISSING)),
            EntraFunction.of("DateAdd", "interval value dateTime", DateFunctions::add),
            EntraFunction.of("DateDiff", "interval date1 date2", DateFunctions::difference),
            EntraFunction.of("DateFromNum", "value", DateFunctions::fromNumber),
            EntraFunction.of("NumFromDate", "value", DateFunctions::toNumber),
            EntraFunction.of("FormatDateTime", "source dateTimeStyles? inputFormat outputFormat", DotNetDates::format));

    /** Where Active Directory begins to count. */
    private static final Instant FILE_TIME_ZERO = Instant.parse("1601-01-01T00:00:00Z");

    private static final long TICKS_PER_SECOND = 10_000_000;
    private static final int NANOS_PER_TICK = 100;
    private static final int DAYS_PER_WEEK = 7;

    private DateFunctions() {}

    private enum Interval {
        YEAR("yyyy", ChronoUnit.YEARS),
        MONTH("m", ChronoUnit.MONTHS),
        DAY("d", ChronoUnit.DAYS),
        WEEK("ww", ChronoUnit.WEEKS),
        HOUR("h", ChronoUnit.HOURS),
        MINUTE("n", ChronoUnit.MINUTES),
        SECOND("s", ChronoUnit.SECONDS);

        private final String sign;
        private final ChronoUnit unit;

        Interval(String sign, ChronoUnit unit) {
            this.sign = sign;
            this.unit = unit;
        }

        static Interval of(Arguments arguments) {
            String sign = arguments.textOrEmpty(0);
            for (Interval interval : values()) {
                if (interval.sign.equals(sign)) {
                    return interval;
                }
            }
            throw arguments
                    .wrong("is given \"" + Arguments.excerpt(sign) + "\" as interval; write yyyy, m, d, ww, h, n "
                            + "or s.");
        }
    }

    private static Optional<LocalDateTime> date(Arguments arguments, int index) {
        Optional<String> text = arguments.text(index).filter(given -> !given.isEmpty());
        Optional<LocalDateTime> date = text.flatMap(DateText::parse);
        if (text.isPresent() && date.isEmpty()) {
            throw arguments.wrong("cannot read \"" + Arguments.excerpt(text.get())
                    + "\" as a date; give it one such as 2026-03-16 or 2026-03-16T08:30:00Z, or bring it into that form "
                    + "with FormatDateTime.");
        }
        return date;
    }

    private static Value add(Arguments arguments) {
        Interval interval = Interval.of(arguments);
        int number = arguments.integer(1);
        Optional<LocalDateTime> date = date(arguments, 2);
        try {
            return date.map(start -> DateText.of(start.plus(number, interval.unit))).orElse(Value.MISSING);
        } catch (DateTimeException e) {
            throw arguments.wrong("leaves the calendar with " + number + " as value; write a smaller number.", e);
        }
    }

    private static Value difference(Arguments arguments) {
        Interval interval = Interval.of(arguments);
        Optional<LocalDateTime> one = date(arguments, 1);
        Optional<LocalDateTime> other = date(arguments, 2);
        return one.isPresent() && other.isPresent()
                ? Value.of(between(interval, one.get(), other.get()))
                : Value.MISSING;
    }

    /** As Visual Basic counts: months and years by the calendar, weeks by their Sundays, all else in whole units. */
    private static long between(Interval interval, LocalDateTime one, LocalDateTime other) {
        return switch (interval) {
            case YEAR -> (long) other.getYear() - one.getYear();
            case MONTH -> 12L * (other.getYear() - one.getYear()) + other.getMonthValue() - one.getMonthValue();
            case WEEK -> sunday(one).until(sunday(other), ChronoUnit.DAYS) / DAYS_PER_WEEK;
            case DAY, HOUR, MINUTE, SECOND -> one.until(other, interval.unit);
        };
    }

    private static LocalDateTime sunday(LocalDateTime date) {
        return date.with(TemporalAdjusters.previousOrSame(SUNDAY));
    }

    private static Value fromNumber(Arguments arguments) {
        if (arguments.textOrEmpty(0).isEmpty()) {
            return Value.MISSING;
        }
        try {
            long ticks = arguments.decimal(0).longValueExact();
            return DateText.of(FILE_TIME_ZERO.plusSeconds(ticks / TICKS_PER_SECOND)
                    .plusNanos(ticks % TICKS_PER_SECOND * NANOS_PER_TICK));
        } catch (ArithmeticException | DateTimeException e) {
            throw arguments.wrong("is given a number that is no date; write the hundreds of nanoseconds since 1601.",
                    e);
        }
    }

    private static Value toNumber(Arguments arguments) {
        return date(arguments, 0).map(date -> Value.of(ticks(date))).orElse(Value.MISSING);
    }

    private static long ticks(LocalDateTime date) {
        Duration since = Duration.between(FILE_TIME_ZERO, date.toInstant(ZoneOffset.UTC));
        return since.getSeconds() * TICKS_PER_SECOND + since.getNano() / NANOS_PER_TICK;
    }
}

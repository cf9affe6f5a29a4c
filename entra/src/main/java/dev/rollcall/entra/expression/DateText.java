package dev.rollcall.entra.expression;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The dates that functions hand each other: read from ISO 8601 (a date, a date and a time, an offset behind either) and from
 * {@code M/d/yyyy}, with or without a time; written as {@code M/d/yyyy h:mm:ss tt} in UTC. What has no offset is in UTC.
 */
final class DateText {
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.ENGLISH);
    private static final List<DateTimeFormatter> READ = List.of(
            reader("yyyy-MM-dd", "'T'H:mm[:ss]"), reader("yyyy-MM-dd", "' 'H:mm[:ss]"),
            reader("M/d/yyyy", "' 'H:mm[:ss]"), twelveHours());

    private DateText() {}

    static Value of(LocalDateTime utc) {
        return new Value.Text(WRITTEN.format(utc));
    }

    static Value of(Instant time) {
        return of(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    static Optional<LocalDateTime> parse(String text) {
        for (DateTimeFormatter reader : READ) {
            try {
                return Optional.of(utc(reader.parse(text.strip()), LocalDate.EPOCH));
            } catch (DateTimeParseException otherForm) {
                // The next form is tried; the caller hears of it only when none fits.
                continue;
            }
        }
        return Optional.empty();
    }

    /** What was parsed, in UTC; the day stands in for a date that was not there, midnight for a time. */
    static LocalDateTime utc(TemporalAccessor parsed, LocalDate day) {
        Optional<LocalDate> date = Optional.ofNullable(parsed.query(TemporalQueries.localDate()));
        Optional<LocalTime> time = Optional.ofNullable(parsed.query(TemporalQueries.localTime()));
        Optional<ZoneId> zone = Optional.ofNullable(parsed.query(TemporalQueries.zone()));
        LocalDateTime local = LocalDateTime.of(date.orElse(day), time.orElse(LocalTime.MIDNIGHT));
        return local.atZone(zone.orElse(ZoneOffset.UTC)).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    private static DateTimeFormatter reader(String date, String time) {
        return new DateTimeFormatterBuilder()
                .appendPattern(date)
                .optionalStart()
                .appendPattern(time)
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .optionalEnd()
                .appendPattern("[XXX][X]")
                .toFormatter(Locale.ENGLISH);
    }

    private static DateTimeFormatter twelveHours() {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("M/d/yyyy h:mm[:ss] a")
                .toFormatter(Locale.ENGLISH);
    }
}

package dev.rollcall.scim.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * Reads {@code xsd:dateTime} (RFC 7643 section 2.3.5, requirements 7643-2.3.5-01 and -02).
 *
 * <p>Every legal form is read: years of four and more digits, also before our era, any number of fraction digits, any
 * offset up to 14 hours, and {@code 24:00:00} as the end of a day. A value without a zone is UTC. Fractions beyond
 * nanoseconds are cut off. A date without a time is no value of this type.
 */
public final class XsdDateTime {
    private static final int MAX_YEAR_DIGITS = 9;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int MAX_OFFSET_MINUTES = 14 * 60;

    private final String text;
    private int position;
    private boolean legal = true;

    private XsdDateTime(String text) {
        this.text = text;
    }

    /**
     * {@return the instant that the text stands for; empty when it is no legal {@code xsd:dateTime}}
     *
     * @param text any
     */
    public static Optional<Instant> parse(String text) {
        return new XsdDateTime(text).read();
    }

    private Optional<Instant> read() {
        long day = date();
        expect('T');
        int hour = number(2);
        expect(':');
        int minute = number(2);
        expect(':');
        int second = number(2);
        int nanos = fraction();
        int offsetMinutes = offset();
        boolean endOfDay = hour == 24 && minute == 0 && second == 0 && nanos == 0;
        legal &= (hour < 24 || endOfDay) && minute < 60 && second < 60 && position == text.length();
        if (!legal) {
            return Optional.empty();
        }
        long seconds = day * SECONDS_PER_DAY + hour * 3600L + (minute - offsetMinutes) * 60L + second;
        return Optional.of(Instant.ofEpochSecond(seconds, nanos));
    }

    private long date() {
        boolean beforeOurEra = accept('-');
        int start = position;
        while (position < text.length() && isDigit(text.charAt(position))) {
            position++;
        }
        int digits = position - start;
        if (digits < 4 || digits > MAX_YEAR_DIGITS || (digits > 4 && text.charAt(start) == '0')) {
            legal = false;
            return 0;
        }
        int year = Integer.parseInt(text, start, position, 10) * (beforeOurEra ? -1 : 1);
        expect('-');
        int month = number(2);
        expect('-');
        int day = number(2);
        if (!legal || month < 1 || month > 12 || day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
            legal = false;
            return 0;
        }
        return LocalDate.of(year, month, day).toEpochDay();
    }

    private int fraction() {
        if (!accept('.')) {
            return 0;
        }
        int start = position;
        int nanos = 0;
        while (position < text.length() && isDigit(text.charAt(position))) {
            if (position - start < 9) {
                nanos = nanos * 10 + text.charAt(position) - '0';
            }
            position++;
        }
        legal &= position > start;
        for (int digit = position - start; digit < 9; digit++) {
            nanos *= 10;
        }
        return nanos;
    }

    private int offset() {
        if (position == text.length() || accept('Z')) {
            return 0;
        }
        int sign = accept('-') ? -1 : 1;
        if (sign > 0) {
            expect('+');
        }
        int hours = number(2);
        expect(':');
        int minutes = number(2);
        int total = hours * 60 + minutes;
        legal &= minutes < 60 && total <= MAX_OFFSET_MINUTES;
        return sign * total;
    }

    private int number(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            if (position >= text.length() || !isDigit(text.charAt(position))) {
                legal = false;
                return 0;
            }
            value = value * 10 + text.charAt(position++) - '0';
        }
        return value;
    }

    private boolean accept(char c) {
        boolean there = position < text.length() && text.charAt(position) == c;
        position += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        legal &= accept(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

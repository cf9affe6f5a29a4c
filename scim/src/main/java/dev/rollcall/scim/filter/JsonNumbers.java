package dev.rollcall.scim.filter;

import java.math.BigDecimal;
import java.util.Optional;

/** Numbers as JSON writes them (RFC 8259 section 6). */
final class JsonNumbers {
    /** Longer numbers, and those that would have more digits when written out, are no attribute's value. */
    static final int MAX_DIGITS = 100;

    private JsonNumbers() {}

    /** Whether the whole word is a JSON number. */
    static boolean isNumber(String word) {
        int i = word.charAt(0) == '-' ? 1 : 0;
        int integer = digits(word, i);
        if (integer == i || (integer > i + 1 && word.charAt(i) == '0')) {
            return false;
        }
        i = integer;
        if (i < word.length() && word.charAt(i) == '.') {
            int fraction = digits(word, i + 1);
            if (fraction == i + 1) {
                return false;
            }
            i = fraction;
        }
        if (i < word.length() && (word.charAt(i) == 'e' || word.charAt(i) == 'E')) {
            int sign = i + 1 < word.length() && (word.charAt(i + 1) == '-' || word.charAt(i + 1) == '+') ? 1 : 0;
            int exponent = digits(word, i + 1 + sign);
            if (exponent == i + 1 + sign) {
                return false;
            }
            i = exponent;
        }
        return i == word.length();
    }

    /** The value; empty when the number is beyond {@value #MAX_DIGITS} digits. */
    static Optional<BigDecimal> value(String number) {
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        boolean longExponent = exponent >= 0 && number.length() - exponent > 5;
        if (number.length() > MAX_DIGITS || longExponent) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(number);
        return Math.abs((long) value.scale()) > MAX_DIGITS ? Optional.empty() : Optional.of(value);
    }

    private static int digits(String word, int from) {
        int i = from;
        while (i < word.length() && word.charAt(i) >= '0' && word.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}

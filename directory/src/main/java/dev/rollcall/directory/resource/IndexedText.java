package dev.rollcall.directory.resource;

import dev.rollcall.directory.text.IndexText;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.scim.text.XsdDateTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an index holds of a value of a declared attribute, and of a literal that is compared with it: a text, which for times is in
 * their order. What does not fit the attribute's type is not in it, as no filter finds it.
 */
final class IndexedText {
    /** Makes every second that a time can have positive, and as long as the others. */
    private static final long SECONDS_OFFSET = 100_000_000_000_000L;
    /** Numbers with more digits before or behind the point are in no index; a filter that looks for one looks at all. */
    private static final int MOST_SCALE = 200;

    private IndexedText() {}

    static Optional<String> of(Attribute attribute, JsonNode value) {
        return whole(attribute, value).map(IndexText::cut);
    }

    /** The same before it is cut. */
    static Optional<String> whole(Attribute attribute, JsonNode value) {
        return switch (attribute.type()) {
            case STRING, REFERENCE -> value.isString()
                    ? Optional.of(attribute.caseExact() ? value.stringValue() : Folding.fold(value.stringValue()))
                    : Optional.empty();
            case INTEGER, DECIMAL -> value.isNumber() ? number(value.decimalValue()) : Optional.empty();
            case DATE_TIME -> value.isString()
                    ? XsdDateTime.parse(value.stringValue()).flatMap(IndexedText::time)
                    : Optional.empty();
            case BOOLEAN, BINARY, COMPLEX -> Optional.empty();
        };
    }

    /** A number, equal ones alike. */
    static Optional<String> number(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return Math.abs((long) plain.scale()) > MOST_SCALE || plain.precision() > MOST_SCALE
                ? Optional.empty()
                : Optional.of(plain.toPlainString());
    }

    /** A time, in the order of times. */
    static Optional<String> time(Instant time) {
        long seconds = time.getEpochSecond() + SECONDS_OFFSET;
        return seconds < 0 || seconds >= 10 * SECONDS_OFFSET
                ? Optional.empty()
                : Optional.of("%015d.%09d".formatted(seconds, time.getNano()));
    }
}

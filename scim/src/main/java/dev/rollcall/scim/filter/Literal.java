package dev.rollcall.scim.filter;

import java.math.BigDecimal;
import java.time.Instant;

/** A comparison value, already coerced to the type of the attribute that it is compared with. */
public sealed interface Literal {

    /**
     * A text.
     *
     * @param value as it was written
     * @param folded {@link dev.rollcall.scim.text.Folding#fold} of it, or the value itself where the attribute is caseExact
     */
    record Text(String value, String folded) implements Literal {}

    /**
     * True or false.
     *
     * @param value which of the two
     */
    record Bool(boolean value) implements Literal {}

    /**
     * A number; it is compared by value.
     *
     * @param value with every digit
     */
    @SuppressWarnings("AvoidCommonTypeNames") // always written Literal.Number
    record Number(BigDecimal value) implements Literal {}

    /**
     * A point in time.
     *
     * @param value the moment
     */
    record DateTime(Instant value) implements Literal {}
}

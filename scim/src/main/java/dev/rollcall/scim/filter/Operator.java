package dev.rollcall.scim.filter;

/** The comparison operators of RFC 7644 section 3.4.2.2 (table 3) that take a value; {@code pr} is {@link Filter.Present}. */
public enum Operator {
    /** Equal. */
    EQ,
    /** Not equal: no value is. */
    NE,
    /** Contains. */
    CO,
    /** Starts with. */
    SW,
    /** Ends with. */
    EW,
    /** Greater than. */
    GT,
    /** Greater than or equal. */
    GE,
    /** Less than. */
    LT,
    /** Less than or equal. */
    LE
}

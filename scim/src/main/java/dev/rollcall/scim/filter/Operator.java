package dev.rollcall.scim.filter;

/** The comparison operators of RFC 7644 section 3.4.2.2 (table 3) that take a value; {@code pr} is {@link Filter.Present}. */
public enum Operator {
    EQ,
    NE,
    CO,
    SW,
    EW,
    GT,
    GE,
    LT,
    LE
}

package dev.rollcall.entra.mapping;

/** Where a target attribute's value comes from. */
public enum FlowType {
    /** A source attribute's value. */
    DIRECT,
    /** The same text for everybody. */
    CONSTANT,
    /** What an expression gives. */
    EXPRESSION
}

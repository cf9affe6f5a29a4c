package dev.rollcall.mapping.expression;

/** What an expression gets or gives, as far as it is known before it is evaluated. */
public enum ValueType {
    /** Text. */
    TEXT,
    /** True or false. */
    FLAG,
    /** A number. */
    NUMBER,
    /** Anything that JSON has. */
    ANY
}

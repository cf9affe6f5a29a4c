package dev.rollcall.entra.expression;

/** The attributes of the object that an expression is evaluated for. */
@FunctionalInterface
public interface AttributeValues {
    /** The value of the attribute of exactly that name; {@link Value#MISSING} when there is none. */
    Value value(String name);
}

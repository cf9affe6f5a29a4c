package dev.rollcall.scim.filter;

import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.UndeclaredPath;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.Tolerance;

/**
 * A parsed filter whose names are resolved against a resource type and whose literals fit the attribute's type
 * (RFC 7644 section 3.4.2.2).
 *
 * <p>{@link FilterMatcher} is the one definition of what a filter means; an index may only narrow the candidates.
 *
 * <p>Normal form: {@code attr[f].sub op v} is parsed into {@code ValuePath(attr, And(f, Comparison(sub op v)))};
 * a complex attribute compared without a sub-attribute becomes its {@code .value}; {@code ne} stays
 * {@link Operator#NE} and means {@code not(eq)}; {@code attr eq null} becomes {@code Not(Present(attr))} and
 * {@code attr ne null} becomes {@code Present(attr)}.
 */
public sealed interface Filter {

    /**
     * Both sides hold.
     *
     * @param left the first side
     * @param right the second side
     */
    record And(Filter left, Filter right) implements Filter {}

    /**
     * At least one side holds.
     *
     * @param left the first side
     * @param right the second side
     */
    record Or(Filter left, Filter right) implements Filter {}

    /**
     * The operand does not hold.
     *
     * @param operand what must not hold
     */
    record Not(Filter operand) implements Filter {}

    /**
     * The attribute has a value that is not null and not empty ({@code pr}).
     *
     * @param path what is asked for
     */
    record Present(AttributePath path) implements Filter {}

    /**
     * At least one value of the attribute compares so; {@code NE} holds when no value is equal.
     *
     * @param path whose values are compared
     * @param operator how
     * @param literal with what; it fits the type of the attribute
     */
    record Comparison(AttributePath path, Operator operator, Literal literal) implements Filter {}

    /**
     * At least one element of a complex attribute satisfies the whole inner filter ({@code attr[filter]}).
     *
     * @param attribute whose elements are tested
     * @param inner the {@link AttributePath}s in it still name attribute and sub-attribute ({@code emails.type});
     *     they are evaluated on one element at a time
     */
    record ValuePath(AttributePath attribute, Filter inner) implements Filter {}

    /**
     * A test of what no schema declares, by the form of the JSON that is there. Only {@link Dialect}s with
     * {@link Tolerance#UNDECLARED_FILTER} give such tests. Whoever evaluates one has to refuse a name that no resource has
     * ({@link UndeclaredFilters}), because a mistyped name would be answered as if nobody was found.
     */
    sealed interface OfUndeclared extends Filter {
        /** {@return what is tested; relative to the element inside {@link UndeclaredElements}} */
        UndeclaredPath path();
    }

    /**
     * There is a value that is not null and not empty.
     *
     * @param path what is asked for
     */
    record UndeclaredPresent(UndeclaredPath path) implements OfUndeclared {}

    /**
     * At least one value compares so; {@code NE} holds when no value is equal. An object stands for its {@code value}.
     *
     * @param path whose values are compared
     * @param operator {@code EQ}, {@code NE}, {@code CO}, {@code SW} or {@code EW}; the latter three for text alone
     * @param literal a text, compared without regard to case and with numbers and booleans by their JSON; a number or a
     *     boolean, compared with such values alone
     */
    record UndeclaredComparison(UndeclaredPath path, Operator operator, Literal literal) implements OfUndeclared {}

    /**
     * At least one element satisfies the whole inner filter, whose names are keys of the element; an element that is no
     * object is its own {@code value}.
     *
     * @param path whose elements are tested
     * @param inner what one element must satisfy
     */
    record UndeclaredElements(UndeclaredPath path, Filter inner) implements OfUndeclared {}
}

package dev.rollcall.directory.storage;

import dev.rollcall.directory.type.IndexColumn;
import java.util.List;

/**
 * What an index can say of a filter. It selects at least what the filter selects; whether it selects exactly that is
 * known to whoever made it. Absent values satisfy no comparison.
 */
public sealed interface Condition {

    /** Every live resource. */
    record All() implements Condition {}

    /** No resource. */
    record None() implements Condition {}

    record And(List<Condition> parts) implements Condition {}

    record Or(List<Condition> parts) implements Condition {}

    /** The complement among live resources; only over a condition that is exact. */
    record Not(Condition part) implements Condition {}

    /** The column has a value. */
    record HasValue(IndexColumn column) implements Condition {}

    /** A text column compares so, in code-point order. */
    record Text(IndexColumn column, Comparator comparator, String value) implements Condition {}

    /** A numeric column (ACTIVE, CREATED, LAST_MODIFIED) compares so; only EQ and the orders. */
    record Number(IndexColumn column, Comparator comparator, long value) implements Condition {}

    /**
     * Some entry of a multi-valued attribute compares so.
     *
     * @param qualifier the entry's qualifier must be this; null-free: empty list means any
     */
    record Entry(String attribute, Comparator comparator, String value, List<String> qualifier) implements Condition {}

    /** The group has a member with that value. */
    record HasMember(String value) implements Condition {}

    /** The product's administrator has blocked the person. */
    record Blocked() implements Condition {}

    /** The resource is a member of that live group. */
    record MemberOf(String groupId) implements Condition {}

    /** How an indexed value compares. */
    enum Comparator {
        EQ,
        STARTS_WITH,
        GT,
        GE,
        LT,
        LE
    }
}

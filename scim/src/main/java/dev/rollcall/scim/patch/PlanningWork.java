package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.filter.Filter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Counts the work of one plan and ends it when it is too much.
 *
 * <p>One unit is one look at one element: by a term of a filter, or in comparison with a listed value. To copy an element
 * counts as several looks, and so does a look at one that has many parts or a long text. What the request itself holds is bounded by its size and not counted; what
 * is counted is what an operation makes of what is there already, because that multiplies. Work is counted before it is
 * done. Confined to one plan.
 */
final class PlanningWork {
    /** So many characters are compared or folded in the time of one unit. */
    private static final int CHARACTERS = 64;

    /** So many simple parts are as quickly looked at as one element. */
    private static final int PARTS = 8;

    private final long limit;
    private long done;

    PlanningWork(int limit) {
        this.limit = limit;
    }

    /** The units so far. */
    long done() {
        return done;
    }

    /**
     * Counts so many units.
     *
     * @throws ScimException 413 beyond the limit
     */
    void spend(long units) {
        done += units;
        if (done > limit) {
            throw ScimException.of(
                    413,
                    "The operations of this PATCH look at more of what the resource holds than one request may: operations"
                            + " times elements times terms of their filters come to more than " + limit
                            + ". Send the operations in several requests, or with shorter filters.");
        }
    }

    /** Counts a look at the element by that many tests. */
    void look(JsonNode element, long tests) {
        spend(Math.max(1, size(element)) * tests);
    }

    /** Counts a comparison of a name with all names in the object. */
    void lookAtNames(ObjectNode object) {
        spend(1 + object.size() / PARTS);
    }

    /** How many tests a filter makes of an element at most. */
    static int tests(Filter filter) {
        return switch (filter) {
            case Filter.And(Filter left, Filter right) -> tests(left) + tests(right);
            case Filter.Or(Filter left, Filter right) -> tests(left) + tests(right);
            case Filter.Not(Filter operand) -> tests(operand);
            case Filter.Present present -> 1;
            case Filter.Comparison comparison -> 1;
            case Filter.ValuePath(var attribute, Filter inner) -> tests(inner);
            case Filter.UndeclaredElements(var path, Filter inner) -> tests(inner);
            case Filter.UndeclaredPresent present -> 1;
            case Filter.UndeclaredComparison comparison -> 1;
        };
    }

    /** How much there is to look at in an element: one, and more when it has many parts, lists, objects or a long text. */
    private static long size(JsonNode value) {
        if (value.isString()) {
            return value.stringValue().length() / CHARACTERS;
        }
        if (!value.isContainer()) {
            return 0;
        }
        long size = 1 + value.size() / PARTS;
        for (JsonNode part : value.values()) {
            size += size(part);
        }
        return size;
    }
}

package dev.rollcall.scim.json;

/**
 * What a JSON body may hold. More values than permitted are refused with 413, everything else that is above with 400
 * {@code invalidSyntax}. The bytes of the whole body are limited where it is received.
 *
 * @param maxDepth objects and arrays inside each other
 * @param maxStringLength characters of one text; a name has at most {@link ScimJson#MAX_NAME_LENGTH}
 * @param maxNumberLength characters of one number, also when written out without an exponent
 * @param maxValues values in the whole body, objects and arrays included: each is a node of the tree
 */
public record JsonLimits(int maxDepth, int maxStringLength, int maxNumberLength, int maxValues) {
    private static final JsonLimits DEFAULTS = new JsonLimits(32, 1_048_576, 100, 100_000);

    /** Refuses limits below 1. */
    public JsonLimits {
        if (maxDepth < 1 || maxStringLength < 1 || maxNumberLength < 1 || maxValues < 1) {
            throw new IllegalArgumentException("Each limit of a body must be at least 1");
        }
    }

    /** {@return 32 levels, texts of 1,048,576 characters, numbers of 100 characters, 100,000 values} */
    public static JsonLimits defaults() {
        return DEFAULTS;
    }

    /**
     * {@return these, but with that many levels}
     *
     * @param levels at least 1
     */
    public JsonLimits withMaxDepth(int levels) {
        return new JsonLimits(levels, maxStringLength, maxNumberLength, maxValues);
    }

    /**
     * {@return these, but with that many values}
     *
     * @param values at least 1
     */
    public JsonLimits withMaxValues(int values) {
        return new JsonLimits(maxDepth, maxStringLength, maxNumberLength, values);
    }
}

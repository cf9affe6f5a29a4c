package dev.rollcall.scim.json;

/**
 * What a JSON body may hold; whatever is above is refused with {@code invalidSyntax}. The size of the whole body is
 * limited where it is received.
 *
 * @param maxDepth objects and arrays inside each other
 * @param maxStringLength characters of one text or name
 * @param maxNumberLength characters of one number, also when written out without an exponent
 */
public record JsonLimits(int maxDepth, int maxStringLength, int maxNumberLength) {
    private static final JsonLimits DEFAULTS = new JsonLimits(32, 1_048_576, 100);

    public JsonLimits {
        if (maxDepth < 1 || maxStringLength < 1 || maxNumberLength < 1) {
            throw new IllegalArgumentException("Each limit of a body must be at least 1");
        }
    }

    /** 32 levels, texts of 1,048,576 characters, numbers of 100 characters. */
    public static JsonLimits defaults() {
        return DEFAULTS;
    }
}

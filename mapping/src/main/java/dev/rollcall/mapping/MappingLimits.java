package dev.rollcall.mapping;

import dev.rollcall.mapping.expression.ExpressionLimits;

/**
 * What a mapping may hold and cost.
 *
 * @param rows rows of a mapping
 * @param profileBytes bytes of the JSON of a profile, metadata included, and of each value of an edit; a value that would make a
 *     profile larger is left out of it and named among its problems
 * @param expressions what an expression may cost
 */
public record MappingLimits(int rows, int profileBytes, ExpressionLimits expressions) {
    private static final MappingLimits DEFAULTS = new MappingLimits(200, 1 << 20, ExpressionLimits.defaults());

    public MappingLimits {
        if (rows < 1 || profileBytes < 1) {
            throw new IllegalArgumentException("Each limit of a mapping must be at least 1");
        }
    }

    /** 200 rows, profiles of 1 MiB, and expressions as {@link ExpressionLimits#defaults()} says. */
    public static MappingLimits defaults() {
        return DEFAULTS;
    }
}

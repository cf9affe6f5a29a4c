package dev.rollcall.mapping;

import dev.rollcall.mapping.expression.ExpressionLimits;

/**
 * What a mapping may hold and cost.
 *
 * @param rows rows of a mapping; checked when it is saved
 * @param constantBytes bytes of the JSON of a constant, and of a default; checked when the mapping is saved
 * @param profileBytes bytes of the JSON of a profile, metadata included, and of each value of an edit; a value that would make a
 *     profile larger is left out of it and named among its problems
 * @param expressions what an expression may cost
 */
public record MappingLimits(int rows, int constantBytes, int profileBytes, ExpressionLimits expressions) {
    /** As many rows as any limit may allow. */
    public static final int MOST_ROWS = 1_000;

    /** As many bytes of a constant as any limit may allow. */
    public static final int LARGEST_CONSTANT = 64 * 1024;

    private static final MappingLimits DEFAULTS = new MappingLimits(
            200, 4_096, 1 << 20, ExpressionLimits.defaults());

    public MappingLimits {
        if (rows < 1 || constantBytes < 1 || profileBytes < 1) {
            throw new IllegalArgumentException("Each limit of a mapping must be at least 1");
        }
    }

    /** 200 rows, constants of 4,096 bytes, profiles of 1 MiB, and expressions as {@link ExpressionLimits#defaults()} says. */
    public static MappingLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Those for a mapping that was saved already, maybe under other limits: it goes on to work. What is checked when a mapping is
     * saved may be as large as any limit allows; what a profile costs is limited as it is here.
     */
    public MappingLimits ofSaved() {
        return new MappingLimits(MOST_ROWS, LARGEST_CONSTANT, profileBytes, expressions.ofSaved());
    }
}

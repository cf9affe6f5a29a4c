package dev.rollcall.scim.filter;

/**
 * What a filter may cost (7644-3.4.2.2-29); whatever is above is refused with {@code invalidFilter}.
 *
 * @param maxLength characters of the text
 * @param maxDepth parentheses and brackets inside each other
 * @param maxNodes comparisons, {@code and}, {@code or} and {@code not} together
 */
public record FilterLimits(int maxLength, int maxDepth, int maxNodes) {
    private static final FilterLimits DEFAULTS = new FilterLimits(8192, 50, 200);

    /** Refuses limits below 1. */
    public FilterLimits {
        if (maxLength < 1 || maxDepth < 1 || maxNodes < 1) {
            throw new IllegalArgumentException("Each limit of a filter must be at least 1");
        }
    }

    /** {@return 8,192 characters, 50 levels, 200 nodes} */
    public static FilterLimits defaults() {
        return DEFAULTS;
    }
}

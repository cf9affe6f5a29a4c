package dev.rollcall.scim.patch;

/**
 * What one PATCH request may hold and what planning it may cost; beyond it the answer is 413.
 *
 * @param maxOperations how many operations, {@value #DEFAULT_MAX_OPERATIONS} by default
 * @param maxValues how many elements the lists in all values of the request may have together, members of a group above
 *     all, {@value #DEFAULT_MAX_VALUES} by default
 * @param maxWork how many units of {@link PlanningWork}, {@value #DEFAULT_MAX_WORK} by default: a few tenths of a second
 *     of one slow core
 */
public record PatchLimits(int maxOperations, int maxValues, int maxWork) {
    private static final int DEFAULT_MAX_OPERATIONS = 1_000;
    private static final int DEFAULT_MAX_VALUES = 500_000;
    private static final int DEFAULT_MAX_WORK = 2_000_000;

    /** Refuses limits below 1. */
    public PatchLimits {
        if (maxOperations < 1 || maxValues < 1 || maxWork < 1) {
            throw new IllegalArgumentException("a limit must be at least 1");
        }
    }

    /**
     * So many operations and values, and the default work.
     *
     * @param maxOperations how many operations
     * @param maxValues how many elements the lists in all values may have together
     */
    public PatchLimits(int maxOperations, int maxValues) {
        this(maxOperations, maxValues, DEFAULT_MAX_WORK);
    }

    /** {@return the limits that hold when nothing else is set} */
    public static PatchLimits defaults() {
        return new PatchLimits(DEFAULT_MAX_OPERATIONS, DEFAULT_MAX_VALUES);
    }
}

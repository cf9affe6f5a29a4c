package dev.rollcall.scim.patch;

/**
 * What one PATCH request may hold; beyond it the answer is 413.
 *
 * @param maxOperations how many operations, {@value #DEFAULT_MAX_OPERATIONS} by default
 * @param maxValues how many elements the lists in all values of the request may have together, members of a group above
 *     all, {@value #DEFAULT_MAX_VALUES} by default
 */
public record PatchLimits(int maxOperations, int maxValues) {
    private static final int DEFAULT_MAX_OPERATIONS = 1_000;
    private static final int DEFAULT_MAX_VALUES = 500_000;

    public PatchLimits {
        if (maxOperations < 1 || maxValues < 1) {
            throw new IllegalArgumentException("a limit must be at least 1");
        }
    }

    /** The limits that hold when nothing else is set. */
    public static PatchLimits defaults() {
        return new PatchLimits(DEFAULT_MAX_OPERATIONS, DEFAULT_MAX_VALUES);
    }
}

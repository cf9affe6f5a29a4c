package dev.rollcall.scim.bulk;

/**
 * What a bulk request may have, and what one of its operations may: the same as if it came alone.
 *
 * @param maxOperations in one request; the setting {@code limits.bulk-operations}
 * @param maxPath bytes of an operation's path with its query; the setting {@code limits.request-line}
 * @param maxVersion bytes of an operation's version; the setting {@code limits.headers}
 */
public record BulkLimits(int maxOperations, int maxPath, int maxVersion) {
    /** Refuses limits that are none. */
    public BulkLimits {
        if (maxOperations < 0 || maxPath < 1 || maxVersion < 1) {
            throw new IllegalArgumentException(
                    "limits.bulk-operations must not be negative, limits.request-line and limits.headers must be positive.");
        }
    }
}

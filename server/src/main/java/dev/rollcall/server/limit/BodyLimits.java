package dev.rollcall.server.limit;

/**
 * How large a request's body may be: in bytes, and in JSON values, each of which is a node in memory.
 *
 * @param user bytes for users and searches; the setting {@code limits.body}
 * @param group bytes for groups, whose member lists are long; the setting {@code limits.group-body}
 * @param bulk bytes for bulk requests; the setting {@code limits.bulk-body}
 * @param userValues values for users and searches; the setting {@code limits.body-values}
 * @param groupValues values for groups and bulk requests; the setting {@code limits.group-body-values}
 */
public record BodyLimits(int user, int group, int bulk, int userValues, int groupValues) {
    private static final int BULK = 4 << 20;
    private static final int USER_VALUES = 100_000;
    /** A group of 32 MiB that lists 680,000 members by their ids has two a member. */
    private static final int GROUP_VALUES = 2_000_000;

    public BodyLimits {
        if (user < 1 || group < 1 || bulk < 1 || userValues < 1 || groupValues < 1) {
            throw new IllegalArgumentException(
                    "The limits for bodies, limits.body, limits.group-body, limits.bulk-body,"
                            + " limits.body-values and limits.group-body-values, must be positive.");
        }
    }

    /** So many bytes, and the defaults of the others. */
    public BodyLimits(int user, int group) {
        this(user, group, BULK, USER_VALUES, GROUP_VALUES);
    }

    /** 1 MiB with 100,000 values, 32 MiB for groups and 4 MiB for bulk requests with 2,000,000 values. */
    public static BodyLimits defaults() {
        return new BodyLimits(1 << 20, 32 << 20);
    }

    /** The largest of them. */
    public int largest() {
        return Math.max(bulk, Math.max(user, group));
    }
}

package dev.rollcall.server.limit;

/**
 * How large a request's body may be: in bytes, and in JSON values, each of which is a node in memory.
 *
 * @param user bytes for users and searches; the setting {@code limits.body}
 * @param group bytes for groups, whose member lists are long; the setting {@code limits.group-body}
 * @param userValues values for users and searches; the setting {@code limits.body-values}
 * @param groupValues values for groups; the setting {@code limits.group-body-values}
 */
public record BodyLimits(int user, int group, int userValues, int groupValues) {
    private static final int USER_VALUES = 100_000;
    /** A group of 32 MiB that lists 680,000 members by their ids has two a member. */
    private static final int GROUP_VALUES = 2_000_000;

    public BodyLimits {
        if (user < 1 || group < 1 || userValues < 1 || groupValues < 1) {
            throw new IllegalArgumentException("The limits for bodies, limits.body, limits.group-body,"
                    + " limits.body-values and limits.group-body-values, must be positive.");
        }
    }

    /** So many bytes, and the default numbers of values. */
    public BodyLimits(int user, int group) {
        this(user, group, USER_VALUES, GROUP_VALUES);
    }

    /** 1 MiB with 100,000 values, and 32 MiB with 2,000,000 values for groups. */
    public static BodyLimits defaults() {
        return new BodyLimits(1 << 20, 32 << 20);
    }

    /** The larger of the two. */
    public int largest() {
        return Math.max(user, group);
    }
}

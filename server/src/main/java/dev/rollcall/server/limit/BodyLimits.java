package dev.rollcall.server.limit;

/**
 * How large a request's body may be, in bytes.
 *
 * @param user for users and searches; the setting {@code limits.body}
 * @param group for groups, whose member lists are long; the setting {@code limits.group-body}
 */
public record BodyLimits(int user, int group) {
    public BodyLimits {
        if (user < 1 || group < 1) {
            throw new IllegalArgumentException(
                    "The limits for bodies, limits.body and limits.group-body, must be positive.");
        }
    }

    /** 1 MiB, and 32 MiB for groups. */
    public static BodyLimits defaults() {
        return new BodyLimits(1 << 20, 32 << 20);
    }

    /** The larger of the two. */
    public int largest() {
        return Math.max(user, group);
    }
}

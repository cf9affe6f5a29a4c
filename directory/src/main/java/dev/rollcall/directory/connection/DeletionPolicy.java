package dev.rollcall.directory.connection;

import java.time.Duration;
import java.time.Instant;

/**
 * What becomes of users whom an identity provider deletes. To SCIM they are gone at once in any case.
 *
 * @param keptDays for how many days what only the product has of them is kept, so that a new user with the same subject comes
 *     back to it; 0 for not at all, at most {@value #MOST_DAYS}
 */
public record DeletionPolicy(int keptDays) {
    /** Ten years. */
    public static final int MOST_DAYS = 3650;

    /** Nothing is kept. */
    public static final DeletionPolicy DELETE = new DeletionPolicy(0);

    public DeletionPolicy {
        if (keptDays < 0 || keptDays > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "Deleted users are kept for 1 to " + MOST_DAYS + " days, or not at all.");
        }
    }

    /** Whether anything is kept. */
    public boolean keeps() {
        return keptDays > 0;
    }

    /** Until when somebody who is deleted at that time is kept. */
    public Instant until(Instant deleted) {
        return deleted.plus(Duration.ofDays(keptDays));
    }
}

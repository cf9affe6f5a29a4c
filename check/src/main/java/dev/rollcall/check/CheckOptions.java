package dev.rollcall.check;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The bounds of a run.
 *
 * @param timePerCheck a check that takes longer ends as an error
 * @param timeInAll checks that are not begun by then end as errors
 * @param rateTime for how long Entra's rate is kept up
 * @param slowAnswer from when on an answer is slow: Microsoft's validator sees less than a second
 * @param groupSize how many members are added at once to see whether any is lost
 * @param keep whether the checks are made although what they make cannot be deleted again
 * @param secrets texts that are not shown in a report, such as the token; those of less than eight characters stand everywhere
 *        by chance and are shown (headers with credentials never are)
 * @param oauth how access tokens are asked for; without it, the checks of that are left out unless they are named
 * @param random where the names of resources come from
 */
public record CheckOptions(
        Duration timePerCheck,
        Duration timeInAll,
        Duration rateTime,
        Duration slowAnswer,
        int groupSize,
        boolean keep,
        Set<String> secrets,
        Optional<OAuthAccess> oauth,
        Clock clock,
        RandomGenerator random) {
    public static final Duration DEFAULT_TIME_PER_CHECK = Duration.ofSeconds(60);
    public static final Duration DEFAULT_TIME_IN_ALL = Duration.ofMinutes(15);
    public static final Duration DEFAULT_RATE_TIME = Duration.ofSeconds(4);
    /** Entra's own measure is a minute; longer says no more. */
    public static final Duration LONGEST_RATE_TIME = Duration.ofSeconds(60);
    public static final Duration DEFAULT_SLOW_ANSWER = Duration.ofSeconds(1);
    public static final int DEFAULT_GROUP_SIZE = 12;

    public CheckOptions {
        secrets = Set.copyOf(secrets);
        if (rateTime.isNegative() || rateTime.compareTo(LONGEST_RATE_TIME) > 0) {
            throw new CheckException("The rate can be kept up for 0 s to " + LONGEST_RATE_TIME.toSeconds()
                    + " s, not for " + rateTime.toSeconds() + " s.");
        }
        if (groupSize < 2 || groupSize > 100) {
            throw new CheckException("Between 2 and 100 members can be added at once, not " + groupSize + ".");
        }
    }

    /** The usual bounds. */
    public static CheckOptions defaults() {
        return new CheckOptions(DEFAULT_TIME_PER_CHECK, DEFAULT_TIME_IN_ALL, DEFAULT_RATE_TIME, DEFAULT_SLOW_ANSWER,
                DEFAULT_GROUP_SIZE, false, Set.of(), Optional.empty(), Clock.systemUTC(), new SecureRandom());
    }

    /** With texts that are not shown in a report. */
    public CheckOptions withSecrets(Set<String> texts) {
        return new CheckOptions(timePerCheck, timeInAll, rateTime, slowAnswer, groupSize, keep, texts, oauth, clock,
                random);
    }

    /** With the checks of OAuth, by that client. */
    public CheckOptions withOAuth(OAuthAccess access) {
        return new CheckOptions(timePerCheck, timeInAll, rateTime, slowAnswer, groupSize, keep, secrets,
                Optional.of(access), clock, random);
    }

    /** With another time for the rate; zero leaves that check out. */
    public CheckOptions withRateTime(Duration time) {
        return new CheckOptions(timePerCheck, timeInAll, time, slowAnswer, groupSize, keep, secrets, oauth, clock,
                random);
    }

    /** Makes the checks although the endpoint does not delete what they make. */
    public CheckOptions withKeep() {
        return new CheckOptions(timePerCheck, timeInAll, rateTime, slowAnswer, groupSize, true, secrets, oauth, clock,
                random);
    }

    /** With other bounds of time. */
    public CheckOptions withTimes(Duration perCheck, Duration inAll) {
        return new CheckOptions(perCheck, inAll, rateTime, slowAnswer, groupSize, keep, secrets, oauth, clock, random);
    }

    /** With another clock and other names. */
    public CheckOptions with(Clock newClock, RandomGenerator newRandom) {
        return new CheckOptions(timePerCheck, timeInAll, rateTime, slowAnswer, groupSize, keep, secrets, oauth,
                newClock,
                newRandom);
    }
}

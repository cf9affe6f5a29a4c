package dev.rollcall.hardship;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How heavy all attacks are, how long they last, and how much worse a bystander may fare meanwhile.
 *
 * @param name what {@link #named} knows it by
 * @param largeUsers users of nearly 1 MB each that are listed
 * @param smallUsers other users that scans look through
 * @param members members of the group that is written and read
 * @param writers parallel writers of that group
 * @param bodies parallel senders of the heaviest bodies
 * @param rest how long the bystander is measured before
 * @param attack how long the attackers go on at least
 * @param worse how many times its p99 at rest the bystander's p99 may be
 * @param floor the p99 that is always good enough, however fast it was at rest
 * @param timeOut after which the bystander gives up
 */
record AttackSize(
        String name, int largeUsers, int smallUsers, int members, int writers, int bodies, Duration rest,
        Duration attack,
        double worse,
        Duration floor, Duration timeOut) {

    /**
     * Small enough for every build, on a machine that may do other things meanwhile: a bystander must not wait for seconds.
     * The latency that is promised is asserted at full size.
     */
    static AttackSize small() {
        return new AttackSize("small", 12, 400, 5_000, 2, 8, Duration.ofSeconds(1), Duration.ofSeconds(2), 20,
                Duration.ofMillis(2_000), Duration.ofSeconds(30));
    }

    /** What did harm before there were budgets, with the bystander's latency as it is promised. */
    static AttackSize full() {
        return new AttackSize("full", 400, 10_000, 200_000, 6, 60, Duration.ofSeconds(15), Duration.ofSeconds(90), 10,
                Duration.ofMillis(250), Duration.ofSeconds(10));
    }

    /** The one of that name. */
    static AttackSize named(String name) {
        return Stream.of(small(), full()).filter(size -> size.name.equals(name)).findFirst().orElseThrow();
    }
}

package dev.rollcall.server.management.event;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The pace of a feed.
 *
 * @param look how often it looks for new events
 * @param heartbeat after how long without an event it says that it is there
 * @param longest after how long it ends; its reader comes again and goes on behind the last event
 * @param nanos a time that only goes forward, in nanoseconds
 */
public record FeedTimes(Duration look, Duration heartbeat, Duration longest, LongSupplier nanos) {
    /** Each second, 15 seconds and five minutes. */
    public static FeedTimes usual(LongSupplier nanos) {
        return new FeedTimes(Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMinutes(5), nanos);
    }
}

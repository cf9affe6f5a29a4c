package dev.rollcall.directory.stream;

import dev.rollcall.directory.event.EventId;
import java.time.Duration;
import java.util.Optional;

/**
 * How one delivery ended.
 *
 * @param state delivered, superseded, skipped or failed
 * @param cause of a failure or a skip: a group of its like, without ids; empty otherwise
 * @param note what is worth knowing of it, for example {@code nothing-to-send}
 * @param byEvent which event stands for it, of a superseded one
 * @param withOlder whether all older open deliveries of the subject are superseded by this one
 * @param duration how long the run took that ended it
 */
public record DeliveryEnd(
        EventId event, DeliveryState state, Optional<String> cause, Optional<String> note, Optional<EventId> byEvent,
        boolean withOlder, Duration duration) {
    public DeliveryEnd {
        if (state == DeliveryState.PENDING) {
            throw new IllegalArgumentException("A pending delivery has not ended.");
        }
    }
}

package dev.rollcall.outbound.engine;

import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import java.util.Optional;

/** Holds what is to be sent against the part of a stream's filter that needs to see the event: changed attributes, a condition. */
public interface EventJudge {
    /** An outcome when nothing is to be sent; empty when the run goes on. */
    Optional<DeliveryOutcome> judge(DeliveryWork work);

    /** One that lets everything pass. */
    static EventJudge none() {
        return _ -> Optional.empty();
    }
}

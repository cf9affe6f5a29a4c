package dev.rollcall.outbound.engine;

import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.StreamDelivery;
import java.util.List;

/**
 * A head that this node holds.
 *
 * @param deliveries what {@code DeliveryWork} is given
 * @param at before the claim, in nanoseconds of a time that only goes forward
 */
record Claim(DeliveryHead head, List<StreamDelivery> deliveries, long at) {
    Claim {
        deliveries = List.copyOf(deliveries);
    }
}

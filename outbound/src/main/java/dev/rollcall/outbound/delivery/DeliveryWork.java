package dev.rollcall.outbound.delivery;

import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamDelivery;
import java.util.List;

/**
 * One subject of one stream, claimed.
 *
 * @param stream as it is set now
 * @param head what is owed: {@link DeliveryHead#intent()}; whether an answer may have been lost before:
 *     {@link DeliveryHead#doubt()}
 * @param deliveries exactly one for a destination to which each event is sent as it is; none for one that is sent the current
 *     state, which stands for all that is open
 */
public record DeliveryWork(EventStream stream, DeliveryHead head, List<StreamDelivery> deliveries) {
    public DeliveryWork {
        deliveries = List.copyOf(deliveries);
    }
}

package dev.rollcall.directory.storage;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.stream.StreamDelivery;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of deliveries.
 *
 * @param next the event beyond which to go on; empty when there are no more
 */
public record DeliveryPage(List<StreamDelivery> deliveries, Optional<EventId> next) {
    public DeliveryPage {
        deliveries = List.copyOf(deliveries);
    }
}

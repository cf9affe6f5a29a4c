package dev.rollcall.directory.access;

import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.DestinationReading;
import dev.rollcall.directory.stream.StreamFilter;
import java.util.List;
import java.util.Optional;

/**
 * A stream to be made, or what is to be changed of one.
 *
 * @param name empty to keep it
 * @param subscriptions empty to keep them
 * @param enabled whether it is to deliver; empty to keep that
 * @param destination with the secrets that were sent; empty to keep it
 * @param filter empty to keep it
 * @param policy empty to keep it
 */
public record StreamDraft(
        Optional<String> name,
        Optional<List<EventType>> subscriptions,
        Optional<Boolean> enabled,
        Optional<DestinationReading> destination,
        Optional<StreamFilter> filter,
        Optional<DeliveryPolicy> policy) {}

package dev.rollcall.directory.stream;

/**
 * What is set of a stream beside its name, state and subscriptions; without its secrets.
 *
 * @param destination where it delivers to
 * @param filter what it leaves out
 * @param policy how it tries
 */
public record StreamSettings(DestinationSettings destination, StreamFilter filter, DeliveryPolicy policy) {}

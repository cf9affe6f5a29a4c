package dev.rollcall.server.health;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A part of the service that must work for requests to be served.
 *
 * @param name one word for the part, for example {@code writer}
 * @param problem looks at the part now: what is wrong and what the operator does about it, in sentences that hold no
 *     secret and no name of a tenant, because anybody may read them; empty when it works. May block and may throw
 */
public record HealthPart(String name, Supplier<Optional<String>> problem) {}

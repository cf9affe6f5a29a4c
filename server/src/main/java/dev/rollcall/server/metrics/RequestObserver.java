package dev.rollcall.server.metrics;

import dev.rollcall.directory.connection.Strategy;
import java.util.Optional;

/** Is told of every request on the SCIM surface after it was served. Must be quick and must not fail. */
@FunctionalInterface
public interface RequestObserver {
    /** Observes nothing. */
    RequestObserver NONE = (strategy, method, status, nanos) -> {};

    /**
     * A request was served.
     *
     * @param strategy of its connection; empty when the caller was not known
     * @param method as it was sent
     * @param status that was answered
     * @param nanos from its first line to the answer, without sending it
     */
    void served(Optional<Strategy> strategy, String method, int status, long nanos);
}

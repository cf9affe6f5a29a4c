package dev.rollcall.server.management;

/** Serves the requests of one route; called from many virtual threads at a time, and may block. */
@FunctionalInterface
public interface ManagementHandler {

    /**
     * The answer.
     *
     * @throws ManagementFailure for what is refused; whatever else is thrown becomes an answer as well
     */
    ManagementAnswer handle(ManagementRequest request);
}

package dev.rollcall.console.frame;

/** Serves a route of the console. */
@FunctionalInterface
public interface ConsoleHandler {
    /**
     * The answer to a request that may have it.
     *
     * @throws dev.rollcall.server.management.ManagementFailure for a refusal, whose sentence the page then shows
     */
    ConsoleAnswer handle(ConsoleRequest request);
}

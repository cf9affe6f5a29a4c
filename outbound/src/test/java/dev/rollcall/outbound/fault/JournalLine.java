package dev.rollcall.outbound.fault;

import java.util.Optional;

/**
 * One line of the journal, in the order in which the target took the requests.
 *
 * @param status of what the target did; what went on the wire instead is in {@code fault}
 * @param resourceId of the one resource that was written; empty otherwise
 * @param externalId of that resource at that moment
 */
public record JournalLine(
        long number,
        TargetRequest request,
        int status,
        Optional<String> resourceId,
        Optional<String> externalId,
        Optional<Fault> fault) {
    /** Whether it changed something at the target. */
    public boolean committed() {
        return request.writes() && resourceId.isPresent() && status < 300;
    }

    @Override
    public String toString() {
        return number + " " + request + " -> " + status + fault.map(f -> " " + f).orElse("");
    }
}

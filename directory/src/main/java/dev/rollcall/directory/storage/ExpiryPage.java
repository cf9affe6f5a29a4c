package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.List;

/**
 * What a look at some connections found.
 *
 * @param due those that have rows past their time, in the order of their ids
 * @param last the last connection that was looked at; empty text when there are no more
 * @param audit whether rows of the audit log are past their time; looked at with the first connections
 * @param assertions whether used assertions have expired; looked at with the first connections
 * @param deliveries streams of which something is past its time; looked at with the first connections
 */
public record ExpiryPage(
        List<ConnectionId> due, String last, boolean audit, boolean assertions,
        List<Chore.ExpireDeliveries> deliveries) {
    public ExpiryPage {
        due = List.copyOf(due);
        deliveries = List.copyOf(deliveries);
    }
}

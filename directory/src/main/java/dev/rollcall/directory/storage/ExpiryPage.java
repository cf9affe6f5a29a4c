package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.List;

/**
 * What a look at some connections found.
 *
 * @param due those that have rows past their time or a log to be summed up, in the order of their ids
 * @param last the last connection that was looked at; empty text when there are no more
 * @param audit whether rows of the audit log are past their time; looked at with the first connections
 * @param assertions whether used assertions have expired; looked at with the first connections
 * @param streams what is due of event streams, those that were removed included; looked at with the first connections
 */
public record ExpiryPage(
        List<ConnectionId> due, String last, boolean audit, boolean assertions, List<Chore> streams) {
    public ExpiryPage {
        due = List.copyOf(due);
        streams = List.copyOf(streams);
    }
}

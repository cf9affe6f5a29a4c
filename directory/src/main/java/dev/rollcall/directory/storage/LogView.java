package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.List;

/**
 * The request log, to read.
 *
 * <p>Guarantees: rows are in the order of their ids, which is about that of the requests: a row may become visible after
 * one with a greater id, and a row without a body may get one later. Rows are kept until {@link Chore.Expire} takes them.
 */
public interface LogView {

    /** The rows that a query asks for, with their bodies. */
    List<RequestLogEntry> list(LogQuery query);

    /** How many rows of a connection were left out under pressure, since it was created. */
    long dropped(ConnectionId connection);
}

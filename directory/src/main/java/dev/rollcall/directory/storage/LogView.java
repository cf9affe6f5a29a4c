package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The request log, to read.
 *
 * <p>Guarantees: rows are in the order of their ids, which is about that of the requests: a row may become visible after
 * one with a greater id, and a row without a body may get one later. Rows are kept until {@link Chore.Expire} takes them.
 */
public interface LogView {

    /** The rows that a query asks for, with their bodies. */
    List<RequestLogEntry> list(LogQuery query);

    /**
     * The rows that a search asks for. One look costs at most {@link LogSearch#budget} rows and a few megabytes; what it did not
     * get to is beyond {@link LogStretch#next}.
     */
    LogStretch search(LogSearch search);

    /**
     * The same for whoever keeps what it got for long.
     *
     * @param characters of bodies and the rest behind which a look ends early; it has one row beyond them at most
     * @param atOnce how many rows are in memory beside those at most while it looks
     */
    LogStretch search(LogSearch search, long characters, int atOnce);

    /** The same rows without their bodies and what they changed, which is all that may be large. */
    LogStretch heads(LogSearch search);

    /** The same rows with what they changed, without their bodies. */
    LogStretch plans(LogSearch search);

    /**
     * The newest failure of each connection that has had one since a time, in no order. A look costs two rows of an index for each
     * connection of whose failures any is kept, however many of them there are, so that none hides another.
     */
    List<LastFailure> lastFailures(Instant since);

    /** One row with its bodies, of whichever connection. */
    Optional<RequestLogEntry> find(String id);

    /** The id that stands at a place, from 0, in this log and the audit log taken together, by their ids. */
    Optional<String> idAt(boolean newestFirst, long place);

    /** How many rows of a connection were left out under pressure, since it was created. */
    long dropped(ConnectionId connection);
}

package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.stream.DeliveringNode;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamAlert;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The event streams, how far each has come, and what is to be told of them, to read.
 *
 * <p>Guarantees: a stream and its progress are there together, from {@link StreamStore#add} until {@link StreamStore#remove}.
 * What a removed stream has left is of nobody any more, and goes in pieces by {@link Chore.SweepStream}.
 */
public interface StreamView {

    /** One stream. */
    Optional<EventStream> find(StreamId id);

    /** The stream of that name, compared as names of connections are. */
    Optional<EventStream> named(String name);

    /** The stream of a connection's logout tokens. */
    Optional<EventStream> logoutOf(ConnectionId connection);

    /**
     * The streams that are not hidden, by the time of their creation and then by id.
     *
     * @param after the stream after which to go on, which may be gone by now: its time of creation and its id; empty for the
     *     first ones
     */
    List<EventStream> page(Optional<StreamPlace> after, int limit);

    /** All streams by id, hidden ones as well; there are as many as {@code limits.event-streams} allows, and one a connection. */
    List<EventStream> all();

    /** How many streams there are that are not hidden. */
    long count();

    /** How far one has come. */
    Optional<StreamProgress> progress(StreamId id);

    /** How far each has come, by id. */
    List<StreamProgress> progress();

    /** What is to be told of a stream, or was and is not over, by cause. */
    List<StreamAlert> alerts(StreamId id);

    /** What is to be told and is not told yet, and what is over and was not told to be; over all streams. */
    List<StreamAlert> untold(int limit);

    /** How many nodes have {@link StreamStore#beat} within a time, by the database's clock; 0 when none does. */
    int nodes(Duration within);

    /** Those nodes, by name and id; none where there is one process alone. */
    List<DeliveringNode> nodeList(Duration within);

    /** The database's own clock, which all nodes share; on SQLite the one that the store was opened with. */
    Instant now();

    /** Where a stream stands in the order of creation. */
    record StreamPlace(Instant createdAt, StreamId id) {}
}

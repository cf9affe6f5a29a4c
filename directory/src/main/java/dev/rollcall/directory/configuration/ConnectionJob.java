package dev.rollcall.directory.configuration;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.Keyword;
import java.time.Instant;
import java.util.Optional;

/**
 * Work that a changed setting of a connection leaves to be done for each of its users, or of all its resources, in pieces, in
 * the order of their ids. It is
 * durable: whoever finds it goes on where the last piece ended. A connection has one of each kind at most; the last one stays
 * when it is finished, to be looked at.
 *
 * @param source what the setting was: for {@link Kind#MAPPING} a text of {@link MappingsTold}, for {@link Kind#RE_KEY} the
 *     attribute, for {@link Kind#SCHEMA} the version of the declarations
 * @param target what it is: a version of the mapping in decimal, the attribute, or the version of the declarations
 * @param position the id of the last user who was looked at, for {@link Kind#SCHEMA} behind the resource type and a blank; empty
 *     text for none yet, and what begins with a blank for one that still waits for others
 * @param startedAt to the millisecond, as the others
 * @param finishedAt empty while there is something to do
 * @param revision how often it was written; given by the store
 */
public record ConnectionJob(
        ConnectionId connectionId,
        Kind kind,
        String source,
        String target,
        String position,
        Tally tally,
        Instant startedAt,
        Instant updatedAt,
        Optional<Instant> finishedAt,
        long revision) {
    /** What the position of a job begins with that waits; no resource type's name and no number does. */
    public static final String WAITING = " ";

    /** Whether it has not begun, because transactions that began before it may still write by what was so then. */
    public boolean isWaiting() {
        return finishedAt.isEmpty() && position.startsWith(WAITING);
    }

    /** One that begins now. */
    public static ConnectionJob begun(
            ConnectionId connection, Kind kind, String source, String target, Instant now) {
        return new ConnectionJob(connection, kind, source, target, "", Tally.NONE, now, now, Optional.empty(), 0);
    }

    /** The same a piece further. */
    public ConnectionJob advanced(String to, Tally piece, boolean finished, Instant now) {
        return new ConnectionJob(connectionId, kind, source, target, to, tally.plus(piece), startedAt, now,
                finished ? Optional.of(now) : Optional.empty(), revision);
    }

    /** The same as it is stored after it was advanced once, with what came of that piece. */
    public ConnectionJob counted(Tally piece) {
        return new ConnectionJob(connectionId, kind, source, target, position, tally.plus(piece), startedAt, updatedAt,
                finishedAt, revision + 1);
    }

    /** What for. */
    public enum Kind implements Keyword {
        /** The mapping was changed: whoever follows the changes is told of every user whose profile differs by it. */
        MAPPING("mapping"),
        /** People are to be known at sign-in by another attribute. */
        RE_KEY("re-key"),
        /** Schemas were declared: what is stored becomes what it is declared as. */
        SCHEMA("schema");

        private final String keyword;

        Kind(String keyword) {
            this.keyword = keyword;
        }

        @Override
        public String keyword() {
            return keyword;
        }

        /** The kind of that word. @throws IllegalArgumentException when there is none */
        public static Kind of(String keyword) {
            return Keyword.find(Kind.class, keyword, "kind of job");
        }
    }

    /**
     * What has come of it so far.
     *
     * @param seen users who were looked at
     * @param changed users whom it concerned, and for whom it is done
     * @param clashes users whose value leads to somebody else, of which nothing was changed; for {@link Kind#SCHEMA} resources with
     *     a value that does not fit
     * @param without users who have no value
     */
    public record Tally(long seen, long changed, long clashes, long without) {
        public static final Tally NONE = new Tally(0, 0, 0, 0);

        /** Both together. */
        public Tally plus(Tally more) {
            return new Tally(seen + more.seen, changed + more.changed, clashes + more.clashes, without + more.without);
        }
    }
}

package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.GenerationStore;
import dev.rollcall.directory.storage.StaleVersionException;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Generations of membership rows that no group uses: being filled, or garbage. */
final class GenerationTable implements GenerationStore {
    /** For how long one that a group used is kept for those who are reading it; longer than anybody may read. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Database database;
    private final SqlDialect dialect;
    private final Clock clock;

    GenerationTable(Database database, SqlDialect dialect, Clock clock) {
        this.database = database;
        this.dialect = dialect;
        this.clock = clock;
    }

    @Override
    public long create(ConnectionId connection, String groupId) {
        long membership = dialect.nextMembership(database);
        database.update("INSERT INTO membership_generation (connection_id, group_id, membership, garbage, since)"
                + " VALUES (?, ?, ?, 0, ?)", connection.value(), groupId, membership, clock.instant());
        return membership;
    }

    /** Marks a generation that a group used as garbage. */
    void discard(ConnectionId connection, String groupId, long membership) {
        database.update("INSERT INTO membership_generation (connection_id, group_id, membership, garbage, since)"
                + " VALUES (?, ?, ?, 1, ?) ON CONFLICT (connection_id, group_id, membership) DO UPDATE SET garbage = 1,"
                + " since = excluded.since",
                connection.value(), groupId, membership, clock.instant());
    }

    @Override
    public boolean abandon(ConnectionId connection, String groupId, long membership) {
        // Never an insertion: whoever gives up after a commit of unknown outcome must not condemn rows in force.
        // Nobody can be reading it, so it need not be kept.
        return database.update(
                "UPDATE membership_generation SET garbage = 1, since = 0 WHERE connection_id = ? AND group_id = ?"
                        + " AND membership = ?",
                connection.value(), groupId, membership) == 1;
    }

    /** A group comes to use a generation that was being filled; it cannot when upkeep took that for abandoned. */
    void use(ConnectionId connection, String groupId, long membership) {
        int used = database.update("DELETE FROM membership_generation WHERE connection_id = ? AND group_id = ?"
                + " AND membership = ? AND garbage = 0", connection.value(), groupId, membership);
        if (used == 0) {
            throw new StaleVersionException();
        }
    }

    /** One generation that can be swept: garbage that nobody reads any more, or being filled since before a time. */
    Optional<Generation> sweepable(Instant filledBefore) {
        return database.first(Sql.of("SELECT connection_id, group_id, membership FROM membership_generation"
                + " WHERE garbage = 1 AND since < ? OR since < ? LIMIT 1", clock.instant().minus(KEPT), filledBefore),
                row -> new Generation(new ConnectionId(row.text(1)), row.text(2), row.number(3)));
    }

    /** Forgets a generation of which no row is left. */
    void forget(Generation generation) {
        database.update("DELETE FROM membership_generation WHERE connection_id = ? AND group_id = ?"
                + " AND membership = ?", generation.connection().value(), generation.groupId(),
                generation.membership());
    }

    /** The rows of one list of members. */
    record Generation(ConnectionId connection, String groupId, long membership) {}
}

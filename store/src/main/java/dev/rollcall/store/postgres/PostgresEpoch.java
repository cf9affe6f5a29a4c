package dev.rollcall.store.postgres;

import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.table.StreamEpoch;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out that a database was made from a dump, or copied. Its tables have other numbers then than those that it has noted down;
 * and the change record may name transactions that this server has not come to yet, before which no reader would be given
 * anything.
 */
final class PostgresEpoch {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresEpoch.class);
    private static final String MARK = "database-identity";
    private static final Sql IDENTITY = Sql.of("SELECT (SELECT d.oid FROM pg_database d WHERE d.datname ="
            + " current_database())::text || '.' || to_regclass('change')::oid::text");

    /** Whoever begins an epoch waits for others who do. */
    private static final Sql LOCK = Sql
            .of("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended('epoch', 0))) l");

    private PostgresEpoch() {}

    /** Whether something is to be done: it is another database by now than it was, or it has noted nothing down yet. */
    static boolean isOver(Database database) {
        return !noted(database).equals(Optional.of(identity(database)));
    }

    /** Does it, unless another node has done so meanwhile. */
    static void begin(Database database, Instant now) {
        database.first(LOCK, row -> row.number(1));
        Optional<String> noted = noted(database);
        String identity = identity(database);
        if (noted.equals(Optional.of(identity))) {
            return;
        }
        if (noted.isPresent()) {
            LOG.warn("This database was restored from a dump, or copied: what follows its changes begins anew, and each"
                    + " event stream waits for a sync.");
            StreamEpoch.begin(database, now);
            // The order that is left is that of the rows; transactions of this server come after it.
            database.update("UPDATE change SET xid = '0' WHERE xid <> '0'");
            database.update("UPDATE stream_progress SET position ="
                    + " (SELECT '0.' || coalesce(max(seq), 0) FROM change)");
        }
        database.update("INSERT INTO mark (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value ="
                + " excluded.value", MARK, identity);
    }

    /** Whether there is a mark beside the one that says which database this is. */
    static boolean hasOtherMarks(Database database) {
        return database
                .first(Sql.of("SELECT 1 FROM mark WHERE name <> ? OR value <> ? LIMIT 1", MARK, identity(database)),
                        row -> row.number(1))
                .isPresent();
    }

    /** Forgets which database this is, so that the table can be filled from elsewhere; the next start notes it down anew. */
    static void forget(Database database) {
        database.update(Sql.of("DELETE FROM mark WHERE name = ? AND value = ?", MARK, identity(database)));
    }

    private static Optional<String> noted(Database database) {
        return database.first(Sql.of("SELECT value FROM mark WHERE name = ?", MARK), row -> row.text(1));
    }

    private static String identity(Database database) {
        return database.first(IDENTITY, row -> row.text(1)).orElse("");
    }
}

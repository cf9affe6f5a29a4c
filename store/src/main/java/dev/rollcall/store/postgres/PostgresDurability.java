package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server must be like so that what it acknowledges is on its disk. */
final class PostgresDurability {
    /** A stronger setting than ours stays; a weaker one of the server, the database or the role does not. */
    static final String COMMIT_SETTING = "set_config('synchronous_commit', CASE current_setting('synchronous_commit')"
            + " WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false)";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresDurability.class);
    private static final int OLDEST_SERVER = 130_000;
    private static final Set<String> DURABLE = Set.of("on", "remote_apply");

    private PostgresDurability() {}

    /**
     * Looks at the server through a connection that asked for {@link #COMMIT_SETTING}.
     *
     * @throws StorageException when its commits would not be durable, it is too old, or it is of another encoding than UTF-8
     */
    static void require(Database database) {
        if (database.number(Sql.of("SELECT current_setting('server_version_num')::int")) < OLDEST_SERVER) {
            throw new StorageException("This PostgreSQL is too old; Rollcall needs version 13 or newer.");
        }
        String fsync = setting(database, "fsync");
        String synchronousCommit = setting(database, "synchronous_commit");
        if (!"on".equals(fsync)) {
            throw new StorageException("PostgreSQL runs with fsync=" + fsync + ", so that a crash can lose what was"
                    + " acknowledged. Set fsync=on in postgresql.conf and restart it.");
        }
        if (!DURABLE.contains(synchronousCommit)) {
            throw new StorageException("PostgreSQL commits with synchronous_commit=" + synchronousCommit
                    + " although Rollcall asked for on; allow the role to set it.");
        }
        if (!"UTF8".equals(setting(database, "server_encoding"))) {
            throw new StorageException("The database's encoding is not UTF8; create one with ENCODING 'UTF8'.");
        }
        LOG.info("PostgreSQL: fsync={}, synchronous_commit={}", fsync, synchronousCommit);
    }

    static String setting(Database database, String name) {
        return database.first(Sql.of("SELECT current_setting(?)", name), row -> row.text(1)).orElse("");
    }
}

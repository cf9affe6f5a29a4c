package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** The one connection of a transfer. It has a name of its own, so that it is not taken for one of a store in use. */
final class TransferConnection {
    static final String APPLICATION = "rollcall migrate";
    /** Longer than any statement of a transfer is silent; a server that vanished is not waited for. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private TransferConnection() {}

    /** @throws StorageException when it cannot be made; the message has no password in it */
    static Connection open(String jdbcUrl) {
        PostgresDialect dialect = new PostgresDialect();
        try {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setURL(jdbcUrl);
            source.setApplicationName(APPLICATION);
            source.setTcpKeepAlive(true);
            source.setSocketTimeout(Math.toIntExact(SILENCE.toSeconds()));
            Connection connection = source.getConnection();
            connection.setAutoCommit(false);
            Database database = new Database(connection, dialect, 0);
            database.first(Sql.of("SELECT " + PostgresDurability.COMMIT_SETTING), row -> row.text(1));
            connection.commit();
            return connection;
        } catch (IllegalArgumentException e) {
            // Without its cause, whose message repeats the URL, and the URL may hold the password.
            throw new StorageException("The URL is none that PostgreSQL's driver reads. Write it as in"
                    + " jdbc:postgresql://db.example.com/rollcall.");
        } catch (SQLException e) {
            throw new StorageException(
                    "The database cannot be opened (" + e.getMessage() + "). Check the URL, the user and"
                            + " the password, and that PostgreSQL runs there.",
                    e);
        }
    }
}

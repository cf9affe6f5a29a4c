package dev.rollcall.app.service;

import dev.rollcall.app.terminal.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Remembers in a data folder that everything in it is in a PostgreSQL now, so that nobody goes on with what stayed behind because
 * a setting is forgotten: what identity providers would change there, the PostgreSQL would never hear of.
 */
final class MovedStore {
    private static final String FILE = "moved-to-postgresql.txt";

    private MovedStore() {}

    /** From now on the store of the folder is not opened any more. */
    static void mark(Path folder, Instant now) {
        try {
            Files.writeString(folder.resolve(FILE), "Everything was copied into a PostgreSQL at " + Times.text(now)
                    + ". As long as this file is here, the store beside it is not used.\n");
        } catch (IOException e) {
            throw new ServiceException("Everything is in the PostgreSQL, but that cannot be written down in " + folder
                    + ": do not start a service on that folder any more.", e);
        }
    }

    /** @throws ServiceException when the store of the folder is elsewhere now */
    static void refuse(Path folder) {
        if (Files.exists(folder.resolve(FILE))) {
            throw new ServiceException("The store in " + folder + " was migrated to a PostgreSQL: name that with"
                    + " --database-url or ROLLCALL_DATABASE_URL. To use what stayed behind all the same, delete "
                    + folder.resolve(FILE) + ".");
        }
    }

    /** Another store takes its place. */
    static void forget(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            throw new ServiceException("The file " + folder.resolve(FILE) + " cannot be deleted: delete it yourself.",
                    e);
        }
    }
}

package dev.rollcall.store.fair;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import java.time.Duration;

/** What is said to whoever finds no place or no turn. */
public final class Overload {
    private Overload() {}

    /** Too many of the share wait already. */
    public static StorageException tooMany(Share share, int limit) {
        return new StorageException(StorageException.Kind.OVERLOADED, limit + " requests of " + name(share)
                + " wait for the database already; nothing was changed. Send fewer at a time, and this one again in a"
                + " few seconds.");
    }

    /** The turn did not come. */
    public static StorageException tooLong(Share share, Duration patience) {
        return new StorageException(StorageException.Kind.OVERLOADED, "A request of " + name(share)
                + " got no turn at the database in " + patience.toMillis()
                + " ms; nothing was changed. Send it again in"
                + " a few seconds.");
    }

    private static String name(Share share) {
        return share.equals(Share.HOUSE) ? "the house itself" : "connection " + share.name();
    }
}

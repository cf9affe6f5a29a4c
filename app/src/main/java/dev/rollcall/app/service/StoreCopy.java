package dev.rollcall.app.service;

import dev.rollcall.app.setting.StoreSettings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.setting.SettingValues;
import dev.rollcall.store.sqlite.ServeLock;
import dev.rollcall.store.sqlite.SqliteBackup;
import dev.rollcall.store.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Copies of the embedded store as commands make them and put them back. */
public final class StoreCopy {
    private final SettingValues settings;
    private final Terminal terminal;
    private final Path folder;

    /** @throws ServiceException when the settings name PostgreSQL, which has its own ways */
    public StoreCopy(SettingValues settings, Terminal terminal) {
        if (settings.get(StoreSettings.DATABASE_URL).isPresent()) {
            throw new ServiceException("A PostgreSQL is backed up and restored with its own programs: use pg_dump and"
                    + " pg_restore. For one connection, use \"rollcall export\" and \"rollcall import\".");
        }
        this.settings = settings;
        this.terminal = terminal;
        this.folder = OpenStore.folder(settings, terminal);
        Logs.quiet();
    }

    /**
     * A token that is valid again because it is in the copy.
     *
     * @param connection to which it belongs
     */
    public record Revived(Connection connection, ScimToken token) {}

    /**
     * What a restoration did.
     *
     * @param replaced where the store is that was there before
     * @param revived tokens that the store before did not have any more, by connection and creation
     */
    public record Restored(Optional<Path> replaced, List<Revived> revived) {
        public Restored {
            revived = List.copyOf(revived);
        }
    }

    /** The data folder. */
    public Path folder() {
        return folder;
    }

    /** Whether there is a store already. */
    public boolean isThere() {
        return SqliteStorage.isIn(folder);
    }

    /**
     * Writes a copy to an empty file.
     *
     * @throws NoStoreException when there is nothing to copy
     */
    public void write(Path file) {
        if (!isThere()) {
            throw new NoStoreException(folder);
        }
        SqliteBackup.write(folder, file);
    }

    /**
     * Puts a copy in the place of the store.
     *
     * @throws dev.rollcall.directory.storage.StorageException when a service runs on it, or the file is no whole copy
     */
    public Restored restore(Path file) {
        try (ServeLock lock = ServeLock.take(folder)) {
            MovedStore.forget(folder);
            List<Revived> before = isThere() ? tokens() : List.of();
            Optional<Path> replaced = SqliteBackup.restore(lock, file, terminal.clock().instant());
            List<String> known = before.stream().map(StoreCopy::key).toList();
            List<Revived> revived = replaced.isEmpty()
                    ? List.of()
                    : tokens().stream().filter(token -> !known.contains(key(token))).toList();
            return new Restored(replaced, revived);
        }
    }

    private static String key(Revived token) {
        return token.connection().id() + " " + token.token().tokenId();
    }

    private List<Revived> tokens() {
        List<Revived> tokens = new ArrayList<>();
        try (LocalDirectory directory = LocalDirectory.openExisting(settings, terminal)) {
            for (Connection connection : directory.connections().list()) {
                directory.tokens().list(connection.id()).forEach(token -> tokens.add(new Revived(connection, token)));
            }
        }
        return tokens;
    }
}

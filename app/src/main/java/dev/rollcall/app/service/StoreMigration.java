package dev.rollcall.app.service;

import dev.rollcall.app.setting.StoreSettings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.setting.SettingValues;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.postgres.PostgresTransferTarget;
import dev.rollcall.store.sqlite.ServeLock;
import dev.rollcall.store.sqlite.SqliteStorage;
import dev.rollcall.store.sqlite.SqliteTransferSource;
import dev.rollcall.store.transfer.StoreTransfer;
import dev.rollcall.store.transfer.TransferProgress;
import java.nio.file.Path;
import java.util.Map;

/** The embedded store copied into a PostgreSQL, for good. */
public final class StoreMigration {
    private final SettingValues settings;
    private final Terminal terminal;
    private final Path folder;

    /** @throws ServiceException when the settings name PostgreSQL, so that there is nothing to copy from */
    public StoreMigration(SettingValues settings, Terminal terminal) {
        if (settings.get(StoreSettings.DATABASE_URL).isPresent()) {
            throw new ServiceException(
                    "The settings name a PostgreSQL already: take store.database-url (--database-url,"
                            + " ROLLCALL_DATABASE_URL) out until everything is copied, and name the PostgreSQL with --to.");
        }
        this.settings = settings;
        this.terminal = terminal;
        this.folder = OpenStore.folder(settings, terminal);
        Logs.quiet();
    }

    /** The data folder. */
    public Path folder() {
        return folder;
    }

    /**
     * Copies everything, or what an attempt before this one has not copied yet. Afterwards the embedded store is not opened any
     * more, until somebody says so.
     *
     * @param url of an empty PostgreSQL; user and password may be in the settings instead
     * @return how many rows each table has
     * @throws NoStoreException when there is nothing to copy
     * @throws dev.rollcall.directory.storage.StorageException when a service runs on either of the two, the PostgreSQL is not
     *     empty, or what arrived is not what was there
     */
    public Map<String, Long> run(String url, TransferProgress progress) {
        if (!SqliteStorage.isIn(folder)) {
            throw new NoStoreException(folder);
        }
        try (ServeLock lock = ServeLock.take(folder);
                SqliteTransferSource source = SqliteTransferSource.open(lock, StoreOptions.of(settings));
                PostgresTransferTarget target = PostgresTransferTarget.open(OpenStore.url(settings, url))) {
            Map<String, Long> rows = new StoreTransfer(source, target, progress).run();
            MovedStore.mark(folder, terminal.clock().instant());
            return rows;
        }
    }
}

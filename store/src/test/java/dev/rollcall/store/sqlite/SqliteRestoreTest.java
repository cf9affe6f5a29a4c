package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.contract.RestoredStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event streams of a store that is put back. */
class SqliteRestoreTest {
    @TempDir
    Path folder;

    @Test
    void aStreamOfARestoredStoreWaitsForASync() throws Exception {
        Path copy = Files.createFile(folder.resolve("copy.db"));
        try (ServeLock lock = ServeLock.take(folder.resolve("data"))) {
            try (Storage storage = SqliteStorage.open(lock, StoreOptions.defaults())) {
                RestoredStream.fill(storage);
                SqliteBackup.write(lock.folder(), copy);
            }
            try (Storage storage = SqliteStorage.open(lock, StoreOptions.defaults())) {
                RestoredStream.assertAsItWas(storage);
            }
            SqliteBackup.restore(lock, copy, RestoredStream.TIME);
            try (Storage storage = SqliteStorage.open(lock, StoreOptions.defaults())) {
                RestoredStream.assertWaitsForASync(storage);
            }
        }
    }
}

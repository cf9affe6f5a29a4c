package dev.rollcall.app.service;

import dev.rollcall.app.setting.StoreSettings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.oauth.KeyFile;
import dev.rollcall.oauth.SigningKeys;
import dev.rollcall.setting.SettingValues;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Makes the key file of an embedded store when there is none, and looks whether it is the one that the store is sealed under:
 * beside the rest of the start, which need not wait for it until its end.
 */
final class KeyFileStart implements AutoCloseable {
    private final CompletableFuture<Optional<String>> work;
    private final Terminal terminal;

    private KeyFileStart(CompletableFuture<Optional<String>> work, Terminal terminal) {
        this.work = work;
        this.terminal = terminal;
    }

    /** Begins. A node of a PostgreSQL that has no key file yet is served without. */
    static KeyFileStart begin(SettingValues settings, Terminal terminal, Storage storage) {
        KeyFile file = KeyFiles.of(settings, terminal);
        boolean embedded = settings.get(StoreSettings.DATABASE_URL).isEmpty();
        CompletableFuture<Optional<String>> work = embedded || Files.exists(file.path())
                ? CompletableFuture.supplyAsync(
                        () -> prepare(file, new SigningKeys(storage, file, terminal.clock()), embedded),
                        task -> Thread.ofVirtual().name("key-file").start(task))
                : CompletableFuture.completedFuture(Optional.empty());
        return new KeyFileStart(work, terminal);
    }

    private static Optional<String> prepare(KeyFile file, SigningKeys keys, boolean embedded) {
        if (embedded && file.make() && keys.replaceLostKeyFile()) {
            return Optional.of("there was no key file " + file.path()
                    + ", so a new one was made: access tokens that are out stay good, and a new key signs");
        }
        keys.requireKeyFile();
        return Optional.empty();
    }

    /**
     * Waits for the end, and says what an administrator should know.
     *
     * @throws dev.rollcall.oauth.KeyFileException when the key file is another one, or cannot be used
     */
    void require() {
        try {
            work.join().ifPresent(notice -> terminal.err().println("rollcall: " + notice));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        // What failed was said by the start, or the start has failed with more.
        work.handle((_, _) -> "").join();
    }
}

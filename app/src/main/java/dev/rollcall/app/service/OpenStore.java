package dev.rollcall.app.service;

import dev.rollcall.app.setting.StoreSettings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.setting.SettingValues;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.postgres.PostgresStorage;
import dev.rollcall.store.sqlite.ServeLock;
import dev.rollcall.store.sqlite.SqliteStorage;
import dev.rollcall.store.sqlite.UnwritableStorage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The store that the settings name, opened.
 *
 * @param lock the right to serve from the data folder; only the embedded store has and needs one
 */
record OpenStore(Storage storage, Optional<ServeLock> lock) implements AutoCloseable {
    /** A command does one thing at a time. */
    private static final int CONNECTIONS_OF_A_COMMAND = 1;
    /** A node that delivers says so far more often. */
    private static final Duration NODE_LIVES = Duration.ofSeconds(30);

    /** Opens it to serve from. */
    static OpenStore toServe(SettingValues settings, Terminal terminal) {
        StoreOptions options = StoreOptions.of(settings);
        if (settings.get(StoreSettings.DATABASE_URL).isPresent()) {
            return new OpenStore(postgres(settings, settings.get(StoreSettings.DATABASE_URL).get(), options),
                    Optional.empty());
        }
        return opened(ServeLock.take(inUse(settings, terminal)), options);
    }

    /** Opens it to serve from, as {@link #toServe}; empty when somebody does already. */
    static Optional<OpenStore> unlessServed(SettingValues settings, Terminal terminal) {
        if (settings.get(StoreSettings.DATABASE_URL).isEmpty()) {
            return ServeLock.tryTake(inUse(settings, terminal)).map(lock -> opened(lock, StoreOptions.of(settings)));
        }
        OpenStore store = toServe(settings, terminal);
        boolean served = store.storage().read(Share.OUTBOUND, session -> session.streams().nodes(NODE_LIVES)) > 0;
        if (served) {
            store.close();
        }
        return served ? Optional.empty() : Optional.of(store);
    }

    private static OpenStore opened(ServeLock lock, StoreOptions options) {
        try {
            return new OpenStore(SqliteStorage.open(lock, options), Optional.of(lock));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Opens it beside a server that may be running, for short transactions. */
    static Storage beside(SettingValues settings, Terminal terminal) {
        StoreOptions options = aside(settings);
        return settings.get(StoreSettings.DATABASE_URL).isPresent()
                ? postgres(settings, settings.get(StoreSettings.DATABASE_URL).get(), options)
                : SqliteStorage.open(inUse(settings, terminal), options);
    }

    /**
     * As {@link #beside}, but makes nothing where there is nothing: whoever looks in the wrong folder is told so. A folder that
     * cannot be written is read.
     *
     * @throws NoStoreException when the data folder has no store
     */
    static Storage existing(SettingValues settings, Terminal terminal) {
        Path folder = folder(settings, terminal);
        if (settings.get(StoreSettings.DATABASE_URL).isEmpty() && !SqliteStorage.isIn(folder)) {
            throw new NoStoreException(folder);
        }
        return settings.get(StoreSettings.DATABASE_URL).isEmpty() && UnwritableStorage.isIn(folder)
                ? UnwritableStorage.open(inUse(settings, terminal), aside(settings))
                : beside(settings, terminal);
    }

    private static StoreOptions aside(SettingValues settings) {
        return StoreOptions.of(settings)
                .withPoolSize(CONNECTIONS_OF_A_COMMAND)
                .withReaders(CONNECTIONS_OF_A_COMMAND);
    }

    /** The data folder; a relative one starts at the working directory. */
    static Path folder(SettingValues settings, Terminal terminal) {
        return terminal.folder().resolve(settings.get(StoreSettings.DATA)).normalize();
    }

    /** The data folder, of a store that was not moved elsewhere. */
    private static Path inUse(SettingValues settings, Terminal terminal) {
        Path folder = folder(settings, terminal);
        MovedStore.refuse(folder);
        return folder;
    }

    @Override
    public void close() {
        storage.close();
        lock.ifPresent(ServeLock::close);
    }

    private static Storage postgres(SettingValues settings, String url, StoreOptions options) {
        try {
            return PostgresStorage.open(url(settings, url), options);
        } catch (StorageException e) {
            throw e;
        } catch (RuntimeException e) {
            // The pool's own message may hold the URL, and the URL a password; the driver's message does not.
            String reason = e.getCause() == null ? "it does not answer"
                    : String.valueOf(e.getCause().getMessage());
            throw new ServiceException(
                    "PostgreSQL cannot be used (%s): check --database-url, its user and its password."
                            .formatted(reason),
                    e);
        }
    }

    /** The URL with the user and the password as the driver wants them. */
    static String url(SettingValues settings, String url) {
        StringBuilder complete = new StringBuilder(url);
        settings.get(StoreSettings.DATABASE_USER).ifPresent(user -> append(complete, "user", user));
        settings.get(StoreSettings.DATABASE_PASSWORD).ifPresent(password -> append(complete, "password", password));
        return complete.toString();
    }

    private static void append(StringBuilder url, String name, String value) {
        url.append(url.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}

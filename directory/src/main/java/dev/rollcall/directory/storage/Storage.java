package dev.rollcall.directory.storage;

import java.util.function.Function;

/**
 * The storage port: what the directory needs of a database, and nothing of how it is done.
 *
 * <p>Guarantees: when {@link #write} returns, what it did is durable and visible to every later {@link #read}, in this
 * process and in others; when it throws, nothing of it is there. A read sees one snapshot, and can write nothing. Blocking;
 * called from virtual threads; safe for use by many threads.
 */
public interface Storage extends AutoCloseable {

    /**
     * Runs {@code work} in one transaction and returns after it is durable.
     *
     * <p>The work may run more than once (optimistic engines run it again after a {@link StaleVersionException} or a
     * serialisation failure), so it must have no effect but through its session, must be short, and must never wait for
     * anything else. An exception undoes this work alone, even when the engine commits it together with others.
     *
     * @param share whose share of the store it counts for
     * @param lane works of the same lane never run at the same time within this process and may be committed together;
     *     by custom the id of the resource that is written
     * @throws StorageException when the database fails or cannot take the work; its kind says what that means, and nothing
     *     was changed unless it is {@link StorageException.Kind#OUTCOME_UNKNOWN}
     */
    <T> T write(Share share, String lane, Function<WriteSession, T> work);

    /**
     * Runs {@code work} on one snapshot. The session is closed afterwards; nothing lazy may escape.
     *
     * @param share whose share of the store it counts for
     */
    <T> T read(Share share, Function<ReadSession, T> work);

    /** How it does; costs no statement and never waits. */
    StorageHealth health();

    /** The name of the engine for logs and {@code --version}: {@code sqlite} or {@code postgresql}. */
    String engine();

    /** Finishes what was accepted, then closes. */
    @Override
    void close();
}

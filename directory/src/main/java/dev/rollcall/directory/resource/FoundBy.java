package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.KnownResource;
import dev.rollcall.directory.storage.ResourceStore;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.UndeclaredNameLimit;
import dev.rollcall.directory.storage.UniqueKeyTakenException;
import dev.rollcall.directory.storage.WriteSession;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a resource is found by, read of its document beside the store's writer and written with its row.
 *
 * @param names undeclared names that the store may not know yet; empty for nearly every change
 * @param limit how many of them it remembers
 * @param overflowed set when the store has no room for the connection's names any more
 */
record FoundBy(IndexKeys keys, Set<String> names, UndeclaredNameLimit limit, AtomicBoolean overflowed) {

    /**
     * Inserts the row of a new resource.
     *
     * @param subject what the {@code user_id} of a person shall end with
     * @throws UniqueKeyTakenException when another one has the unique key
     */
    ResourceStore.Inserted insert(WriteSession session, StoredResource row, Optional<String> subject) {
        ResourceStore.Inserted inserted = session.resources().insertOwned(row, keys, subject);
        remember(session, row);
        return inserted;
    }

    /** Replaces the row by its next version. */
    void update(WriteSession session, StoredResource next) {
        session.resources().update(next, keys);
        remember(session, next);
    }

    /** Replaces the row that was read before, if it is still the same; empty otherwise. */
    Optional<ResourceStore.Replaced> replace(WriteSession session, KnownResource known, StoredResource next) {
        Optional<ResourceStore.Replaced> replaced = session.resources().replace(known, next, keys);
        if (replaced.isPresent()) {
            remember(session, next);
        }
        return replaced;
    }

    /** Last, because other resources' changes may wait for the lock that this takes. */
    private void remember(WriteSession session, StoredResource row) {
        if (!names.isEmpty()) {
            overflowed.set(session.undeclaredNames().remember(row.connection(), row.type(), names, limit));
        }
    }
}

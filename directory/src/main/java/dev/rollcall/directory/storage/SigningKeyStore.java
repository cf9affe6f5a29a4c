package dev.rollcall.directory.storage;

import dev.rollcall.directory.client.SigningKey;
import java.time.Instant;

/** The keys that sign access tokens, to read and write. */
public interface SigningKeyStore extends SigningKeyView {

    /**
     * Adds a key.
     *
     * @throws StorageException when there is one of that id
     */
    void insert(SigningKey key);

    /** Seals a key's private part anew. @return false when there is no such key */
    boolean reseal(String keyId, String sealed);

    /** Lets every key but one sign no more from that time on, unless it does so already. */
    void retireAllBut(String keyId, Instant at);

    /** Forgets the keys that signed no more before that time. */
    void deleteRetiredBefore(Instant time);
}

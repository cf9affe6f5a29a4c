package dev.rollcall.oauth;

import dev.rollcall.directory.client.SigningKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.WriteSession;
import java.util.List;
import java.util.Optional;

/**
 * What tells whether a key file is the one that a store is sealed under: a text that every one who seals must be able to open.
 * Whoever seals first sets it, in the same transaction.
 */
final class StoreSeal {
    private static final String MARK = "key-file-check";
    private static final String TEXT = "the key file of this store";
    private static final String PURPOSE = "key-file-check";

    private final KeyFile file;

    StoreSeal(KeyFile file) {
        this.file = file;
    }

    /** Whether nothing was sealed yet. */
    boolean isFresh(ReadSession session) {
        return session.marks().find(MARK).isEmpty() && session.signingKeys().all().isEmpty();
    }

    /** Whether the mark is there and the key file opens it. */
    boolean isOurs(ReadSession session) {
        return session.marks().find(MARK).filter(this::opens).isPresent();
    }

    /**
     * Makes sure that the store is sealed under the key file, or by nobody yet; then it is from now on.
     *
     * @throws KeyFileException when the store is sealed under another key file
     */
    void claim(WriteSession session) {
        Optional<String> mark = session.marks().find(MARK);
        boolean ours = mark.isPresent() ? opens(mark.get()) : opensOneOf(session.signingKeys().all());
        if (!ours) {
            throw new KeyFileException("The key file " + file.path()
                    + " is not the one that this store is sealed under."
                    + " Put that one in its place, as every other node has it. If it is lost for good, \"rollcall key"
                    + " rotate --lost\" seals the store under this one; access tokens that are out stay good.");
        }
        if (mark.isEmpty()) {
            keep(session);
        }
    }

    /** From now on the store is sealed under the newest key of the key file. */
    void keep(WriteSession session) {
        session.marks().set(MARK, file.seal(TEXT, PURPOSE));
    }

    private boolean opens(String sealed) {
        return file.open(sealed, PURPOSE).isPresent();
    }

    /** Of a store that has no mark yet: the key that signs is sealed by the file, or there is none. */
    private boolean opensOneOf(List<SigningKey> keys) {
        List<SigningKey> active = keys.stream().filter(key -> key.retiredAt().isEmpty()).toList();
        return active.isEmpty()
                || active.stream()
                        .anyMatch(key -> file.open(key.sealed(), SigningKeySeal.purpose(key.keyId())).isPresent());
    }
}

package dev.rollcall.oauth;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.SecretSeal;
import java.time.Clock;
import java.util.Optional;

/**
 * Seals secrets in the store under the key file.
 *
 * <p>Guarantees: nothing is sealed under a key file that is not the store's, which nobody could open any more. Both may ask the store,
 * so neither may be called inside a write.
 */
public final class StoreSecretSeal implements SecretSeal {
    private final KeyFile file;
    private final SigningKeys keys;
    private volatile boolean known;

    public StoreSecretSeal(Storage storage, KeyFile file, Clock clock) {
        this.file = file;
        this.keys = new SigningKeys(storage, file, clock);
    }

    /** @throws KeyFileException when the key file is not the one that the store is sealed under, or cannot be used */
    @Override
    public String seal(String text, String purpose) {
        if (!known) {
            keys.requireKeyFile();
            known = true;
        }
        return file.seal(text, purpose);
    }

    /** @throws KeyFileException when the key file cannot be used */
    @Override
    public Optional<String> open(String sealed, String purpose) {
        return file.open(sealed, purpose);
    }
}

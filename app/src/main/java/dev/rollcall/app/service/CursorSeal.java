package dev.rollcall.app.service;

import dev.rollcall.directory.access.KeysUnavailableException;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.oauth.KeyFileException;
import java.util.Optional;

/**
 * Seals the cursors of lists. A client of a service whose key file cannot be used is told what to do instead; where the file
 * should be is the operator's business alone.
 */
final class CursorSeal implements SecretSeal {
    private final SecretSeal seal;

    CursorSeal(SecretSeal seal) {
        this.seal = seal;
    }

    /** @throws KeysUnavailableException when the key file cannot be used */
    @Override
    public String seal(String text, String purpose) {
        try {
            return seal.seal(text, purpose);
        } catch (KeyFileException e) {
            throw unavailable(e);
        }
    }

    /** @throws KeysUnavailableException when the key file cannot be used */
    @Override
    public Optional<String> open(String sealed, String purpose) {
        try {
            return seal.open(sealed, purpose);
        } catch (KeyFileException e) {
            throw unavailable(e);
        }
    }

    private static KeysUnavailableException unavailable(KeyFileException e) {
        return new KeysUnavailableException(
                "Lists cannot be paged by cursor, because the service has no key file that it"
                        + " can use. Page by startIndex, or have the operator look at the setting store.key-file (rollcall key"
                        + " create makes the file).",
                e);
    }
}

package dev.rollcall.directory.stream;

import java.util.Optional;

/**
 * Seals what must be readable again and must not lie in the store in the clear.
 *
 * <p>Guarantees: what was sealed for one purpose opens for no other, and only with the key file that it was sealed under, or one
 * that has taken that key along.
 */
public interface SecretSeal {
    /**
     * Seals a text.
     *
     * @param purpose what it is for, see {@link StreamId#purpose}
     */
    String seal(String text, String purpose);

    /** Opens what was sealed; empty when it was sealed for something else, or under a key that is not here. */
    Optional<String> open(String sealed, String purpose);
}

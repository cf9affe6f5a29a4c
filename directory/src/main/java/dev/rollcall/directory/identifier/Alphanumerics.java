package dev.rollcall.directory.identifier;

import java.util.random.RandomGenerator;

/** Makes the 16 letters and digits of {@code con_} and {@code tok_} identifiers, about 95 bits of randomness. */
public final class Alphanumerics {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 16;

    private Alphanumerics() {}

    /** Sixteen letters or digits. */
    public static String next(RandomGenerator random) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}

package dev.rollcall.mapping.target;

import java.util.random.RandomGenerator;

/** A password that nobody is to know: 32 characters, with some of each kind that directories ask for. */
final class MadeUpPassword {
    private static final String[] KINDS = {
        "ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789", "!#%*+-=?_"};
    private static final int LENGTH = 32;

    private MadeUpPassword() {}

    static String next(RandomGenerator random) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            String kind = KINDS[i % KINDS.length];
            text.append(kind.charAt(random.nextInt(kind.length())));
        }
        return text.toString();
    }
}

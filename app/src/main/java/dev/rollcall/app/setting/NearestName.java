package dev.rollcall.app.setting;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds the known name that an unknown one was probably meant to be, by the least number of edits, if any was. An edit
 * replaces, adds or drops a character, or swaps two neighbours.
 */
public final class NearestName {
    private static final int PER_EDIT = 4;

    private NearestName() {}

    /** The question whether that name was meant, or else the other text. */
    public static String question(String unknown, Collection<String> known, String otherwise) {
        return of(unknown, known).map("did you mean %s?"::formatted).orElse(otherwise);
    }

    /**
     * The nearest of the names, the first in alphabetical order among equals; empty when none is so near that it was probably
     * meant: of four characters one may be wrong, and of a short name one.
     */
    public static Optional<String> of(String unknown, Collection<String> known) {
        int most = Math.max(1, unknown.length() / PER_EDIT);
        return known.stream()
                .filter(name -> distance(unknown, name) <= most)
                .min(Comparator.comparingInt((String name) -> distance(unknown, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int distance(String one, String other) {
        int[] before = new int[0];
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
                if (areSwapped(one, i, other, j)) {
                    current[j] = Math.min(current[j], 1 + before[j - 2]);
                }
            }
            before = previous;
            previous = current;
        }
        return previous[other.length()];
    }

    /** Whether the two characters that end there are those of the other, the other way round. */
    private static boolean areSwapped(String one, int i, String other, int j) {
        return i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
    }
}

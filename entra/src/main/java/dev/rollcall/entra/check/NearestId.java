package dev.rollcall.entra.check;

import java.util.Collection;
import java.util.Comparator;

/** Finds the known id that an unknown one was probably meant to be, by the least number of single-character edits. */
final class NearestId {
    private NearestId() {}

    /** The nearest of the ids, of which there must be one at least. */
    static String of(String unknown, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String id) -> distance(unknown, id))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static int distance(String one, String other) {
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
            }
            previous = current;
        }
        return previous[other.length()];
    }
}

package dev.rollcall.scim.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the known name that an unknown one was probably meant to be, for "did you mean".
 *
 * <p>Near is what differs by case, blanks, dashes and underscores only, or by one edit in a short name and two in a name of
 * eight letters or more; two neighbours that changed places are one edit. Names further away are other names.
 */
public final class LikelyName {
    private static final int LONG_NAME = 8;

    private LikelyName() {}

    /**
     * {@return the nearest of the names, the first in alphabetical order among equals; empty when none is near}
     *
     * @param unknown the name as it came
     * @param known the names that there are
     */
    public static Optional<String> of(String unknown, Collection<String> known) {
        String plain = plain(unknown);
        int allowed = plain.length() < LONG_NAME ? 1 : 2;
        record Candidate(String name, int distance) {}
        return known.stream()
                .filter(name -> Math.abs(plain(name).length() - plain.length()) <= allowed)
                .map(name -> new Candidate(name, distance(plain, plain(name))))
                .filter(candidate -> candidate.distance() <= Math.min(allowed, plain.length() - 2))
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    private static String plain(String name) {
        return name.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
    }

    private static int distance(String one, String other) {
        int[][] edits = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                edits[i][j] = i == 0 ? j : j == 0 ? i : edit(one, other, edits, i, j);
            }
        }
        return edits[one.length()][other.length()];
    }

    private static int edit(String one, String other, int[][] edits, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped = i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}

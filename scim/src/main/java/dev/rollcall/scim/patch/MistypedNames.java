package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.text.Excerpt;
import java.util.List;
import java.util.Locale;

/**
 * Names so near to an attribute that decides who gets in that they are mistakes: kept as attributes of their own, a
 * {@code memebers} would lose members, and an {@code actve} leave an account switched on.
 */
final class MistypedNames {
    private static final List<String> DECISIVE = List.of("members", "active", "userName");
    /** Letters that are missing, added, wrong or swapped with the next. */
    private static final int NEAR = 2;

    private MistypedNames() {}

    /**
     * Passes for every name that no schema declares and that is not a mistyped one.
     *
     * @throws ScimException 400 invalidPath that asks what was meant
     */
    static void refuse(ResourceType type, String undeclared) {
        for (String name : DECISIVE) {
            if (type.schema().attribute(name).isPresent() && isNear(undeclared, name)) {
                throw ScimException.of(
                        ScimType.INVALID_PATH,
                        "No schema of a " + type.name() + " declares " + Excerpt.of(undeclared) + ". Did you mean "
                                + name
                                + "? Correct the path in the attribute mapping of your identity provider.");
            }
        }
    }

    private static boolean isNear(String given, String name) {
        return Math.abs(given.length() - name.length()) <= NEAR
                && distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)) <= NEAR;
    }

    /** The optimal string alignment distance: a swap of neighbours counts once. */
    private static int distance(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : nearest(rows, a, b, i, j);
            }
        }
        return rows[a.length()][b.length()];
    }

    private static int nearest(int[][] rows, String a, String b, int i, int j) {
        int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(rows[i - 1][j - 1] + wrong, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
    }
}

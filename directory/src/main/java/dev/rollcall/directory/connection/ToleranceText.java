package dev.rollcall.directory.connection;

import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tolerances as they are stored and as settings write them: {@code all}, {@code none}, or ids. */
public final class ToleranceText {
    /** Every one, those of later versions included. */
    public static final String ALL = "all";

    /** None at all. */
    public static final String NONE = "none";

    private static final Map<String, Tolerance> BY_ID = Arrays.stream(Tolerance.values())
            .collect(Collectors.toUnmodifiableMap(Tolerance::id, Function.identity()));

    private ToleranceText() {}

    /** The words for a dialect: one of the two, or ids in their order. */
    public static List<String> words(Dialect dialect) {
        if (dialect.equals(Dialect.tolerant())) {
            return List.of(ALL);
        }
        return dialect.isStrict()
                ? List.of(NONE)
                : dialect.tolerances().stream().sorted().map(Tolerance::id).toList();
    }

    /** The dialect that was stored; an id that this version does not know says nothing. */
    public static Dialect stored(List<String> words) {
        return dialect(words, new ArrayList<>());
    }

    /**
     * The dialect that somebody writes.
     *
     * @throws IllegalArgumentException when a word is no id, or {@code all} or {@code none} stands beside others; the message
     *     says so
     */
    public static Dialect parse(List<String> words) {
        List<String> unknown = new ArrayList<>();
        Dialect dialect = dialect(words, unknown);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no tolerance \"" + Excerpt.of(unknown.getFirst())
                    + "\". Write all, none, or ids such as entra.capital-op; docs/tolerances.md has all of them.");
        }
        return dialect;
    }

    private static Dialect dialect(Collection<String> words, List<String> unknown) {
        if (words.size() == 1 && words.contains(ALL)) {
            return Dialect.tolerant();
        }
        if (words.size() == 1 && words.contains(NONE)) {
            return Dialect.strict();
        }
        Set<Tolerance> tolerances = EnumSet.noneOf(Tolerance.class);
        for (String word : words) {
            Tolerance tolerance = BY_ID.get(word);
            if (tolerance == null) {
                unknown.add(word);
            } else {
                tolerances.add(tolerance);
            }
        }
        return Dialect.of(tolerances);
    }
}

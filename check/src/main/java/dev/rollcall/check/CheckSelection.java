package dev.rollcall.check;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which checks are made.
 *
 * @param profiles whose traffic
 * @param only ids, or beginnings of ids that end in a full stop or an asterisk ({@code entra.manager*}); empty for all
 * @param skip ids or beginnings, taken away at last
 */
public record CheckSelection(Set<CheckProfile> profiles, List<String> only, List<String> skip) {
    public CheckSelection {
        profiles = Set.copyOf(profiles);
        only = List.copyOf(only);
        skip = List.copyOf(skip);
    }

    /** Every check there is. */
    public static CheckSelection all() {
        return new CheckSelection(EnumSet.allOf(CheckProfile.class), List.of(), List.of());
    }

    /** These alone, of all profiles. */
    public static CheckSelection only(String... ids) {
        return new CheckSelection(EnumSet.allOf(CheckProfile.class), List.of(ids), List.of());
    }

    /** The same without these. */
    public CheckSelection without(String... ids) {
        return new CheckSelection(profiles, only, List.of(ids));
    }

    boolean takes(Check check) {
        return profiles.contains(check.profile())
                && (only.isEmpty() || only.stream().anyMatch(wanted -> names(wanted, check)))
                && skip.stream().noneMatch(unwanted -> names(unwanted, check));
    }

    static boolean names(String pattern, Check check) {
        return pattern.endsWith("*") ? check.id().startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.endsWith(".") ? check.id().startsWith(pattern) : check.id().equals(pattern);
    }
}

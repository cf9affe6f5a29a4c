package dev.rollcall.entra.mapping;

import dev.rollcall.entra.source.SourceObject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which objects of a type are in scope, beside assignment: those of which all clauses of some group hold. Without groups,
 * all are. Both must hold when the job's scope is assignment.
 */
public record ScopingFilter(List<Group> groups) {
    /** Everybody. */
    public static final ScopingFilter NONE = new ScopingFilter(List.of());

    public ScopingFilter {
        groups = List.copyOf(groups);
    }

    /**
     * Clauses that hold together.
     *
     * @param name for people; may be empty
     */
    public record Group(String name, List<ScopingClause> clauses) {
        /** @throws MappingException without clauses, because such a group would let everybody in */
        public Group {
            clauses = List.copyOf(clauses);
            if (clauses.isEmpty()) {
                throw new MappingException("The group '" + name
                        + "' of a scoping filter has no clauses, so that everybody would be in scope; give it one, or "
                        + "remove the group.");
            }
        }
    }

    public boolean isEmpty() {
        return groups.isEmpty();
    }

    /**
     * Whether the object is in scope.
     *
     * @throws MappingException when a clause cannot be evaluated on the object
     */
    public boolean matches(SourceObject object) {
        return groups.isEmpty()
                || groups.stream().anyMatch(group -> group.clauses().stream().allMatch(c -> c.matches(object)));
    }

    /** As people write it: {@code department EQUALS "Sales" and country IS NOT NULL; or …}. */
    public String text() {
        return groups.stream()
                .map(group -> group.clauses().stream().map(ScopingClause::text).collect(Collectors.joining(" and ")))
                .collect(Collectors.joining("; or "));
    }
}

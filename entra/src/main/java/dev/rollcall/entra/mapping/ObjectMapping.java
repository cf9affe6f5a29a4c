package dev.rollcall.entra.mapping;

import dev.rollcall.client.target.ObjectType;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rows for users or for groups, and what may be done in the target.
 *
 * @param enabled whether objects of this type are provisioned at all
 * @param flows the target object actions that are switched on
 * @param scope which objects are in scope, beside assignment
 */
public record ObjectMapping(
        ObjectType type,
        boolean enabled,
        List<AttributeMapping> attributes,
        Set<ObjectFlow> flows,
        ScopingFilter scope) {
    public ObjectMapping {
        attributes = List.copyOf(attributes);
        // In one order in every process, because a digest is made of the text of a mapping.
        flows = Collections.unmodifiableSortedSet(new TreeSet<>(flows));
    }

    /** A mapping of everybody, without a scoping filter. */
    public ObjectMapping(ObjectType type, boolean enabled, List<AttributeMapping> attributes, Set<ObjectFlow> flows) {
        this(type, enabled, attributes, flows, ScopingFilter.NONE);
    }

    /** The same with another scoping filter. */
    public ObjectMapping withScope(ScopingFilter filter) {
        return new ObjectMapping(type, enabled, attributes, flows, filter);
    }

    /** The rows that objects are matched by, first precedence first. */
    public List<AttributeMapping> matching() {
        return attributes.stream()
                .filter(row -> row.matchingPriority().isPresent())
                .sorted(Comparator.comparingInt(row -> row.matchingPriority().orElseThrow()))
                .toList();
    }
}

package dev.rollcall.scim.resource;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a POST or PUT in canonical form. Immutable by contract.
 *
 * @param document the resource without {@code id}, {@code meta}, {@code groups}, {@code members} and {@code password},
 *     in the order of {@link CanonicalDocument}
 * @param members the members of a group, each once, each an object with a {@code value}; empty for all others
 * @param leftOut the canonical paths of attributes and sub-attributes, and the URNs of extensions, that the body has a value
 *     for which could not be read and was left out; elements of lists aside
 */
public record NormalizedResource(ObjectNode document, List<ObjectNode> members, Set<String> leftOut) {
    /** Keeps copies of the lists. */
    public NormalizedResource {
        members = List.copyOf(members);
        leftOut = Set.copyOf(leftOut);
    }
}

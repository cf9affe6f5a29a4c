package dev.rollcall.scim.resource;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a POST or PUT in canonical form. Immutable by contract.
 *
 * @param document the resource without {@code id}, {@code meta}, {@code groups}, {@code members} and {@code password},
 *     in the order of {@link CanonicalDocument}
 * @param members the members of a group, each once, each an object with a {@code value}; empty for all others
 */
public record NormalizedResource(ObjectNode document, List<ObjectNode> members) {
    public NormalizedResource {
        members = List.copyOf(members);
    }
}

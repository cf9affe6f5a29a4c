package dev.rollcall.mapping;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a mapping makes of a user's document: the product's view, without what only the product has (the overlay) and without
 * identity. Immutable by contract: nobody changes the nodes, which it shares with the document.
 *
 * @param attributes root attributes by name, {@code app_metadata} and {@code user_metadata}; no member is null, and an object of
 *     metadata is there only when something is in it. At most {@link MappingLimits#profileBytes()}
 * @param problems values that are missing here because their row could not compute them, and why: an expression failed, or
 *     they would have made the profile larger than it may be. One row never takes another one's value with it
 */
public record Profile(ObjectNode attributes, List<RowProblem> problems) {
    public Profile {
        problems = List.copyOf(problems);
    }

    /** The value that stands there; empty when there is none. */
    public Optional<JsonNode> value(ProfilePath path) {
        return path.in(attributes);
    }
}

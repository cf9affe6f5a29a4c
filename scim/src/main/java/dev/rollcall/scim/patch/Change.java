package dev.rollcall.scim.patch;

import dev.rollcall.scim.filter.Filter;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One typed step of a {@link ChangePlan}. */
public sealed interface Change {

    /**
     * A value outside a group's members was set, changed or unassigned. {@code before} and {@code after} differ.
     *
     * @param path the canonical notation: {@code userName}, {@code name.givenName}, {@code emails} (a multi-valued
     *     attribute as a whole array), {@code urn:…:User:department}
     * @param before the old value; empty when there was none
     * @param after the new value; empty when it was unassigned
     */
    record Assigned(String path, Optional<JsonNode> before, Optional<JsonNode> after) implements Change {}

    /**
     * Members to add to a group; those who are in it already stay as they are. Each is an object with at least {@code value}.
     *
     * @param members each with a {@code value}
     */
    record MembersAdded(List<ObjectNode> members) implements Change {}

    /**
     * Members to take out of a group by their ids; those who are not in it are passed over.
     *
     * @param values the ids
     */
    record MembersRemoved(List<String> values) implements Change {}

    /**
     * Members to take out of a group by a filter that is more than a list of values; the store has to look at them.
     *
     * @param filter of one member
     */
    record MembersRemovedWhere(Filter filter) implements Change {}

    /**
     * The whole membership is exactly this afterwards; an empty list clears the group.
     *
     * @param members each with a {@code value}
     */
    record MembersReplaced(List<ObjectNode> members) implements Change {}
}

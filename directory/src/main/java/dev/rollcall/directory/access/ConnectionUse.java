package dev.rollcall.directory.access;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.scim.schema.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much a connection has, and when it was last used.
 *
 * @param resources how many there are of each type of the connection, in the order in which types are listed
 * @param tokens its static tokens, expired ones included
 * @param clients its OAuth clients
 * @param trustsEntra whether it takes access tokens that Entra issues itself
 * @param lastUsedAt when a token of any of these kinds was last shown, to the minute; empty for never
 * @param jobs what its changed settings leave to be done for its users, or left last
 */
public record ConnectionUse(List<Count> resources, int tokens, int clients, boolean trustsEntra,
        Optional<Instant> lastUsedAt, List<ConnectionJob> jobs) {

    public ConnectionUse {
        resources = List.copyOf(resources);
        jobs = List.copyOf(jobs);
    }

    /** How many users it has. */
    public long users() {
        return resources.stream().filter(count -> count.name().equals("users")).mapToLong(Count::n).sum();
    }

    /** How many resources there are of the types that the connection declares, by name; without any when it declares none. */
    public Optional<ObjectNode> declared() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        resources.stream().filter(Count::isDeclared).forEach(count -> json.put(count.type.name(), count.n));
        return json.isEmpty() ? Optional.empty() : Optional.of(json);
    }

    /**
     * How many resources of a type there are.
     *
     * @param isDeclared whether the connection declares the type itself
     */
    public record Count(ResourceType type, boolean isDeclared, long n) {

        /** What they are called together, in small letters as in a sentence: {@code users}. */
        public String name() {
            return type.endpoint().substring(1).toLowerCase(Locale.ROOT);
        }
    }
}

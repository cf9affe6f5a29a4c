package dev.rollcall.entra.mapping;

import dev.rollcall.client.target.ObjectType;
import java.util.List;

/**
 * All mappings of a job: what Microsoft Graph calls its synchronization schema.
 *
 * @param users the mapping of users
 * @param groups the mapping of groups
 */
public record MappingSchema(ObjectMapping users, ObjectMapping groups) {
    public MappingSchema {
        if (users.type() != ObjectType.USER || groups.type() != ObjectType.GROUP) {
            throw new IllegalArgumentException("A schema has one mapping of users and one of groups, in this order.");
        }
    }

    /** The mapping of one type. */
    public ObjectMapping of(ObjectType type) {
        return switch (type) {
            case USER -> users;
            case GROUP -> groups;
        };
    }

    /** The mapping of users and that of groups. */
    public List<ObjectMapping> all() {
        return List.of(users, groups);
    }

    /** The same schema with another mapping of that mapping's type. */
    public MappingSchema with(ObjectMapping mapping) {
        return switch (mapping.type()) {
            case USER -> new MappingSchema(mapping, groups);
            case GROUP -> new MappingSchema(users, mapping);
        };
    }
}

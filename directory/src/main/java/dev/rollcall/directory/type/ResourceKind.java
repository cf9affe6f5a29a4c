package dev.rollcall.directory.type;

import dev.rollcall.directory.storage.IndexColumn;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.scim.schema.ResourceType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the house keeps of a resource type beside its schemas: what is unique, what look-ups and orders go by, and which parts
 * are references. One declaration a type; nothing else asks for a type by its name.
 *
 * @param type its name, endpoint and schemas
 * @param uniqueAttribute the attribute that no two resources of a connection have alike, compared without regard to case
 * @param columns the index column of each attribute that has one, by canonical path
 * @param entries the multi-valued attributes whose values are indexed with their element's type, by name
 * @param always the attributes that every resource of the type has
 * @param hasActive whether {@code active} says if it is in use
 * @param hasMembers whether it has members, which are rows of their own
 * @param hasManager whether it may refer to a manager, whose name is answered with it
 * @param isPerson whether its resources are people, each with a {@code user_id} that is made once
 * @param filterKeys what a client can filter by so that an index serves it, in words
 */
public record ResourceKind(
        ResourceType type,
        String uniqueAttribute,
        Map<String, IndexColumn> columns,
        List<String> entries,
        Set<String> always,
        boolean hasActive,
        boolean hasMembers,
        boolean hasManager,
        boolean isPerson,
        String filterKeys) {

    public ResourceKind {
        columns = Map.copyOf(columns);
        entries = List.copyOf(entries);
        always = Set.copyOf(always);
    }

    /** The name of the type, as it stands in {@code meta.resourceType} and in the store. */
    public String name() {
        return type.name();
    }

    /** The column of an attribute. */
    public Optional<IndexColumn> column(String path) {
        return Optional.ofNullable(columns.get(path));
    }

    /** The column that a list by this attribute walks in its order. */
    public Optional<IndexColumn> order(String path) {
        return column(path).filter(column -> column != IndexColumn.MANAGER);
    }

    /** The scope for a method; {@code HEAD} and searches need what {@code GET} needs. */
    public TokenScope scope(String method) {
        String verb = switch (method) {
            case "POST", "PUT", "PATCH", "DELETE" -> method;
            default -> "GET";
        };
        return TokenScope.of(verb, type.endpoint().substring(1).toLowerCase(Locale.ROOT));
    }
}

package dev.rollcall.directory.type;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the house keeps of a resource type beside its schemas: what is unique, what look-ups and orders go by, and which parts
 * are references. One declaration a type; nothing else asks for a type by its name.
 *
 * @param type its name, endpoint and schemas
 * @param uniqueAttribute the attribute that no two resources of a connection have alike, compared without regard to case; empty
 *     when it is the id alone
 * @param columns the index column of each attribute that has one, by canonical path
 * @param entries the multi-valued attributes whose values are indexed with their element's type, by name
 * @param always the attributes that every resource of the type has
 * @param hasActive whether {@code active} says if it is in use
 * @param hasMembers whether it has members, which are rows of their own
 * @param hasManager whether it may refer to a manager, whose name is answered with it
 * @param isPerson whether its resources are people, each with a {@code user_id} that is made once
 * @param indexes of attributes that the connection declares
 * @param isDeclared whether the connection declares it itself
 * @param filterKeys what a client can filter by so that an index serves it, in words
 */
public record ResourceKind(
        ResourceType type,
        Optional<String> uniqueAttribute,
        Map<String, IndexColumn> columns,
        List<String> entries,
        Set<String> always,
        boolean hasActive,
        boolean hasMembers,
        boolean hasManager,
        boolean isPerson,
        List<KindIndex> indexes,
        boolean isDeclared,
        String filterKeys) {

    public ResourceKind {
        columns = Map.copyOf(columns);
        entries = List.copyOf(entries);
        always = Set.copyOf(always);
        indexes = List.copyOf(indexes);
    }

    /** The name of the type, as it stands in {@code meta.resourceType} and in the store. */
    public String name() {
        return type.name();
    }

    /** Whether others may be told what its resources are called: a displayName that is never answered is not told by a member either. */
    public boolean tellsName() {
        return type.schema().attribute("displayName").filter(Attribute::neverAnswered).isEmpty();
    }

    /** The column of an attribute. */
    public Optional<IndexColumn> column(String path) {
        return Optional.ofNullable(columns.get(path));
    }

    /** The index of an attribute that the connection declares, if all entries of this type are in it. */
    public Optional<KindIndex> index(String path) {
        for (KindIndex index : indexes) {
            if (index.index().isBuilt(name()) && index.path().equals(path)) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    /** The index whose entries have that id. */
    public Optional<KindIndex> indexOf(String id) {
        return indexes.stream().filter(index -> index.index().id().equals(id)).findFirst();
    }

    /** The column that a list by this attribute walks in its order. */
    public Optional<IndexColumn> order(String path) {
        return column(path).filter(column -> column != IndexColumn.MANAGER);
    }
}

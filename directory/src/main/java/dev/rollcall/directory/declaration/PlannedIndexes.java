package dev.rollcall.directory.declaration;

import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.DeclarationRules;
import dev.rollcall.directory.type.DeclaredSchema;
import dev.rollcall.directory.type.DeclaredSchema.Attachment;
import dev.rollcall.directory.type.DeclaredType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which indexes of declared schemas are to be built when something is declared.
 *
 * <p>Guarantees: one that has an attribute as before is left alone. Resource types that come to have an attribute have no entries
 * yet, so that its index is built for them, while it goes on for all others.
 */
final class PlannedIndexes {
    private final IdSource ids;

    PlannedIndexes(IdSource ids) {
        this.ids = ids;
    }

    /**
     * A declaration with the indexes that it is to have.
     *
     * @param before the same as it was declared
     * @param declared whatever is declared until now
     */
    Declaration of(Declaration next, Optional<Declaration> before, List<Declaration> declared) {
        if (next.kind() != Declaration.Kind.SCHEMA) {
            return next;
        }
        Optional<DeclaredSchema> known = before.map(Declaration::text).map(DeclaredSchema::stored);
        DeclaredSchema schema = DeclaredSchema.stored(next.text()).planned(known, () -> "#" + ids.next());
        List<DeclaredType> types = types(declared);
        Set<String> was = known.map(former -> users(former, types)).orElse(Set.of());
        return with(next, usedBy(schema, was, users(schema, types)));
    }

    /**
     * The schemas that are to be otherwise than they are, because other resource types have them: what a type that comes, or comes to
     * have other schemas, has stored of them is in none of their indexes.
     *
     * @param before whatever was declared
     * @param now whatever is declared then
     */
    static List<Declaration> followed(List<Declaration> before, List<Declaration> now) {
        List<DeclaredType> was = types(before);
        List<DeclaredType> then = types(now);
        List<Declaration> followed = new ArrayList<>();
        for (Declaration known : now) {
            if (known.kind() == Declaration.Kind.SCHEMA) {
                DeclaredSchema schema = DeclaredSchema.stored(known.text());
                DeclaredSchema next = usedBy(schema, users(schema, was), users(schema, then));
                if (!next.indexes().equals(schema.indexes())) {
                    followed.add(with(known, next));
                }
            }
        }
        return followed;
    }

    private static List<DeclaredType> types(List<Declaration> declared) {
        return declared.stream()
                .filter(each -> each.kind() == Declaration.Kind.RESOURCE_TYPE)
                .map(each -> DeclaredType.stored(each.text()))
                .toList();
    }

    /** The names of the resource types that have a schema. */
    private static Set<String> users(DeclaredSchema schema, List<DeclaredType> types) {
        Set<String> users = new HashSet<>(
                schema.attachments().stream().map(Attachment::resourceType).collect(Collectors.toSet()));
        types.stream()
                .filter(type -> DeclarationRules.uses(type, schema.schema().id()))
                .forEach(type -> users.add(type.name()));
        return users;
    }

    private static DeclaredSchema usedBy(DeclaredSchema schema, Set<String> before, Set<String> now) {
        return schema.with(schema.indexes().stream().map(index -> index.usedBy(before, now)).toList());
    }

    private static Declaration with(Declaration declaration, DeclaredSchema schema) {
        return new Declaration(declaration.kind(), declaration.name(), schema.json().toString(),
                declaration.declaredAt());
    }
}

package dev.rollcall.directory.declaration;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.type.Declaration;
import dev.rollcall.directory.type.DeclarationRules;
import dev.rollcall.directory.type.DeclaredIndex;
import dev.rollcall.directory.type.DeclaredSchema;
import dev.rollcall.directory.type.DeclaredType;
import java.util.Optional;

/** Which indexes of declared schemas are to be built when something is declared. */
final class PlannedIndexes {
    private final IdSource ids;

    PlannedIndexes(IdSource ids) {
        this.ids = ids;
    }

    /** A declaration with the indexes that it is to have. @param before the same as it was declared */
    Declaration of(Declaration next, Optional<Declaration> before) {
        if (next.kind() != Declaration.Kind.SCHEMA) {
            return next;
        }
        Optional<DeclaredSchema> known = before.map(Declaration::text).map(DeclaredSchema::stored);
        DeclaredSchema schema = DeclaredSchema.stored(next.text()).planned(known, () -> "#" + ids.next());
        // A type that comes to be extended has no entries yet.
        boolean others = known.filter(was -> !was.attachments().equals(schema.attachments())).isPresent();
        return with(next, others ? unbuilt(schema) : schema);
    }

    /** What a resource type that comes has stored of its schemas is in none of their indexes. */
    static void rebuild(WriteSession session, ConnectionId id, Declaration type) {
        DeclaredType declared = DeclaredType.stored(type.text());
        for (Declaration known : session.declarations().of(id)) {
            if (known.kind() == Declaration.Kind.SCHEMA && DeclarationRules.uses(declared, known.name())) {
                DeclaredSchema schema = DeclaredSchema.stored(known.text());
                if (!schema.indexes().isEmpty()) {
                    session.declarations().put(id, with(known, unbuilt(schema)));
                }
            }
        }
    }

    private static DeclaredSchema unbuilt(DeclaredSchema schema) {
        return schema.with(schema.indexes().stream().map(index -> index.in(DeclaredIndex.State.BUILDING)).toList());
    }

    private static Declaration with(Declaration declaration, DeclaredSchema schema) {
        return new Declaration(declaration.kind(), declaration.name(), schema.json().toString(),
                declaration.declaredAt());
    }
}

package dev.rollcall.directory.type;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.type.DeclaredIndex.State;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.schema.Uniqueness;
import dev.rollcall.scim.text.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Which indexes a schema is to have, and which of them are there already. */
final class IndexPlan {
    private IndexPlan() {}

    /**
     * The indexes of a schema: of each attribute that is named, and of each that is unique. One that was there with the same
     * attribute goes on; every other one is to be built.
     *
     * @param named {@code attr} or {@code attr.sub}, in any case
     * @param before the schema as it was declared, with its indexes
     * @param ids makes ids of new indexes
     * @throws DirectoryException when one cannot be indexed
     */
    static List<DeclaredIndex> of(
            Schema schema, List<String> named, Optional<DeclaredSchema> before, Supplier<String> ids) {
        Map<String, DeclaredIndex> indexes = new LinkedHashMap<>();
        for (Attribute attribute : schema.attributes()) {
            unique(attribute, Optional.empty())
                    .ifPresent(path -> indexes.put(path, planned(schema, path, true, before, ids)));
            for (Attribute sub : attribute.subAttributes()) {
                unique(attribute, Optional.of(sub))
                        .ifPresent(path -> indexes.put(path, planned(schema, path, true, before, ids)));
            }
        }
        for (String name : named) {
            String path = path(schema, name);
            indexes.computeIfAbsent(path, absent -> planned(schema, path, false, before, ids));
        }
        return List.copyOf(indexes.values());
    }

    private static Optional<String> unique(Attribute attribute, Optional<Attribute> sub) {
        return sub.orElse(attribute).uniqueness() == Uniqueness.SERVER
                ? Optional.of(attribute.name() + sub.map(part -> "." + part.name()).orElse(""))
                : Optional.empty();
    }

    private static DeclaredIndex planned(
            Schema schema, String path, boolean unique, Optional<DeclaredSchema> before, Supplier<String> ids) {
        return before.filter(known -> readAlike(leaf(schema, path), leaf(known.schema(), path)))
                .flatMap(known -> DeclaredIndex.of(known.indexes(), path))
                .map(known -> new DeclaredIndex(path, known.id(), unique, state(known, unique), List.of(),
                        known.ready(), known.held() && unique))
                .orElseGet(() -> DeclaredIndex.planned(path, ids.get(), unique));
    }

    /** Whoever declares a schema once more has mended what was alike, or wants to know. */
    private static State state(DeclaredIndex known, boolean unique) {
        if (!known.isBuilt()) {
            return State.BUILDING;
        }
        if (!unique) {
            return State.READY;
        }
        return known.unique() && known.state() == State.ENFORCED ? State.ENFORCED : State.CHECKING;
    }

    private static boolean readAlike(Optional<Attribute> now, Optional<Attribute> before) {
        return now.isPresent()
                && before.isPresent()
                && now.get().type() == before.get().type()
                && now.get().caseExact() == before.get().caseExact();
    }

    private static String path(Schema schema, String name) {
        int dot = name.indexOf('.');
        Optional<Attribute> attribute = schema.attribute(dot < 0 ? name : name.substring(0, dot));
        Optional<Attribute> sub = dot < 0
                ? Optional.empty()
                : attribute.flatMap(whole -> whole.subAttribute(name.substring(dot + 1)));
        if (attribute.isEmpty() || dot >= 0 && sub.isEmpty()) {
            throw invalid("\"indexed\" names \"" + Excerpt.of(name)
                    + "\", which the schema does not declare. Write the attribute, or attribute.sub-attribute, without the URN.");
        }
        requireIndexable(name, attribute.get(), sub);
        return attribute.get().name() + sub.map(part -> "." + part.name()).orElse("");
    }

    private static void requireIndexable(String name, Attribute attribute, Optional<Attribute> sub) {
        Attribute leaf = sub.orElse(attribute);
        AttributeType type = leaf.type();
        if (type == AttributeType.COMPLEX || type == AttributeType.BINARY || type == AttributeType.BOOLEAN) {
            throw invalid("\"indexed\" names \"" + Excerpt.of(name) + "\", which is of type " + type.keyword() + ": "
                    + (type == AttributeType.COMPLEX ? "name one of its sub-attributes instead."
                            : "an index of it would help no filter. Leave it out."));
        }
        if (attribute.neverAnswered() || leaf.neverAnswered()) {
            throw invalid("\"indexed\" names \"" + Excerpt.of(name)
                    + "\", which is never answered, so that nobody may filter by it. Leave it out.");
        }
    }

    /** The attribute at a path of a schema. */
    static Optional<Attribute> leaf(Schema schema, String path) {
        int dot = path.indexOf('.');
        return dot < 0
                ? schema.attribute(path)
                : schema.attribute(path.substring(0, dot))
                        .flatMap(whole -> whole.subAttribute(path.substring(dot + 1)));
    }

    /** The indexes that a type has through one of its schemas; none that would tell of what is never answered, however it came. */
    static List<KindIndex> of(Schema schema, Optional<String> extension, List<DeclaredIndex> indexes) {
        List<KindIndex> kept = new ArrayList<>();
        for (DeclaredIndex index : indexes) {
            int dot = index.attribute().indexOf('.');
            String name = dot < 0 ? index.attribute() : index.attribute().substring(0, dot);
            schema.attribute(name)
                    .map(attribute -> new KindIndex(extension, attribute,
                            dot < 0 ? Optional.empty() : attribute.subAttribute(index.attribute().substring(dot + 1)),
                            index))
                    .filter(found -> !found.attribute().neverAnswered() && !found.leaf().neverAnswered())
                    .ifPresent(kept::add);
        }
        return kept;
    }

    private static DirectoryException invalid(String message) {
        return new DirectoryException(Kind.INVALID, message);
    }
}

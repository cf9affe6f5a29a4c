package dev.rollcall.scim.path;

import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the attribute that a name means stands in a resource. */
public final class DocumentKeys {
    private DocumentKeys() {}

    /**
     * The keys that lead to the attribute from the top of a resource: the URN of its extension if it has one, its name,
     * its sub-attribute; in registered spelling where a schema declares them, otherwise as they came. The URN of an
     * extension alone leads to its container.
     *
     * @param type of the resource
     * @param name in attribute notation
     * @return empty when the name is not in attribute notation
     */
    public static List<String> of(ResourceType type, String name) {
        FiredTolerances unrecorded = new FiredTolerances();
        Optional<AttributePath> path = AttributePaths.resolve(type, name, Dialect.tolerant(), unrecorded, "");
        if (path.isPresent()) {
            return of(path.get());
        }
        Optional<RegisteredUrn> urn = RegisteredUrn.startOf(name, type, Dialect.tolerant(), unrecorded, "");
        if (urn.isEmpty()) {
            return UndeclaredNames.read(name).map(DocumentKeys::of).orElse(List.of());
        }
        Optional<String> container = urn.map(RegisteredUrn::schema)
                .filter(schema -> schema != type.schema())
                .map(schema -> schema.id());
        if (urn.get().rest().isEmpty()) {
            return container.stream().toList();
        }
        return UndeclaredNames.below(container, urn.get().rest()).map(DocumentKeys::of).orElse(List.of());
    }

    /**
     * {@return the keys that lead to that attribute}
     *
     * @param path of an attribute
     */
    public static List<String> of(AttributePath path) {
        return Stream.of(
                path.extension().map(schema -> schema.id()),
                Optional.of(path.attribute().name()),
                path.subAttribute().map(sub -> sub.name())).flatMap(Optional::stream).toList();
    }

    private static List<String> of(UndeclaredName undeclared) {
        return Stream.of(undeclared.container(), Optional.of(undeclared.name()), undeclared.subAttribute())
                .flatMap(Optional::stream)
                .toList();
    }
}

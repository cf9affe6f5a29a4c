package dev.rollcall.scim.path;

import dev.rollcall.scim.schema.ResourceType;
import java.util.List;
import java.util.Optional;

/**
 * A name in attribute notation that no schema declares, as a place in a resource.
 *
 * @param text the name as it came
 * @param keys the keys that lead there from the top of a resource, one to three; they are found in any case, and an array on
 *     the way stands for each of its elements
 */
public record UndeclaredPath(String text, List<String> keys) {
    /** Keeps a copy of the list. */
    public UndeclaredPath {
        keys = List.copyOf(keys);
    }

    /**
     * {@return the place that the text names in a resource of that type; empty when it is not in the notation}
     *
     * @param type of the resource
     * @param text the name
     */
    public static Optional<UndeclaredPath> of(ResourceType type, String text) {
        List<String> keys = DocumentKeys.of(type, text);
        return keys.isEmpty() ? Optional.empty() : Optional.of(new UndeclaredPath(text, keys));
    }

    /**
     * {@return the place of that name in an element of something undeclared; empty when it is not in the notation}
     *
     * @param name a key of the element
     */
    public static Optional<UndeclaredPath> inElement(String name) {
        return UndeclaredNames.below(Optional.empty(), name)
                .filter(plain -> plain.subAttribute().isEmpty())
                .map(plain -> new UndeclaredPath(name, List.of(name)));
    }
}

package dev.rollcall.scim.patch;

import java.util.Optional;

/**
 * The place of something that no schema declares.
 *
 * @param container the key of the extension object; empty for the top level
 * @param name the attribute; empty for the whole container
 * @param part the part after a dot
 */
record UndeclaredTarget(Optional<String> container, Optional<String> name, Optional<String> part) {

    /** The whole extension object under that key. */
    static UndeclaredTarget container(String key) {
        return new UndeclaredTarget(Optional.of(key), Optional.empty(), Optional.empty());
    }

    /** The whole attribute that this is a part of. */
    UndeclaredTarget withoutPart() {
        return new UndeclaredTarget(container, name, Optional.empty());
    }

    @Override
    public String toString() {
        return container.map(c -> name.isPresent() ? c + ":" : c).orElse("")
                + name.orElse("")
                + part.map(p -> "." + p).orElse("");
    }
}

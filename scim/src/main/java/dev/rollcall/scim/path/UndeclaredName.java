package dev.rollcall.scim.path;

import java.util.Optional;

/**
 * A name in attribute notation that no schema declares.
 *
 * @param container the key of the extension object, when a URN was given
 * @param name the attribute's name as it came
 * @param subAttribute the part after a dot, as it came
 */
public record UndeclaredName(Optional<String> container, String name, Optional<String> subAttribute) {}

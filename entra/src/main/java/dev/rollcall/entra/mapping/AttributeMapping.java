package dev.rollcall.entra.mapping;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One row of a mapping.
 *
 * @param target the target attribute's path, {@code emails[type eq "work"].value}
 * @param source by {@code type}: the source attribute's name, the constant, or the expression
 * @param defaultValue what is taken when the source has no value
 * @param matchingPriority 1 for the attribute that is matched first; empty when it is not used to match
 */
public record AttributeMapping(
        String target,
        FlowType type,
        String source,
        Optional<String> defaultValue,
        OptionalInt matchingPriority,
        FlowBehavior behavior) {}

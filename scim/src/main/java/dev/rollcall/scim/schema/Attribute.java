package dev.rollcall.scim.schema;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One attribute definition of a schema, immutable, with the defaults of RFC 7643 section 2.2 already filled in.
 *
 * @param name the registered spelling, which is also the spelling of every stored and answered document
 * @param type the data type
 * @param multiValued whether it has a list of values
 * @param description what it is for, as published at {@code /Schemas}
 * @param required whether a resource must have a value for it
 * @param caseExact whether texts that differ by case differ
 * @param mutability when it may be set
 * @param returned when it is answered
 * @param uniqueness over what its values are unique
 * @param subAttributes the parts of a complex attribute; empty for all others
 * @param canonicalValues suggested values, never enforced
 * @param referenceTypes what a reference may point at; empty for all other types
 */
public record Attribute(
        String name,
        AttributeType type,
        boolean multiValued,
        String description,
        boolean required,
        boolean caseExact,
        Mutability mutability,
        Returned returned,
        Uniqueness uniqueness,
        List<Attribute> subAttributes,
        List<String> canonicalValues,
        List<String> referenceTypes) {

    /** Keeps copies of the lists. */
    public Attribute {
        subAttributes = List.copyOf(subAttributes);
        canonicalValues = List.copyOf(canonicalValues);
        referenceTypes = List.copyOf(referenceTypes);
    }

    /** {@return whether the value is an object with sub-attributes} */
    public boolean complex() {
        return type == AttributeType.COMPLEX;
    }

    /**
     * {@return whether no answer has it: it is returned never, or is write-only (RFC 7643 section 7)} What it is a part of may be
     * so as well, which it does not know.
     */
    public boolean neverAnswered() {
        return returned == Returned.NEVER || mutability == Mutability.WRITE_ONLY;
    }

    /**
     * {@return the sub-attribute of that name, found without regard to case (RFC 7643 section 2.1)}
     *
     * @param anyCase the name in any case
     */
    public Optional<Attribute> subAttribute(String anyCase) {
        for (Attribute sub : subAttributes) {
            if (sub.name.equalsIgnoreCase(anyCase)) {
                return Optional.of(sub);
            }
        }
        return Optional.empty();
    }

    static Map<String, Attribute> byFoldedName(List<Attribute> attributes) {
        return attributes.stream()
                .collect(Collectors.toUnmodifiableMap(a -> a.name.toLowerCase(Locale.ROOT), Function.identity()));
    }
}

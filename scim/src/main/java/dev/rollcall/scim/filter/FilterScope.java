package dev.rollcall.scim.filter;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.AttributePaths;
import dev.rollcall.scim.path.UndeclaredPath;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.text.LetterDistance;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What names mean at some place of a filter: attributes of a resource type or, inside brackets, sub-attributes of one
 * attribute.
 */
sealed interface FilterScope {

    /**
     * What the name means.
     *
     * @throws ScimException when it means nothing here, or must not be asked for
     */
    Named resolve(String name, int position);

    /** What a name means. */
    sealed interface Named {
        /** An attribute. */
        record Declared(AttributePath path) implements Named {}

        /** What no schema declares, but a resource may have. */
        record Undeclared(UndeclaredPath path) implements Named {}

        /** Nothing; the query takes unknown attributes for absent. */
        record Absent() implements Named {}
    }

    /** An attribute that every resource or element at this place can be asked for. */
    AttributePath anyPath();

    /** The scope inside the brackets after that attribute. */
    FilterScope element(Named named, int position);

    /** Dialect and tolerances of the request. */
    Reading reading();

    /**
     * How a request is read.
     *
     * @param unknownIsAbsent whether an attribute that the type does not have counts as absent (7644-3.4.2.1-03)
     * @param where what tolerances are recorded with
     */
    record Reading(ResourceType type, Dialect dialect, FiredTolerances fired, String where, boolean unknownIsAbsent) {
        boolean allows(Tolerance tolerance) {
            return dialect.allows(tolerance, fired, where);
        }
    }

    /** Outside brackets. */
    record Resource(Reading reading) implements FilterScope {
        private static final Pattern NOTATION = Pattern
                .compile("(urn:[^\\s]+:)?([A-Za-z][A-Za-z0-9_$-]*)(\\.([A-Za-z][A-Za-z0-9_$-]*|\\$ref))?",
                        Pattern.CASE_INSENSITIVE);
        private static final AttributePath ID = AttributePaths.common(CommonAttributes.id());

        @Override
        public Named resolve(String name, int position) {
            Optional<AttributePath> path = AttributePaths.resolve(
                    reading.type(), name, reading.dialect(), reading.fired(), reading.where());
            if (path.isPresent()) {
                if (path.get().neverAnswered()) {
                    throw HiddenFilters.refusal(name);
                }
                return new Named.Declared(path.get());
            }
            if (!NOTATION.matcher(name).matches()) {
                throw FilterSyntax.invalidAt(position, FilterSyntax.quoted(name) + " is no attribute name.");
            }
            return reading.unknownIsAbsent() ? new Named.Absent() : undeclared(name);
        }

        private Named undeclared(String name) {
            return UndeclaredPath.of(reading.type(), name)
                    .filter(path -> reading.dialect().has(Tolerance.UNDECLARED_FILTER))
                    .map(Named.Undeclared::new)
                    .orElseThrow(() -> FilterSyntax.unknown(name, reading.type().name()));
        }

        @Override
        public AttributePath anyPath() {
            return ID;
        }

        @Override
        public FilterScope element(Named named, int position) {
            return switch (named) {
                case Named.Absent() -> new Nowhere(reading);
                case Named.Undeclared ignored -> new UndeclaredElement(reading);
                case Named.Declared(AttributePath path) -> element(path, position);
            };
        }

        private FilterScope element(AttributePath path, int position) {
            if (path.subAttribute().isPresent() || !(path.attribute().complex() || path.attribute().multiValued())) {
                throw FilterSyntax.invalidAt(position, FilterSyntax.quoted(path.toString())
                        + " has no sub-attributes, so brackets cannot follow it.");
            }
            if (!path.attribute().multiValued() && !reading.allows(Tolerance.SINGLE_VALUE_FILTER)) {
                throw FilterSyntax.invalidAt(position, FilterSyntax.quoted(path.toString())
                        + " has a single value; write " + path + ".sub-attribute instead of brackets.");
            }
            return new Element(reading, path, true);
        }
    }

    /**
     * Inside the brackets of an attribute. A name that is no sub-attribute may be a part that elements have all the same, as
     * a POST keeps it.
     *
     * @param inSearch whether it is about all resources, so that whoever answers it refuses names that nobody brought and
     *     records the others; otherwise the name of a sub-attribute with one mistake in it is refused here
     */
    record Element(Reading reading, AttributePath attribute, boolean inSearch) implements FilterScope {
        @Override
        public Named resolve(String name, int position) {
            Optional<Attribute> sub = AttributePaths.subAttribute(attribute.attribute(), name);
            if (sub.isPresent()) {
                return new Named.Declared(attribute.withSubAttribute(sub.get()));
            }
            if (reading.unknownIsAbsent()) {
                return new Named.Absent();
            }
            return UndeclaredPath.inElement(name)
                    .filter(path -> keepsUndeclared() && (inSearch || likely(name).isEmpty()))
                    .filter(path -> inSearch || reading.allows(Tolerance.UNDECLARED_FILTER))
                    .map(Named.Undeclared::new)
                    .orElseThrow(() -> FilterSyntax.invalid(FilterSyntax.quoted(name) + " is not a sub-attribute of "
                            + attribute
                            + likely(name).map(meant -> ". Did you mean " + meant + "? Use").orElse("; use")
                            + " one that /Schemas lists."));
        }

        /** What is computed, or refers to something, keeps no parts but its own. */
        private boolean keepsUndeclared() {
            return attribute.attribute().complex()
                    && attribute.attribute().mutability() != Mutability.READ_ONLY
                    && attribute.attribute().subAttribute("$ref").isEmpty()
                    && reading.dialect().has(Tolerance.UNDECLARED_FILTER);
        }

        private Optional<String> likely(String name) {
            String given = name.toLowerCase(Locale.ROOT);
            return attribute.attribute()
                    .subAttributes()
                    .stream()
                    .map(Attribute::name)
                    .filter(sub -> LetterDistance.between(given, sub.toLowerCase(Locale.ROOT)) == 1)
                    .findFirst();
        }

        @Override
        public AttributePath anyPath() {
            Attribute any = attribute.attribute().complex()
                    ? attribute.attribute().subAttributes().getFirst()
                    : AttributePaths.elementValue(attribute.attribute());
            return attribute.withSubAttribute(any);
        }

        @Override
        public FilterScope element(Named nested, int position) {
            throw FilterSyntax.invalidAt(position, "brackets cannot stand inside brackets.");
        }
    }

    /** Inside the brackets of what no schema declares: names are keys of the elements. */
    record UndeclaredElement(Reading reading) implements FilterScope {
        @Override
        public Named resolve(String name, int position) {
            return new Named.Undeclared(UndeclaredPath.inElement(name)
                    .orElseThrow(() -> FilterSyntax.invalidAt(
                            position, FilterSyntax.quoted(name) + " is no name of a sub-attribute.")));
        }

        @Override
        public AttributePath anyPath() {
            return Resource.ID;
        }

        @Override
        public FilterScope element(Named nested, int position) {
            throw FilterSyntax.invalidAt(position, "brackets cannot stand inside brackets.");
        }
    }

    /** Inside the brackets of an attribute that the type does not have. */
    record Nowhere(Reading reading) implements FilterScope {
        @Override
        public Named resolve(String name, int position) {
            return new Named.Absent();
        }

        @Override
        public AttributePath anyPath() {
            return Resource.ID;
        }

        @Override
        public FilterScope element(Named nested, int position) {
            throw FilterSyntax.invalidAt(position, "brackets cannot stand inside brackets.");
        }
    }
}

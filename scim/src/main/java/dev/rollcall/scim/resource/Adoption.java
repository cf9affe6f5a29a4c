package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.FiredTolerances;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stored resource under schemas that were declared after it was stored: what was undeclared becomes what it is declared as.
 *
 * <p>Guarantees: names are in registered spelling, values in canonical form where they fit; a value that does not fit stays as
 * it is and is named, and what stands under a name twice, in two spellings, stays under the one that was registered. What is
 * write-only now is not kept. Nothing else is lost, and a resource that fits already is the very one that was given.
 *
 * @param document in canonical form
 * @param misfits in the order of the document
 */
public record Adoption(ObjectNode document, List<Misfit> misfits) {
    /**
     * A value that does not fit what it is declared as.
     *
     * @param path of the attribute
     * @param why a sentence
     */
    public record Misfit(String path, String why) {}

    /** Keeps a copy of the list. */
    public Adoption {
        misfits = List.copyOf(misfits);
    }

    /**
     * {@return what the type makes of a stored document, which is not changed}
     *
     * @param type the resource's type, with the schemas declared later
     * @param stored the document as it is stored
     * @param dialect the tolerances with which values are read; none of them may lose a value
     */
    public static Adoption of(ResourceType type, ObjectNode stored, Dialect dialect) {
        return new Reader(type, dialect).read(stored);
    }

    /**
     * {@return the same of nothing but what is write-only now and not kept: whatever else the document has stays as it is} For a resource
     * that cannot be brought to the rest.
     *
     * @param type the resource's type, with the schemas declared later
     * @param stored the document as it is stored
     * @param dialect the tolerances of its connection
     */
    public static Adoption ofWriteOnly(ResourceType type, ObjectNode stored, Dialect dialect) {
        ObjectNode kept = WriteOnlyValues.without(type, stored, dialect);
        return new Adoption(kept.equals(stored) ? stored : CanonicalDocument.of(type, kept, dialect), List.of());
    }

    /** One resource at a time. */
    private static final class Reader {
        private final ResourceType type;
        private final Dialect dialect;
        private final Dialect reading;
        private final List<Misfit> misfits = new ArrayList<>();

        private Reader(ResourceType type, Dialect dialect) {
            this.type = type;
            this.dialect = dialect;
            Set<Tolerance> losesNothing = new HashSet<>(dialect.tolerances());
            losesNothing.remove(Tolerance.UNREADABLE_VALUE);
            this.reading = Dialect.of(losesNothing);
        }

        private Adoption read(ObjectNode stored) {
            ObjectNode loose = JsonNodeFactory.instance.objectNode();
            // First of all, so that a value that does not fit keeps none of it.
            ObjectNode kept = WriteOnlyValues.without(type, stored, dialect);
            for (Map.Entry<String, JsonNode> member : kept.properties()) {
                Optional<Schema> extension = type.schema(member.getKey());
                Optional<Attribute> attribute = type.schema().attribute(member.getKey());
                boolean standard = attribute.isPresent() && isStandard(type.schema())
                        || extension.filter(Reader::isStandard).isPresent();
                if (standard) {
                    loose.set(member.getKey(), member.getValue());
                } else if (attribute.isPresent()) {
                    put(loose, attribute.get(), member, attribute.get().name());
                } else if (extension.isPresent() && member.getValue() instanceof ObjectNode container) {
                    container(loose, extension.get(), container);
                } else if (extension.isPresent()) {
                    misfits.add(new Misfit(extension.get().id(),
                            extension.get().id() + " must be an object with the attributes of the extension."));
                    loose.set(member.getKey(), member.getValue());
                } else if (!unqualified(loose, member)) {
                    loose.set(member.getKey(), member.getValue());
                }
            }
            if (!isStandard(type.schema())) {
                required(type.schema(), loose, "");
            }
            ObjectNode document = CanonicalDocument.of(type, loose, dialect);
            return new Adoption(document.equals(stored) ? stored : document, misfits);
        }

        /** What a standard schema declares was canonical from the start. */
        private static boolean isStandard(Schema schema) {
            return StandardSchemas.schemas().contains(schema);
        }

        /**
         * What stands beside the container of an extension although the extension declares it: where clients may leave the URN
         * out, it belongs there. @return whether it went there
         */
        private boolean unqualified(ObjectNode loose, Map.Entry<String, JsonNode> member) {
            if (!dialect.has(Tolerance.UNQUALIFIED_EXTENSION) || CommonAttributes.named(member.getKey()).isPresent()) {
                return false;
            }
            for (ResourceType.Extension extension : type.extensions()) {
                Schema schema = extension.schema();
                Optional<Attribute> attribute = schema.attribute(member.getKey());
                if (attribute.isPresent()) {
                    ObjectNode container = loose.get(schema.id()) instanceof ObjectNode there
                            ? there
                            : JsonNodeFactory.instance.objectNode();
                    if (!container.has(attribute.get().name())) {
                        put(container, attribute.get(), Map.entry(attribute.get().name(), member.getValue()),
                                schema.id() + ":" + attribute.get().name());
                        loose.set(schema.id(), container);
                    }
                    return true;
                }
            }
            return false;
        }

        private void container(ObjectNode loose, Schema schema, ObjectNode container) {
            ObjectNode adopted = loose.get(schema.id()) instanceof ObjectNode there
                    ? there
                    : JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> member : container.properties()) {
                Optional<Attribute> attribute = schema.attribute(member.getKey());
                if (attribute.isPresent()) {
                    put(adopted, attribute.get(), member, schema.id() + ":" + attribute.get().name());
                } else {
                    adopted.set(member.getKey(), member.getValue());
                }
            }
            required(schema, adopted, schema.id() + ":");
            loose.set(schema.id(), adopted);
        }

        private void put(ObjectNode into, Attribute attribute, Map.Entry<String, JsonNode> member, String path) {
            boolean registered = member.getKey().equals(attribute.name());
            if (attribute.mutability() == Mutability.WRITE_ONLY || !registered && into.has(attribute.name())) {
                return;
            }
            into.set(attribute.name(), value(attribute, member.getValue(), path));
        }

        private JsonNode value(Attribute attribute, JsonNode value, String path) {
            try {
                FiredTolerances unrecorded = new FiredTolerances();
                // What is read-only belongs to the service: it is as it was stored.
                return attribute.mutability() == Mutability.READ_ONLY
                        ? value
                        : new ValueReader(new RequestDialect(reading, unrecorded))
                                .read(withReadOnlyParts(attribute), value, path)
                                .map(read -> read.equals(value) ? value : read)
                                .orElse(value);
            } catch (ScimException e) {
                misfits.add(new Misfit(path, e.detail()));
                return value;
            }
        }

        /** The same with parts that clients must not write as if they might: these are as they were stored, too. */
        private static Attribute withReadOnlyParts(Attribute attribute) {
            return attribute.subAttributes().stream().noneMatch(sub -> sub.mutability() == Mutability.READ_ONLY)
                    ? attribute
                    : copy(attribute, attribute.mutability(), attribute.subAttributes()
                            .stream()
                            .map(sub -> sub.mutability() == Mutability.READ_ONLY
                                    ? copy(sub, Mutability.READ_WRITE, List.of())
                                    : sub)
                            .toList());
        }

        private static Attribute copy(Attribute from, Mutability mutability, List<Attribute> parts) {
            return new Attribute(from.name(), from.type(), from.multiValued(), from.description(), from.required(),
                    from.caseExact(), mutability, from.returned(), from.uniqueness(), parts, from.canonicalValues(),
                    from.referenceTypes());
        }

        private void required(Schema schema, ObjectNode attributes, String prefix) {
            for (Attribute attribute : schema.attributes()) {
                boolean needed = attribute.required()
                        && attribute.mutability() != Mutability.READ_ONLY
                        && attribute.mutability() != Mutability.WRITE_ONLY;
                if (needed && isMissing(attributes.path(attribute.name()))) {
                    misfits.add(new Misfit(prefix + attribute.name(),
                            prefix + attribute.name() + " is required and has no value."));
                }
            }
        }

        private static boolean isMissing(JsonNode value) {
            return value.isMissingNode()
                    || value.isString() && value.stringValue().isBlank()
                    || value instanceof ArrayNode list && list.isEmpty();
        }
    }
}

package dev.rollcall.scim.message;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.Schema;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents at {@code /Schemas} (RFC 7643 section 7, requirements 7643-7-01 to -06, 7644-4-01 and -02).
 *
 * <p>Every attribute is listed, {@code password} too, which is writeOnly and never answered: a client that reads what it may
 * send must find it. {@code caseExact} and {@code uniqueness} stand only where the type gives them a meaning.
 */
public final class SchemaDocuments {
    private SchemaDocuments() {}

    /**
     * {@return one schema}
     *
     * @param baseUrl the address of the SCIM service without a slash at the end
     * @param schema what is described
     */
    public static ObjectNode of(String baseUrl, Schema schema) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("schemas").add(Urns.SCHEMA);
        document.put("id", schema.id());
        document.put("name", schema.name());
        document.put("description", schema.description());
        attributes(document.putArray("attributes"), schema.attributes());
        DiscoveryMeta.put(document, "Schema", baseUrl + "/Schemas/" + schema.id());
        return document;
    }

    /**
     * {@return all of them as a list}
     *
     * @param baseUrl the address of the SCIM service without a slash at the end
     * @param schemas all that are served
     */
    public static ObjectNode list(String baseUrl, List<Schema> schemas) {
        return ListResponse.ofAll(schemas.stream().map(schema -> of(baseUrl, schema)).toList());
    }

    /**
     * {@return the one with that URN, found without regard to case (7643-7-18)}
     *
     * @param baseUrl the address of the SCIM service without a slash at the end
     * @param schemas all that are served
     * @param urn in any case
     */
    public static Optional<ObjectNode> find(String baseUrl, List<Schema> schemas, String urn) {
        return schemas.stream()
                .filter(schema -> schema.id().equalsIgnoreCase(urn))
                .findFirst()
                .map(schema -> of(baseUrl, schema));
    }

    private static void attributes(ArrayNode array, List<Attribute> attributes) {
        attributes.forEach(attribute -> attribute(array.addObject(), attribute));
    }

    private static void attribute(ObjectNode entry, Attribute attribute) {
        entry.put("name", attribute.name());
        entry.put("type", attribute.type().keyword());
        if (attribute.complex()) {
            attributes(entry.putArray("subAttributes"), attribute.subAttributes());
        }
        entry.put("multiValued", attribute.multiValued());
        entry.put("description", attribute.description());
        entry.put("required", attribute.required());
        if (comparesText(attribute.type())) {
            entry.put("caseExact", attribute.caseExact());
        }
        if (!attribute.canonicalValues().isEmpty()) {
            attribute.canonicalValues().forEach(entry.putArray("canonicalValues")::add);
        }
        entry.put("mutability", attribute.mutability().keyword());
        entry.put("returned", attribute.returned().keyword());
        if (hasUniqueness(attribute.type())) {
            entry.put("uniqueness", attribute.uniqueness().keyword());
        }
        if (!attribute.referenceTypes().isEmpty()) {
            attribute.referenceTypes().forEach(entry.putArray("referenceTypes")::add);
        }
    }

    private static boolean comparesText(AttributeType type) {
        return switch (type) {
            case STRING, REFERENCE, BINARY -> true;
            case BOOLEAN, DECIMAL, INTEGER, DATE_TIME, COMPLEX -> false;
        };
    }

    private static boolean hasUniqueness(AttributeType type) {
        return switch (type) {
            case STRING, REFERENCE, DECIMAL, INTEGER, DATE_TIME -> true;
            case BOOLEAN, BINARY, COMPLEX -> false;
        };
    }
}

package dev.rollcall.mapping.expression;

import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.CommonAttributes;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names by which an expression knows the attributes of a resource. */
final class ResourceNames {
    /** What the members of the enterprise extension stand below. */
    private static final String ENTERPRISE = "enterprise";

    private ResourceNames() {}

    /** What a name stands for while the resource has nothing there. */
    enum Form {
        TEXT, FLAG, NUMBER, OBJECT, LIST
    }

    /**
     * @param key of the document's member
     * @param form of its value
     */
    record Named(String key, Form form) {}

    /** Every name, with what it stands for. */
    static Map<String, Named> of(ResourceType type) {
        Map<String, Named> names = new LinkedHashMap<>();
        CommonAttributes.named("externalId").ifPresent(attribute -> add(names, attribute));
        type.schema().attributes().stream().filter(ResourceNames::isKept).forEach(attribute -> add(names, attribute));
        type.schema(Urns.ENTERPRISE_USER)
                .map(Schema::id)
                .ifPresent(urn -> names.put(ENTERPRISE, new Named(urn, Form.OBJECT)));
        return Collections.unmodifiableMap(names);
    }

    private static boolean isKept(Attribute attribute) {
        return attribute.mutability() != Mutability.READ_ONLY && attribute.mutability() != Mutability.WRITE_ONLY;
    }

    private static void add(Map<String, Named> names, Attribute attribute) {
        names.put(attribute.name(), new Named(attribute.name(), form(attribute)));
    }

    private static Form form(Attribute attribute) {
        if (attribute.multiValued()) {
            return Form.LIST;
        }
        return switch (attribute.type()) {
            case STRING, REFERENCE, BINARY, DATE_TIME -> Form.TEXT;
            case BOOLEAN -> Form.FLAG;
            case INTEGER, DECIMAL -> Form.NUMBER;
            case COMPLEX -> Form.OBJECT;
        };
    }
}

package dev.rollcall.scim.resource;

import dev.rollcall.scim.message.Urns;
import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.Schema;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form in which every resource is stored, and which readers of the bytes rely on.
 *
 * <p>Order: {@code schemas}, {@code externalId}, the attributes of the base schema in its order, undeclared attributes as
 * they came, undeclared extension containers, declared ones, and the enterprise extension last, with {@code manager} as
 * its last member. {@code schemas} is computed: the base schema and the containers that are there; unless the dialect is
 * strict a user always lists the enterprise extension, because Entra reads a user in two known classes only (entra.md 4.3).
 * A user always has
 * {@code active}, true unless said otherwise.
 */
public final class CanonicalDocument {
    static final String ACTIVE = "active";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ResourceType type;
    private final ObjectNode loose;
    private final boolean strict;
    private final ObjectNode document = NODES.objectNode();

    private CanonicalDocument(ResourceType type, ObjectNode loose, boolean strict) {
        this.type = type;
        this.loose = loose;
        this.strict = strict;
    }

    /**
     * {@return the document in canonical order with its computed members} Names in it must be in registered spelling,
     * values canonical; the argument is not changed.
     *
     * @param type of the resource
     * @param loose the members in any order
     * @param dialect what is tolerated
     */
    public static ObjectNode of(ResourceType type, ObjectNode loose, Dialect dialect) {
        return new CanonicalDocument(type, loose, dialect.isStrict()).build();
    }

    /**
     * {@return whether a top-level member is the container of an extension, declared or not}
     *
     * @param type of the resource
     * @param name the key of the member
     * @param value of the member
     */
    public static boolean isContainer(ResourceType type, String name, JsonNode value) {
        return name.indexOf(':') >= 0 && (value.isObject() || type.schema(name).isPresent());
    }

    private ObjectNode build() {
        document.set("schemas", schemas());
        copy("externalId");
        for (Attribute attribute : type.schema().attributes()) {
            copy(attribute.name());
            if (isActive(attribute) && !document.has(ACTIVE)) {
                document.put(ACTIVE, true);
            }
        }
        for (Map.Entry<String, JsonNode> member : loose.properties()) {
            if (!isContainer(type, member.getKey(), member.getValue())) {
                document.putIfAbsent(member.getKey(), member.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> member : loose.properties()) {
            if (type.schema(member.getKey()).isEmpty()) {
                document.putIfAbsent(member.getKey(), member.getValue());
            }
        }
        for (ResourceType.Extension extension : type.extensions()) {
            if (!isEnterprise(extension.schema())) {
                copyContainer(extension.schema());
            }
        }
        type.schema(Urns.ENTERPRISE_USER).ifPresent(this::copyContainer);
        return document;
    }

    private boolean isActive(Attribute attribute) {
        return attribute.name().equals(ACTIVE)
                && attribute.type() == AttributeType.BOOLEAN
                && type.schema().id().equals(Urns.USER);
    }

    private static boolean isEnterprise(Schema schema) {
        return schema.id().equals(Urns.ENTERPRISE_USER);
    }

    private void copy(String name) {
        JsonNode value = loose.get(name);
        if (value != null) {
            document.set(name, value);
        }
    }

    private void copyContainer(Schema extension) {
        if (!(loose.get(extension.id()) instanceof ObjectNode container) || container.isEmpty()) {
            return;
        }
        ObjectNode ordered = NODES.objectNode();
        copyDeclared(extension, container, ordered, false);
        for (Map.Entry<String, JsonNode> member : container.properties()) {
            if (extension.attribute(member.getKey()).isEmpty()) {
                ordered.set(member.getKey(), member.getValue());
            }
        }
        copyDeclared(extension, container, ordered, true);
        document.set(extension.id(), ordered);
    }

    /** References come last, so that a reader can put in what it looked up without parsing. */
    private static void copyDeclared(Schema extension, ObjectNode from, ObjectNode to, boolean references) {
        for (Attribute attribute : extension.attributes()) {
            JsonNode value = from.get(attribute.name());
            if (value != null && SingleReference.fits(attribute) == references) {
                to.set(attribute.name(), value);
            }
        }
    }

    private ArrayNode schemas() {
        ArrayNode urns = NODES.arrayNode().add(type.schema().id());
        for (Map.Entry<String, JsonNode> member : loose.properties()) {
            if (isContainer(type, member.getKey(), member.getValue()) && type.schema(member.getKey()).isEmpty()) {
                urns.add(member.getKey());
            }
        }
        for (ResourceType.Extension extension : type.extensions()) {
            String urn = extension.schema().id();
            if (!strict && isEnterprise(extension.schema()) || !loose.path(urn).isEmpty()) {
                urns.add(urn);
            }
        }
        return urns;
    }
}

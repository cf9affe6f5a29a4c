package dev.rollcall.client.entra;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ElementFilter;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.client.target.TargetPath;
import dev.rollcall.client.target.TargetSchema;
import dev.rollcall.scim.message.Urns;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The resource that is posted; source: entra.md sections 3.5 and 3.6.
 *
 * <p>Attributes without a value are left out. {@code active} is a boolean in each dialect. A user lists the core and the
 * enterprise schema, whatever extensions it has. The job of 2018 gives a group the schema URI that was found invalid; today's
 * gives it an empty list of members. The order of the keys is that of verbatim captures.
 */
final class CreateBody {
    private static final String OLD_GROUP = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";
    private static final String ROLE_TYPE = "WindowsAzureActiveDirectoryRole";
    private static final List<String> FIRST_OF_USERS = List.of("schemas", "externalId", "userName", "active");
    private static final List<String> FIRST_OF_GROUPS = List.of("schemas", "externalId", "displayName");
    private static final List<String> FIRST_OF_NAMES = List.of("formatted");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final TargetSchema schema;
    private final ObjectNode body = JSON.objectNode();

    private CreateBody(ObjectType type) {
        this.schema = new TargetSchema(type);
    }

    static ObjectNode of(ObjectType type, SequencedMap<String, JsonNode> attributes, EntraDialect dialect) {
        CreateBody create = new CreateBody(type);
        ArrayNode schemas = create.body.putArray("schemas");
        switch (type) {
            case USER -> schemas.add(Urns.USER).add(Urns.ENTERPRISE_USER);
            case GROUP -> {
                schemas.add(Urns.GROUP);
                if (dialect == EntraDialect.CUSTOMAPPSSO) {
                    schemas.add(OLD_GROUP);
                }
            }
        }
        for (Map.Entry<String, JsonNode> attribute : attributes.entrySet()) {
            try {
                create.put(TargetPath.parse(attribute.getKey()), attribute.getValue());
            } catch (JsonNodeException e) {
                ProvisioningException failure = new ProvisioningException(ErrorCode.BAD_REQUEST, "The mapping of "
                        + attribute.getKey()
                        + " cannot stand beside another one, which gives the whole attribute a value. "
                        + "Remove one of them.", Optional.empty());
                failure.initCause(e);
                throw failure;
            }
        }
        if (type == ObjectType.GROUP && dialect != EntraDialect.CUSTOMAPPSSO && !create.body.has("members")) {
            create.body.putArray("members");
        }
        create.body.putObject("meta").put("resourceType", type.scimName());
        if (create.body.path("name") instanceof ObjectNode name) {
            create.body.set("name", inOrder(name, FIRST_OF_NAMES));
        }
        return inOrder(create.body, type == ObjectType.USER ? FIRST_OF_USERS : FIRST_OF_GROUPS);
    }

    /** Those first, then the rest in alphabetical order, then the extensions. */
    private static ObjectNode inOrder(ObjectNode object, List<String> first) {
        ObjectNode ordered = JSON.objectNode();
        first.stream().filter(object::has).forEach(name -> ordered.set(name, object.get(name)));
        object.propertyStream()
                .filter(member -> !ordered.has(member.getKey()))
                .sorted(Map.Entry.comparingByKey(Comparator.comparing((String name) -> name.startsWith("urn:"))
                        .thenComparing(Comparator.naturalOrder())))
                .forEachOrdered(member -> ordered.set(member.getKey(), member.getValue()));
        return ordered;
    }

    private void put(TargetPath path, JsonNode mapped) {
        if (TargetPath.isNothing(mapped)) {
            return;
        }
        JsonNode value = schema.isBoolean(path)
                ? TargetSchema.truth(mapped).<JsonNode>map(JSON::booleanNode).orElse(mapped)
                : RoleList.is(path, mapped) ? RoleList.objects(mapped) : mapped;
        ObjectNode container = path.extension().map(urn -> body.withObjectProperty(urn)).orElse(body);
        if (path.filter().isPresent()) {
            putInElement(element(container, path, path.filter().get()), path, value);
        } else if (path.subAttribute().isPresent()) {
            container.withObjectProperty(path.attribute()).set(path.subAttribute().get(), value);
        } else {
            container.set(path.attribute(), value);
        }
    }

    private static void putInElement(ObjectNode element, TargetPath path, JsonNode value) {
        if (path.subAttribute().isPresent()) {
            element.set(path.subAttribute().get(), value);
        } else if (value instanceof ObjectNode object) {
            element.setAll(object);
        } else {
            element.set("value", value);
        }
    }

    private static ObjectNode element(ObjectNode container, TargetPath path, ElementFilter filter) {
        ArrayNode list = container.withArrayProperty(path.attribute());
        for (JsonNode element : list) {
            if (filter.selects(element)) {
                return (ObjectNode) element;
            }
        }
        ObjectNode made = list.addObject();
        if (path.attribute().equals("emails") && filter.value().equals("work")) {
            made.put("primary", true);
        }
        made.set(filter.attribute(), filter.elementValue());
        if (path.attribute().equals("roles")) {
            made.put("type", ROLE_TYPE);
        }
        return made;
    }
}

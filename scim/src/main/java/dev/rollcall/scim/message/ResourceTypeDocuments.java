package dev.rollcall.scim.message;

import dev.rollcall.scim.schema.ResourceType;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The documents at {@code /ResourceTypes} (RFC 7643 section 6, requirements 7643-6-01 to -04, 7644-4-01 and -02). */
public final class ResourceTypeDocuments {
    private ResourceTypeDocuments() {}

    /**
     * {@return one resource type}
     *
     * @param baseUrl the address of the SCIM service without a slash at the end
     * @param type what is described
     */
    public static ObjectNode of(String baseUrl, ResourceType type) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("schemas").add(Urns.RESOURCE_TYPE);
        document.put("id", type.name());
        document.put("name", type.name());
        document.put("endpoint", type.endpoint());
        document.put("description", type.description());
        document.put("schema", type.schema().id());
        if (!type.extensions().isEmpty()) {
            ArrayNode extensions = document.putArray("schemaExtensions");
            for (ResourceType.Extension extension : type.extensions()) {
                extensions.addObject().put("schema", extension.schema().id()).put("required", extension.required());
            }
        }
        DiscoveryMeta.put(document, "ResourceType", baseUrl + "/ResourceTypes/" + type.name());
        return document;
    }

    /**
     * {@return all of them as a list}
     *
     * @param baseUrl the address of the SCIM service without a slash at the end
     * @param types all that are served
     */
    public static ObjectNode list(String baseUrl, List<ResourceType> types) {
        return ListResponse.ofAll(types.stream().map(type -> of(baseUrl, type)).toList());
    }

    /**
     * {@return the one of that name, found without regard to case}
     *
     * @param baseUrl the address of the SCIM service without a slash at the end
     * @param types all that are served
     * @param name in any case
     */
    public static Optional<ObjectNode> find(String baseUrl, List<ResourceType> types, String name) {
        return types.stream()
                .filter(type -> type.name().equalsIgnoreCase(name))
                .findFirst()
                .map(type -> of(baseUrl, type));
    }
}

package dev.rollcall.check;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.scim.message.Urns;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and makes what goes over the wire. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** The body; a missing node when there is none or it is no JSON, which is for the checks to judge. */
    static JsonNode parse(ScimAnswer answer) {
        if (answer.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(answer.body());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** A text as JSON; a missing node when it is none. */
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A resource that so far only says what it is. */
    static ObjectNode resource(String... schemas) {
        ObjectNode resource = object();
        List.of(schemas).forEach(resource.putArray("schemas")::add);
        return resource;
    }

    /** A PATCH body with these operations. */
    static ObjectNode patch(JsonNode operations) {
        ObjectNode patch = resource(Urns.PATCH_OP);
        patch.set("Operations", operations);
        return patch;
    }

    /** A PATCH body with one operation. */
    static ObjectNode patch(String op, String path, JsonNode value) {
        ObjectNode operation = object().put("op", op).put("path", path);
        operation.set("value", value);
        return patch(JsonNodeFactory.instance.arrayNode().add(operation));
    }
}

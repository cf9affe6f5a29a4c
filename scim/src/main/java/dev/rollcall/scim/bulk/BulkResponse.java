package dev.rollcall.scim.bulk;

import dev.rollcall.scim.message.Urns;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The answer to a bulk request (RFC 7644 section 3.7.3). */
public final class BulkResponse {
    private BulkResponse() {}

    /**
     * {@return the message}
     *
     * @param results of the operations that were begun
     */
    public static ObjectNode of(List<BulkResult> results) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.putArray("schemas").add(Urns.BULK_RESPONSE);
        ArrayNode operations = message.putArray("Operations");
        results.forEach(result -> operations.add(result.json()));
        return message;
    }
}

package dev.rollcall.scim.message;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The answer to a query (RFC 7644 section 3.4.2, requirements 7644-3.4.2.4-04 and -05). */
public final class ListResponse {
    private ListResponse() {}

    /**
     * {@return one page} {@code Resources} is there even when it is empty, because clients rely on it.
     *
     * @param totalResults all that match, not only this page
     * @param startIndex the index of the first resource, from 1
     * @param resources of the page, as they are answered
     */
    public static ObjectNode of(long totalResults, int startIndex, List<? extends JsonNode> resources) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.putArray("schemas").add(Urns.LIST_RESPONSE);
        message.put("totalResults", totalResults);
        message.put("startIndex", startIndex);
        message.put("itemsPerPage", resources.size());
        message.putArray("Resources").addAll(resources);
        return message;
    }

    /**
     * {@return all there is, on one page}
     *
     * @param resources of the page, as they are answered
     */
    public static ObjectNode ofAll(List<? extends JsonNode> resources) {
        return of(resources.size(), 1, resources);
    }
}

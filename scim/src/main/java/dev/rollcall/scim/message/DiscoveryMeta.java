package dev.rollcall.scim.message;

import tools.jackson.databind.node.ObjectNode;

/** The {@code meta} of discovery documents (erratum 8417). */
final class DiscoveryMeta {
    private DiscoveryMeta() {}

    static void put(ObjectNode document, String resourceType, String location) {
        document.putObject("meta").put("resourceType", resourceType).put("location", location);
    }
}

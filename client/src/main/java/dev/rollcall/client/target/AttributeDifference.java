package dev.rollcall.client.target;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One attribute that the target has to change.
 *
 * @param path the target attribute as a mapping names it: {@code displayName}, {@code name.givenName}, {@code emails[type eq
 *        "work"].value}, {@code urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department}
 * @param seen what the target showed; empty when it showed nothing, and then the change is an Add, otherwise a Replace
 * @param wanted what it has to become; empty removes it
 */
public record AttributeDifference(String path, Optional<JsonNode> seen, Optional<JsonNode> wanted) {}

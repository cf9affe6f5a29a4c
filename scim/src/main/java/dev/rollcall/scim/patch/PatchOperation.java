package dev.rollcall.scim.patch;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One operation of a PATCH request as it came, not yet read against a schema (RFC 7644 section 3.5.2).
 *
 * @param kind what it does
 * @param path the path text; empty for a path-less operation
 * @param value the value, JSON null included; empty when there was none
 * @param where the place in the request, {@code Operations[0]}
 */
public record PatchOperation(Kind kind, Optional<String> path, Optional<JsonNode> value, String where) {

    /** The three operations. */
    public enum Kind {
        /** Adds, or replaces a single value. */
        ADD,
        /** Removes. */
        REMOVE,
        /** Replaces, or adds what is not there. */
        REPLACE
    }
}

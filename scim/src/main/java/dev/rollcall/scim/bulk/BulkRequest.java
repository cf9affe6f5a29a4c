package dev.rollcall.scim.bulk;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.message.Urns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A BulkRequest (RFC 7644 section 3.7, requirement 7644-3.7-02). What is wrong with one operation is said in its place and
 * leaves the others alone.
 *
 * @param failOnErrors after so many operations that failed, no other is begun; empty when all are worked, whatever fails
 * @param operations in the order of the request
 */
public record BulkRequest(OptionalInt failOnErrors, List<BulkOperation> operations) {
    private static final int TOO_LARGE = 413;

    /** Keeps a copy of the list. */
    public BulkRequest {
        operations = List.copyOf(operations);
    }

    /**
     * {@return the request of a body; keys take any case}
     *
     * @param body of the request
     * @param limits of it and of each operation; an operation that is beyond them is refused in its place
     * @throws ScimException {@code invalidSyntax} when it is no BulkRequest, {@code invalidValue} for a {@code failOnErrors}
     *     that is no number of errors, 413 when there are too many operations (7644-3.7.4-01)
     */
    public static BulkRequest parse(ObjectNode body, BulkLimits limits) {
        Map<String, JsonNode> members = members(body);
        requireBulkRequest(members.getOrDefault("schemas", MissingNode.getInstance()));
        JsonNode operations = members.getOrDefault("operations", MissingNode.getInstance());
        if (!operations.isArray()) {
            throw ScimException.of(ScimType.INVALID_SYNTAX,
                    "A bulk request needs \"Operations\", an array of operations; add it to the body.");
        }
        if (operations.size() > limits.maxOperations()) {
            throw ScimException.of(TOO_LARGE, "The bulk request has " + operations.size()
                    + " operations, and maxOperations is " + limits.maxOperations()
                    + "; nothing was done. Send them in several requests, or have the operator raise the setting"
                    + " limits.bulk-operations.");
        }
        List<BulkOperation> read = new ArrayList<>(operations.size());
        operations.forEach(operation -> read.add(BulkOperation.read(operation, limits)));
        return new BulkRequest(failOnErrors(members), read);
    }

    /** The members of an object that are not null, by their names in lower case. */
    static Map<String, JsonNode> members(JsonNode object) {
        Map<String, JsonNode> members = new HashMap<>();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            if (!property.getValue().isNull()) {
                members.put(property.getKey().toLowerCase(Locale.ROOT), property.getValue());
            }
        }
        return members;
    }

    private static void requireBulkRequest(JsonNode schemas) {
        for (JsonNode urn : schemas) {
            if (urn.asString("").equalsIgnoreCase(Urns.BULK_REQUEST)) {
                return;
            }
        }
        throw ScimException.of(ScimType.INVALID_SYNTAX,
                "A bulk request needs \"schemas\": [\"" + Urns.BULK_REQUEST + "\"]; add it to the body.");
    }

    /** 0 means what leaving it out means: no client asks for nothing to be done. */
    private static OptionalInt failOnErrors(Map<String, JsonNode> members) {
        JsonNode given = members.get("failonerrors");
        if (given == null) {
            return OptionalInt.empty();
        }
        if (!given.isIntegralNumber() || given.bigIntegerValue().signum() < 0) {
            throw ScimException.of(ScimType.INVALID_VALUE,
                    "failOnErrors must be a number of errors, for example 1, without quotes. Leave it out to have all"
                            + " operations worked.");
        }
        boolean never = given.bigIntegerValue().signum() == 0 || !given.canConvertToInt();
        return never ? OptionalInt.empty() : OptionalInt.of(given.intValue());
    }
}

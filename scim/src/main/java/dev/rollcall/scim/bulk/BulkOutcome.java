package dev.rollcall.scim.bulk;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.message.ErrorMessage;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What came of one operation.
 *
 * @param status of HTTP
 * @param done whether what it asked for is there now
 * @param location of the resource; empty for one that was not made
 * @param version the resource's entity tag, if it is known
 * @param error the body of the error; empty when it succeeded
 */
public record BulkOutcome(
        int status, boolean done, Optional<String> location, Optional<String> version, Optional<JsonNode> error) {

    /** A refusal. */
    static BulkOutcome refused(ScimException why, Optional<String> location) {
        return new BulkOutcome(why.status(), false, location, Optional.empty(), Optional.of(ErrorMessage.of(why)));
    }

    /** Whether it counts for {@code failOnErrors}. */
    boolean failed() {
        return error.isPresent();
    }
}

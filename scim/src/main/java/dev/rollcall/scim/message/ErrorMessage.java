package dev.rollcall.scim.message;

import dev.rollcall.scim.ScimException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The body of an error answer (RFC 7644 section 3.12, requirements 7644-3.12-01, -02 and -04). */
public final class ErrorMessage {
    private ErrorMessage() {}

    /**
     * {@return the message: the status as text, the keyword if there is one, and the sentence for the administrator}
     *
     * @param exception what went wrong
     */
    public static ObjectNode of(ScimException exception) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.putArray("schemas").add(Urns.ERROR);
        message.put("status", Integer.toString(exception.status()));
        exception.scimType().ifPresent(scimType -> message.put("scimType", scimType.keyword()));
        message.put("detail", exception.detail());
        return message;
    }
}

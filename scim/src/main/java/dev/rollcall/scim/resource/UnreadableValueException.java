package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import java.util.Optional;

/** The refusal of a value that fits the type of its attribute in no known form: 400 invalidValue. */
public final class UnreadableValueException extends ScimException {
    private static final long serialVersionUID = 1L;

    /**
     * A refusal of one value.
     *
     * @param detail the sentence for the administrator
     */
    public UnreadableValueException(String detail) {
        super(ScimType.INVALID_VALUE.status(), Optional.of(ScimType.INVALID_VALUE), detail);
    }
}

package dev.rollcall.scim.resource;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.text.Excerpt;

/** The refusals that reading a value can end in. */
final class Refusals {
    private Refusals() {}

    /** A value that does not fit the type of its attribute. */
    static UnreadableValueException type(String path, String expected) {
        return new UnreadableValueException(Excerpt.of(path) + " must be " + expected
                + ". Correct the value, or the mapping that it comes from, in your identity provider.");
    }

    /** A value that may not be. */
    static ScimException invalidValue(String detail) {
        return ScimException.of(ScimType.INVALID_VALUE, detail);
    }
}

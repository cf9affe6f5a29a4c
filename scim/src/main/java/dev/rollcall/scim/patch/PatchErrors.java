package dev.rollcall.scim.patch;

import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.text.Excerpt;

/** The refusals that a PATCH can end in, worded for the administrator of an identity provider. */
final class PatchErrors {
    private PatchErrors() {}

    static ScimException readOnly(String path) {
        return mutability(
                Excerpt.of(path) + " is read-only. Take it out of the attribute mapping in your identity provider.");
    }

    static ScimException immutable(String path) {
        return mutability(path + " cannot change once it is set. Remove what holds it and add it anew.");
    }

    static ScimException required(String path) {
        return mutability(path + " is required and cannot be removed. Replace it with another value instead.");
    }

    static ScimException mutability(String detail) {
        return ScimException.of(ScimType.MUTABILITY, detail);
    }

    static ScimException invalidValue(String detail) {
        return ScimException.of(ScimType.INVALID_VALUE, detail);
    }

    static ScimException undeclared(String path) {
        return ScimException.of(
                ScimType.INVALID_PATH,
                Excerpt.of(path)
                        + " names no attribute that the schemas of this resource declare. Correct the path, or take it out"
                        + " of the attribute mapping in your identity provider.");
    }

    static ScimException holdsOther(String path, String expected) {
        return ScimException.of(
                ScimType.INVALID_PATH,
                Excerpt.of(path) + " holds " + expected
                        + " here. Replace or remove it as a whole first, or correct the path in"
                        + " the attribute mapping of your identity provider.");
    }

    static ScimException noMatch(String path) {
        return noTarget("No element of " + path
                + " matches the filter of the path. Add the element first, or correct the filter.");
    }

    static ScimException noTarget(String detail) {
        return ScimException.of(ScimType.NO_TARGET, detail);
    }
}

package dev.rollcall.scim.resource;

import dev.rollcall.scim.schema.Attribute;
import dev.rollcall.scim.tolerance.RequestDialect;
import dev.rollcall.scim.tolerance.Tolerance;
import java.util.Set;

/**
 * What becomes of a value that cannot be read: one odd attribute never blocks the rest of a request, {@code active} above
 * all (DESIGN 3.7). It is left out by {@link Tolerance#UNREADABLE_VALUE}, unless its attribute is one that people are told
 * apart or let in by.
 */
public final class UnreadableValues {
    /** By canonical path; what a schema requires is among them as well. */
    private static final Set<String> IDENTIFYING = Set.of(
            "userName", "externalId", "displayName", "active", "emails", "emails.value");

    private final RequestDialect dialect;

    /**
     * For one request.
     *
     * @param dialect of the request
     */
    public UnreadableValues(RequestDialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Leaves the value of that attribute out.
     *
     * @param attribute whose value it is
     * @param path of the attribute, canonical
     * @param unreadable what says why it cannot be read
     * @param where the place in the request, which tolerances are recorded with
     * @throws UnreadableValueException the one that was given, when the value must not be left out
     */
    public void leaveOut(Attribute attribute, String path, UnreadableValueException unreadable, String where) {
        requireOptional(attribute, path, unreadable);
        leaveOut(unreadable, where);
    }

    /**
     * Leaves a value out that identifies nobody.
     *
     * @param unreadable what says why it cannot be read
     * @param where the place in the request, which tolerances are recorded with
     * @throws UnreadableValueException the one that was given, when the dialect does not say so
     */
    public void leaveOut(UnreadableValueException unreadable, String where) {
        if (!dialect.allows(Tolerance.UNREADABLE_VALUE, where)) {
            throw unreadable;
        }
    }

    /**
     * Passes for an attribute whose value may be left out.
     *
     * @param attribute whose value it is
     * @param path of the attribute, canonical
     * @param unreadable what says why it cannot be read
     * @throws UnreadableValueException the one that was given, for every other
     */
    public static void requireOptional(Attribute attribute, String path, UnreadableValueException unreadable) {
        if (attribute.required() || IDENTIFYING.contains(path)) {
            throw unreadable;
        }
    }
}

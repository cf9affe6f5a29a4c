package dev.rollcall.mapping;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One row of a mapping, as somebody wrote it: the SCIM attribute on one side, the attribute of the profile on the other. It is not
 * checked here; {@link Mapping#parse} does that for all rows together. {@link ProfileRows} reads and writes the JSON.
 *
 * @param scim the path of the SCIM attribute, such as {@code userName}, {@code name.givenName},
 *     {@code emails[type eq "work"].value} or {@code urn:…:enterprise:2.0:User.department}; empty for a constant, and for an
 *     inbound expression over the whole resource
 * @param auth0 the attribute of the profile: {@code email}, {@code app_metadata.department}, {@code user_metadata.locale}
 * @param direction which way the row goes
 * @param edit what becomes of an edit of the attribute
 * @param constant what the profile always shows; no SCIM attribute goes with it
 * @param byDefault what the profile shows while the resource has no value
 * @param expressionIn a CEL expression that makes the profile's value of the SCIM attribute's
 * @param expressionOut a CEL expression that makes the SCIM attribute's value of the profile's
 */
public record ProfileRow(
        Optional<String> scim,
        String auth0,
        Direction direction,
        EditRule edit,
        Optional<JsonNode> constant,
        Optional<JsonNode> byDefault,
        Optional<String> expressionIn,
        Optional<String> expressionOut) {

    /** The plain row {@code {"scim": …, "auth0": …}}, which goes both ways. */
    public static ProfileRow of(String scim, String auth0) {
        return new ProfileRow(
                Optional.of(scim),
                auth0,
                Direction.BOTH,
                EditRule.ALLOWED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether the row has nothing beyond Auth0's two fields. */
    public boolean plain() {
        return scim.isPresent() && equals(of(scim.get(), auth0));
    }

    /** Whether an expression has to be compiled for the row. */
    public boolean computes() {
        return expressionIn.isPresent() || expressionOut.isPresent();
    }

    /** The row as messages name it: {@code userName → username}. */
    @Override
    public String toString() {
        return scim.map(path -> path + " → " + auth0).orElse(auth0);
    }
}

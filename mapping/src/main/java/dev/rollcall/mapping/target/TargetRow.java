package dev.rollcall.mapping.target;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One row of a target's mapping, as somebody wrote it: an attribute of the target's SCIM resource, and where its value comes from.
 * It is not checked here; {@link TargetMapping#parse} does that for all rows together. {@link TargetRows} reads and writes the
 * JSON.
 *
 * <p>The value is one of four: an attribute of the profile, alone or as {@code value} of an expression; an expression over the whole
 * profile; a constant; or a password made up for this one request. A row without a value clears the target's.
 *
 * @param scim the path at the target: {@code userName}, {@code emails[type eq "work"].value},
 *     {@code urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department}
 * @param auth0 the attribute of the profile: {@code email}, {@code user_metadata.phone}
 * @param expression a CEL expression; it knows the attributes of the profile by their names, {@code scim}, which is the SCIM resource as
 *     the identity provider sent it, and {@code value} where the row has {@code auth0}
 * @param constant what is always sent
 * @param generated whether a password is made up: 32 random letters and digits of each kind, never stored
 * @param onCreate whether the row counts for creations alone
 * @param enabled whether it counts at all; a row may stand ready
 */
public record TargetRow(
        String scim,
        Optional<String> auth0,
        Optional<String> expression,
        Optional<JsonNode> constant,
        boolean generated,
        boolean onCreate,
        boolean enabled) {

    /** The plain row {@code {"scim": …, "auth0": …}}. */
    public static TargetRow of(String scim, String auth0) {
        return new TargetRow(scim, Optional.of(auth0), Optional.empty(), Optional.empty(), false, false, true);
    }

    /** A row that computes its value from the whole profile. */
    public static TargetRow computed(String scim, String expression) {
        return new TargetRow(scim, Optional.empty(), Optional.of(expression), Optional.empty(), false, false, true);
    }

    /** The row as messages name it: {@code email → userName}. */
    @Override
    public String toString() {
        return auth0.map(source -> source + " → ").orElse("") + scim;
    }
}

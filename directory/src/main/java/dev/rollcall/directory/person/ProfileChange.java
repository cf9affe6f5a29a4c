package dev.rollcall.directory.person;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.mapping.ProfileEdit;
import dev.rollcall.mapping.ProfilePath;
import dev.rollcall.scim.text.Moment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a body of the management API wants of a person.
 *
 * @param userId the subject that the user id of a new person shall end with
 * @param block empty when the body says nothing of a block
 * @param profile everything else
 */
record ProfileChange(Optional<String> userId, Optional<Block> block, ProfileEdit profile) {

    /** The administrator's block as it shall be. */
    record Block(boolean blocked, Optional<Instant> until) {}

    /** Where it stands in an overlay when an administrator has revoked the person's access: sign-ins before it are worth nothing. */
    static final String REVOKED = "access_revoked_at";
    private static final String BLOCKED = "blocked";
    private static final String BLOCKED_UNTIL = "blocked_until";

    /** What Auth0's clients may send along, and what means nothing here. */
    private static final Set<String> PASSED_OVER = Set.of(
            "client_id", "verify_email", "verify_phone_number", "verify_password");

    /** What the house says itself. */
    private static final Set<String> REFUSED = Set.of(
            "identities", REVOKED, "created_at", "updated_at", "last_login", "last_ip", "logins_count", "linked_to",
            "password");

    /**
     * Reads a body.
     *
     * @throws DirectoryException when it names what nobody may set, or another connection
     */
    static ProfileChange of(ObjectNode body, Connection connection, Instant now) {
        requireNames(body);
        ObjectNode rest = body.deepCopy();
        PASSED_OVER.forEach(rest::remove);
        for (String name : rest.propertyNames()) {
            if (REFUSED.contains(name)) {
                throw invalid("\"" + name + "\" cannot be set: " + (name.equals("password")
                        ? "people sign in at their identity provider."
                        : "Rollcall says it itself.") + " Leave it out.");
            }
        }
        JsonNode named = rest.path("connection");
        if (!named.isMissingNode() && !named.asString("").equals(connection.name())) {
            throw invalid("\"connection\" cannot be changed. Leave it out, or send " + connection.name() + ".");
        }
        Optional<String> userId = userId(rest);
        Optional<Block> block = block(rest, now);
        rest.remove(Set.of("connection", "user_id", BLOCKED, BLOCKED_UNTIL));
        return new ProfileChange(userId, block, ProfileEdit.of(rest));
    }

    /** No path in a profile leads through an empty name. */
    private static void requireNames(JsonNode value) {
        if (value.has("")) {
            throw invalid("A name in the body is empty. Give every attribute and every member of metadata a name.");
        }
        value.valueStream().forEach(ProfileChange::requireNames);
    }

    /** What ends sessions that began before. */
    static ProfileChange revocation(Instant now) {
        JsonNode time = JsonNodeFactory.instance.stringNode(now.truncatedTo(ChronoUnit.MILLIS).toString());
        return new ProfileChange(
                Optional.empty(), Optional.empty(), ProfileEdit.of(ProfilePath.of(REVOKED), Optional.of(time)));
    }

    private static Optional<String> userId(ObjectNode body) {
        JsonNode value = body.path("user_id");
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw invalid("\"user_id\" must be a text that is not empty.");
        }
        return Optional.of(value.stringValue());
    }

    /** An end alone is a block that ends; no end, or null, is one without. */
    private static Optional<Block> block(ObjectNode body, Instant now) {
        JsonNode blocked = body.path(BLOCKED);
        JsonNode end = body.path(BLOCKED_UNTIL);
        if (!blocked.isMissingNode() && !blocked.isBoolean()) {
            throw invalid("\"blocked\" must be true or false.");
        }
        Optional<Instant> until = until(end);
        if (until.filter(time -> !time.isAfter(now)).isPresent()) {
            throw invalid(
                    "\"blocked_until\" is over already. Send a time that is still to come, or \"blocked\": false to lift"
                            + " a block.");
        }
        if (blocked.isMissingNode()) {
            return until.map(time -> new Block(true, until));
        }
        if (!blocked.booleanValue() && until.isPresent()) {
            throw invalid("\"blocked_until\" goes with \"blocked\": true. Leave one of them out.");
        }
        return Optional.of(new Block(blocked.booleanValue(), until));
    }

    private static Optional<Instant> until(JsonNode end) {
        if (end.isMissingNode() || end.isNull()) {
            return Optional.empty();
        }
        return Optional.of(Moment.read(end.asString(""))
                .orElseThrow(() -> invalid(
                        "\"blocked_until\" must be a time in ISO 8601, such as 2026-03-01T12:00:00Z."))
                .truncatedTo(ChronoUnit.MILLIS));
    }

    private static DirectoryException invalid(String message) {
        return new DirectoryException(Kind.INVALID, message);
    }
}

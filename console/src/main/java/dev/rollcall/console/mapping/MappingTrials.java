package dev.rollcall.console.mapping;

import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.mapping.InvalidMappingException;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.ProfileRows;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.server.management.connection.MappingTurns;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tries rows on somebody. Nothing is changed.
 *
 * <p>Guarantees: rows are made a mapping of, and the mapping is tried, in the turn of the connection, which never waits for the
 * store; what is wrong with rows or with what was pasted is told, and nothing else is taken for it.
 */
final class MappingTrials {
    private final ConsoleServices services;
    private final MappingTurns turns;

    MappingTrials(ConsoleServices services) {
        this.services = services;
        this.turns = new MappingTurns(services.management().people().turns());
    }

    /**
     * What these rows come to.
     *
     * @param rows as the management API has them; none stand for the default ones
     * @throws ScimException 429 or 503 when no turn comes
     */
    MappingTrial of(ConsoleRequest request, Connection connection, ArrayNode rows, PreviewSubject subject) {
        if (rows.toString().length() > MappingText.LARGEST) {
            return MappingTrial.refused("The rows are larger than " + MappingText.LARGEST
                    + " characters of JSON. Shorten their expressions and constants.");
        }
        return turns.spend(connection.id(), request.client(), () -> tried(connection, rows, subject));
    }

    /** The same of the rows in force, which are shown also when there is no turn to try them in. */
    MappingTrial ofThoseInForce(ConsoleRequest request, Connection connection, ArrayNode rows, PreviewSubject subject) {
        try {
            return of(request, connection, rows, subject);
        } catch (ScimException busy) {
            return MappingTrial.untried("What the rows make of somebody could not be tried: " + busy.detail());
        }
    }

    private MappingTrial tried(Connection connection, ArrayNode rows, PreviewSubject subject) {
        Mapping mapping;
        try {
            mapping = mapping(connection, rows);
        } catch (InvalidMappingException e) {
            return MappingTrial.wrong(e);
        }
        if (subject.stored().isPresent()) {
            return onStored(mapping, subject.stored().get());
        }
        if (subject.sent().isEmpty()) {
            return MappingTrial.onNobody(mapping, subject.problem());
        }
        try {
            return MappingTrial.of(mapping, mapping.previewOf(subject.sent().get(), connection.dialect()));
        } catch (ScimException unreadable) {
            return MappingTrial.onNobody(mapping, "The endpoint would refuse what was pasted: " + unreadable.detail());
        }
    }

    private static MappingTrial onStored(Mapping mapping, StoredResource user) {
        try {
            return MappingTrial.of(mapping, mapping.preview((ObjectNode) ScimJson.tree(user.document())));
        } catch (JacksonException damaged) {
            return MappingTrial.onNobody(mapping,
                    "What is stored of this user cannot be read. Have the identity provider"
                            + " replace or delete the user.");
        }
    }

    private Mapping mapping(Connection connection, ArrayNode rows) {
        MappingLimits limits = services.management().configurations().settings().limits();
        return rows.isEmpty()
                ? Mapping.defaultFor(connection.strategy().keyword(), limits)
                : Mapping.parse(ProfileRows.read(rows), StandardSchemas.user(), limits);
    }
}

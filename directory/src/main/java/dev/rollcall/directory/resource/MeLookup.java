package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Condition.Comparator;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.scim.text.WellFormed;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the user whom an access token is about (RFC 7644 section 3.11), in one connection.
 *
 * <p>Guarantees: what the token says is compared with ids first, then with externalIds, both exactly, and then with userNames, without
 * regard to case as they are unique so; the first of the three that is somebody's is what counts. An externalId that several users
 * have is nobody's, and no userName is looked at then: whoever is shown is never a guess.
 */
final class MeLookup {
    /** Two are enough to see that an externalId is not one user's alone. */
    private static final int SEVERAL = 2;
    private static final int BYTES = 4 << 20;
    private static final int NOT_IMPLEMENTED = 501;

    private final ReadSession session;
    private final ConnectionId connection;
    private final ResourceType type;

    MeLookup(ReadSession session, ConnectionId connection, ResourceType type) {
        this.session = session;
        this.connection = connection;
        this.type = type;
    }

    /**
     * The id of whoever has that id, externalId or userName; empty when nobody has.
     *
     * @throws ScimException 501 when several have it as their externalId
     */
    Optional<String> find(String subject) {
        if (!UserIdAttribute.isSubject(subject) || !WellFormed.isWellFormed(subject)) {
            return Optional.empty();
        }
        if (session.resources().find(connection, type.name(), subject).isPresent()) {
            return Optional.of(subject);
        }
        List<StoredResource> known = rows(IndexColumn.EXTERNAL_ID, subject,
                row -> value(row, UserIdAttribute.EXTERNAL_ID).equals(Optional.of(subject)));
        if (known.size() >= SEVERAL) {
            throw ScimException.of(NOT_IMPLEMENTED,
                    "/Me is not offered to this token: several users have what it says as their externalId. Give each an"
                            + " externalId of its own, or send the request to /Users/{id}.");
        }
        String folded = Folding.fold(subject);
        return (known.isEmpty()
                ? rows(IndexColumn.UNIQUE_KEY, folded,
                        row -> value(row, UserIdAttribute.USER_NAME).map(Folding::fold).equals(Optional.of(folded)))
                : known).stream().map(StoredResource::id).findFirst();
    }

    /** The refusal of a token that is about nobody who is here. */
    static ScimException nobody(ScimCall call) {
        String claim = call.caller().connection().me().name();
        return ScimException.of(NOT_IMPLEMENTED,
                "/Me is not offered to this token: it is served to a caller by OAuth whose access token has a claim "
                        + claim
                        + " that is a user's id, externalId or userName here. Send the request to /Users/{id}, or let"
                        + " another claim count with rollcall connection update " + call.connection() + " --me-claim.");
    }

    private static Optional<String> value(StoredResource row, UserIdAttribute attribute) {
        return attribute.value(StoredJson.read(row));
    }

    private List<StoredResource> rows(IndexColumn column, String value, Predicate<StoredResource> exactly) {
        return session.resources()
                .list(new ResourceQuery(connection, type.name(),
                        new Condition.Text(column, Comparator.EQ, IndexText.cut(value)),
                        IndexColumn.ID, false, Optional.empty(), 0, SEVERAL), BYTES)
                .resources()
                .stream()
                .filter(exactly)
                .toList();
    }
}

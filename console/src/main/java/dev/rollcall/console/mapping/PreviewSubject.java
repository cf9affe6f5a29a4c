package dev.rollcall.console.mapping;

import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Condition.Comparator;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.scim.text.Folding;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Of whom a mapping is shown: somebody who is here, or a payload that was pasted.
 *
 * @param user the SCIM id or the userName that was asked for, or that was chosen; empty text for none
 * @param payload as it was pasted; empty text for none
 * @param stored the document of the user
 * @param sent what was pasted
 * @param problem why there is nobody; empty text when there is, or nobody was asked for
 */
record PreviewSubject(
        String user, String payload, Optional<StoredResource> stored, Optional<ObjectNode> sent, String problem) {
    private static final String USER = StandardSchemas.user().name();
    private static final int BYTES = 4 << 20;
    /** Bytes that a page with a preview may take: the user's document, the profile, and what is lost between them. */
    static final long LARGEST = 16L << 20;

    /** What was pasted; else the user who is named; else the first one, if whoever asks may see users. */
    static PreviewSubject of(ConsoleServices services, ConsoleRequest request, ConnectionId connection,
            Optional<String> user, Optional<String> payload) {
        if (payload.isPresent()) {
            return pasted(user.orElse(""), payload.get());
        }
        if (!request.frame().may(ManagementScope.READ_USERS)) {
            return new PreviewSubject("", "", Optional.empty(), Optional.empty(),
                    user.isPresent() ? "To see users, sign in as a client that has read:users." : "");
        }
        Optional<StoredResource> found = services.storage()
                .read(request.share(), session -> user.isPresent()
                        ? named(session, connection, user.get())
                        : first(session, connection, new Condition.All()));
        String problem = found.isEmpty() && user.isPresent()
                ? "The connection has nobody with the SCIM id or the userName " + Excerpt.of(user.get()) + "."
                : "";
        return new PreviewSubject(user.or(() -> found.map(StoredResource::id)).orElse(""), "", found, Optional.empty(),
                problem);
    }

    private static PreviewSubject pasted(String user, String payload) {
        try {
            if (ScimJson.tree(payload) instanceof ObjectNode object) {
                return new PreviewSubject(user, payload, Optional.empty(), Optional.of(object), "");
            }
        } catch (JacksonException unreadable) {
            return unusable(user, payload);
        }
        return unusable(user, payload);
    }

    private static PreviewSubject unusable(String user, String payload) {
        return new PreviewSubject(user, payload, Optional.empty(), Optional.empty(),
                "What was pasted is no JSON object. Paste a SCIM user as the identity provider sends it; the log has the"
                        + " bodies of requests.");
    }

    private static Optional<StoredResource> named(ReadSession session, ConnectionId connection, String name) {
        return session.resources()
                .find(connection, USER, name)
                .or(() -> first(session, connection, new Condition.Text(IndexColumn.UNIQUE_KEY, Comparator.EQ,
                        IndexText.cut(Folding.fold(name)))));
    }

    private static Optional<StoredResource> first(ReadSession session, ConnectionId connection, Condition condition) {
        return session.resources()
                .list(new ResourceQuery(connection, USER, condition, IndexColumn.ID, false, Optional.empty(), 0, 1),
                        BYTES)
                .resources()
                .stream()
                .findFirst();
    }
}

package dev.rollcall.directory.person;

import dev.rollcall.directory.configuration.ConnectionJob.Tally;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says beforehand what another user-id attribute would mean for the users of a connection. Nothing is changed.
 *
 * <p>Users are read in pieces, a snapshot each, and at most as many as {@link MappingSettings#previewUsers} says: what is
 * said of a connection with more of them is of the first ones alone, and is marked so.
 */
public final class ReKeyPreview {
    /** Ids that are named of each kind at most. */
    public static final int NAMED = 20;

    private final Storage storage;
    private final MappingSettings settings;

    public ReKeyPreview(Storage storage, MappingSettings settings) {
        this.storage = storage;
        this.settings = settings;
    }

    /**
     * What it would mean.
     *
     * @param users how many the connection has
     * @param tally of those who were looked at
     * @param complete whether all were
     * @param clashing SCIM ids of the first users whose value leads to somebody else
     * @param without SCIM ids of the first users who have no value
     */
    public record Preview(
            UserIdAttribute from, UserIdAttribute to, long users, Tally tally, boolean complete,
            List<String> clashing, List<String> without) {
        public Preview {
            clashing = List.copyOf(clashing);
            without = List.copyOf(without);
        }

        /** As it is shown to the operator. */
        public ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("from", from.attribute())
                    .put("to", to.attribute())
                    .put("users", users)
                    .put("looked_at", tally.seen())
                    .put("complete", complete)
                    .put("changes", tally.changed())
                    .put("clashes", tally.clashes())
                    .put("without_value", tally.without());
            clashing.forEach(json.putArray("clashing")::add);
            without.forEach(json.putArray("without")::add);
            return json;
        }
    }

    /** @param share whose share of the store it counts for */
    public Preview of(Share share, Connection connection, UserIdAttribute to) {
        ConnectionId id = connection.id();
        UserIdAttribute from = UserIdAttribute.of(connection);
        long users = storage.read(share,
                session -> session.resources().count(id, PersonReader.USER, new Condition.All(), Long.MAX_VALUE));
        Tally tally = Tally.NONE;
        List<String> clashing = new ArrayList<>();
        List<String> without = new ArrayList<>();
        String after = "";
        boolean ended = from == to;
        while (!ended && tally.seen() < settings.previewUsers()) {
            String behind = after;
            Piece piece = storage.read(share, session -> {
                ResourceStretch found = JobPage.after(session, id, behind);
                return new Piece(found.ended(), new ReKeyLook(session, id, from, to).at(found.resources()));
            });
            for (ReKeyLook.User user : piece.users) {
                after = user.account().id();
                tally = tally.plus(count(user.outcome()));
                switch (user.outcome()) {
                    case CLASHES -> name(clashing, after);
                    case WITHOUT -> name(without, after);
                    case CHANGES, SAME -> {}
                }
            }
            ended = piece.ended || piece.users.isEmpty();
        }
        return new Preview(from, to, users, tally, ended, clashing, without);
    }

    private record Piece(boolean ended, List<ReKeyLook.User> users) {}

    private static Tally count(ReKeyLook.Outcome outcome) {
        return switch (outcome) {
            case SAME -> new Tally(1, 0, 0, 0);
            case CHANGES -> new Tally(1, 1, 0, 0);
            case CLASHES -> new Tally(1, 0, 1, 0);
            case WITHOUT -> new Tally(1, 0, 0, 1);
        };
    }

    private static void name(List<String> named, String id) {
        if (named.size() < NAMED) {
            named.add(id);
        }
    }
}

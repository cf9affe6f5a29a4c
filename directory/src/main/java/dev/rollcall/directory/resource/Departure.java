package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.Tombstone;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlanJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a deleted resource out of the groups that it was a member of, each in a short write of that group's own lane, so
 * that the changes of one group are recorded in the order of its versions.
 *
 * <p>It shares the group's turn as other members do that come and go. A group whose turn does not come soon is passed
 * over and left another time; until then the tombstone hides the member. So a deletion that is durable is answered soon,
 * whatever else is being done to the groups.
 */
final class Departure {
    /** Groups that are left at the same time: few of what the store takes of one connection. */
    private static final int AT_ONCE = 8;

    private final Storage storage;
    private final Clock clock;
    private final IdSource ids;
    private final ResourceTurns turns;

    Departure(Storage storage, Clock clock, IdSource ids, ResourceTurns turns) {
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        this.turns = turns;
    }

    /**
     * What came of it.
     *
     * @param moved whether it got any further
     * @param last the last group that it tried when there are more behind it; otherwise empty text
     */
    record Reach(boolean moved, String last) {}

    /**
     * Leaves some groups, and takes the tombstone away when there are no more.
     *
     * @param after the group behind which it begins; empty text for the first one
     * @param atMost groups that are left at most
     * @param soon how long it waits for a group's turn; once it has waited in vain, it waits no more
     */
    Reach leave(Tombstone deleted, String after, int atMost, Duration soon, Cause cause) {
        ConnectionId connection = deleted.connection();
        List<String> groups = storage.read(
                Share.of(connection),
                session -> session.members().groupIdsOf(connection, deleted.id(), after, atMost + 1));
        List<String> some = groups.subList(0, Math.min(atMost, groups.size()));
        int left = 0;
        for (int i = 0; i < some.size(); i += AT_ONCE) {
            boolean inVain = left < i;
            left += leave(deleted, some.subList(i, Math.min(i + AT_ONCE, some.size())), inVain ? Duration.ZERO : soon,
                    cause);
        }
        if (after.isEmpty() && left == groups.size()) {
            storage.write(Share.of(connection), deleted.id(), session -> {
                session.resources().clear(deleted);
                return deleted;
            });
            return new Reach(true, "");
        }
        return new Reach(left > 0, groups.size() > some.size() ? some.getLast() : "");
    }

    /** Leaves groups at the same time, so that the store commits them together. @return how many */
    private int leave(Tombstone deleted, List<String> groups, Duration soon, Cause cause) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Boolean>> departures = groups.stream()
                    .map(group -> CompletableFuture.supplyAsync(() -> leave(deleted, group, soon, cause), threads))
                    .toList();
            return (int) departures.stream().filter(CompletableFuture::join).count();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }

    /** @return whether its turn came */
    private boolean leave(Tombstone deleted, String group, Duration soon, Cause cause) {
        ConnectionId connection = deleted.connection();
        return turns.sharedIfSoon(connection, group, soon, () -> storage.write(
                Share.of(connection), group, session -> leave(session, deleted, group, cause))).isPresent();
    }

    /** @return whether the member was still in the group; another writer may have taken it out or deleted the group */
    private boolean leave(WriteSession session, Tombstone deleted, String groupId, Cause cause) {
        ConnectionId connection = deleted.connection();
        Optional<StoredResource> found = Optional
                .ofNullable(session.resources().references(connection, List.of(groupId)).get(groupId))
                .flatMap(reference -> session.resources().find(connection, reference.type(), groupId));
        if (found.isEmpty()) {
            return false;
        }
        StoredResource group = found.get();
        List<String> member = List.of(deleted.id());
        if (session.members().remove(connection, groupId, group.membership(), member).isEmpty()) {
            return false;
        }
        Instant at = ResourceWriter.later(clock, group.lastModified());
        long version = session.resources().touchGroup(connection, groupId, group.membership(), at);
        session.changes()
                .append(new ChangeRecord(
                        connection,
                        ids.next(),
                        0,
                        true,
                        Subject.of(group.type(), groupId, StoredJson.read(group.document())),
                        "updated",
                        version,
                        at,
                        cause,
                        plan(deleted)));
        return true;
    }

    /** The change says of which type the member was, because nothing else does once it is gone. */
    private static String plan(Tombstone deleted) {
        JsonNode plan = ScimJson.tree(ChangePlanJson.write(List.of(new Change.MembersRemoved(List.of(deleted.id())))));
        ((ObjectNode) plan.path(0)).put(ChangeRecord.DEPARTED_TYPE, deleted.type());
        return plan.toString();
    }
}

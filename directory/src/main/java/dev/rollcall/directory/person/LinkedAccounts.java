package dev.rollcall.directory.person;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlanJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes accounts part of others, and takes them apart.
 *
 * <p>Guarantees: a linked account keeps its SCIM resource, its SCIM id and its user id, and its identity provider goes on to
 * provision it. There is one level: a primary account is linked to none. Both are told in the change record of the primary.
 */
public final class LinkedAccounts {
    /** Accounts that may be linked to one. */
    public static final int MOST = PersonReader.LINKED;

    private final People people;

    public LinkedAccounts(People people) {
        this.people = people;
    }

    /**
     * Links an account.
     *
     * @return the identities of the primary account afterwards; empty when that is not there
     * @throws DirectoryException when the other account is not there, is the same, or is linked otherwise
     */
    public Optional<ArrayNode> link(PersonCaller caller, UserId primaryId, UserId linkedId) {
        Optional<Person> primary = find(caller, primaryId);
        if (primary.isEmpty()) {
            return Optional.empty();
        }
        Person linked = find(caller, linkedId)
                .orElseThrow(() -> new DirectoryException(Kind.INVALID, "There is no user " + linkedId
                        + " to be linked. Take provider and user_id from that user's identities."));
        requireLinkable(primary.get(), linked);
        String changeId = people.ids().next();
        write(primary.get(), session -> {
            if (!session.identities().link(primary.get().account(), linked.account(), now())) {
                throw new DirectoryException(Kind.TAKEN, "The user " + linkedId
                        + " is linked to another one. Unlink it there first.");
            }
            session.changes()
                    .append(record(primary.get(), changeId, caller, Optional.empty(), Optional.of(linkedId)));
        });
        return identities(caller, primaryId);
    }

    private static void requireLinkable(Person primary, Person linked) {
        if (primary.account().equals(linked.account())) {
            throw invalid("A user cannot be linked to itself.");
        }
        if (primary.primary().isPresent()) {
            throw invalid("The user " + primary.userId() + " is linked to " + primary.primary().get()
                    + " itself. Link the other one to that.");
        }
        if (!linked.linked().isEmpty()) {
            throw invalid("The user " + linked.userId() + " has accounts linked to it. Unlink them first.");
        }
        if (primary.linked().size() >= MOST) {
            throw invalid("The user " + primary.userId() + " has " + MOST + " linked accounts, and cannot have more.");
        }
    }

    /**
     * Takes an account off.
     *
     * @return the identities of the primary account afterwards; empty when that is not there
     * @throws DirectoryException when the other account is none of it
     */
    public Optional<ArrayNode> unlink(PersonCaller caller, UserId primaryId, UserId linkedId) {
        Optional<Person> primary = find(caller, primaryId);
        if (primary.isEmpty()) {
            return Optional.empty();
        }
        Optional<Person> linked = find(caller, linkedId);
        String changeId = people.ids().next();
        write(primary.get(), session -> {
            if (linked.isEmpty()
                    || !session.identities().unlink(primary.get().account(), linked.get().account())) {
                throw new DirectoryException(Kind.INVALID, "The user " + primaryId + " has no linked identity "
                        + linkedId + "; its own cannot be taken off.");
            }
            session.changes()
                    .append(record(primary.get(), changeId, caller, Optional.of(linkedId), Optional.empty()));
        });
        return identities(caller, primaryId);
    }

    private interface Work {
        void run(WriteSession session);
    }

    private void write(Person primary, Work work) {
        people.storage().write(Share.of(primary.connection().id()), primary.row().id(), session -> {
            work.run(session);
            return primary;
        });
    }

    private ChangeRecord record(
            Person primary, String changeId, PersonCaller caller, Optional<UserId> before, Optional<UserId> after) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Assigned(OverlayChanges.PREFIX + "identities", before.map(LinkedAccounts::json),
                after.map(LinkedAccounts::json)));
        return new ChangeRecord(
                primary.connection().id(),
                changeId,
                0,
                true,
                Subject.of(PersonReader.USER, primary.row().id(), ProfileJson.document(primary.row())),
                "updated",
                primary.row().version(),
                now(),
                new Cause(caller.actor(), Optional.of(caller.requestId())),
                ChangePlanJson.write(changes));
    }

    private static JsonNode json(UserId userId) {
        return ProfileJson.identity(userId);
    }

    private Optional<Person> find(PersonCaller caller, UserId userId) {
        return people.storage().read(caller.share(), session -> new PersonReader(session).find(userId));
    }

    private Optional<ArrayNode> identities(PersonCaller caller, UserId userId) {
        return people.storage()
                .read(caller.share(), session -> new PersonReader(session)
                        .find(userId)
                        .map(person -> new ProfileJson(
                                people.settings().of(session, person.connection()), people.clock().instant())
                                .of(person)))
                .map((ObjectNode profile) -> profile.path("identities") instanceof ArrayNode identities
                        ? identities
                        : JsonNodeFactory.instance.arrayNode());
    }

    private Instant now() {
        return people.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static DirectoryException invalid(String message) {
        return new DirectoryException(Kind.INVALID, message);
    }
}

package dev.rollcall.directory.person;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.SignInAnswer.Reason;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlanJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes accounts part of others, and takes them apart.
 *
 * <p>Guarantees: a linked account keeps its SCIM resource, its SCIM id and its user id, and its identity provider goes on to
 * provision it. There is one level: a primary account is linked to none, also when two are linked at the same moment; a primary account
 * that is gone stands in nobody's way. Both are told in two change records of the same transaction: one about the primary, whose
 * {@code identities} differ, and one about the linked account, whose {@code linked_to} does; so is the row of the caller's audit
 * trail.
 */
public final class LinkedAccounts {
    /** Accounts that may be linked to one. */
    public static final int MOST = PersonReader.LINKED;

    /** All links are made and taken apart one after the other in {@link Share#LINKS}, so that what is looked at before still holds. */
    public static final String LANE = "linked accounts";

    private static final String KIND = "identity";

    /**
     * Since when those have been signed in who prove by tokens whose accounts they are.
     *
     * @param primary empty unless the person itself asks for it
     * @param linked empty when a client names the account that is linked
     */
    public record Proofs(Optional<Instant> primary, Optional<Instant> linked) {
        /** Of a client, who needs none. */
        public static final Proofs NONE = new Proofs(Optional.empty(), Optional.empty());
    }

    private final People people;

    public LinkedAccounts(People people) {
        this.people = people;
    }

    /** Links an account for a client, see {@link #link(PersonCaller, UserId, UserId, Proofs)}. */
    public Optional<ArrayNode> link(PersonCaller caller, UserId primaryId, UserId linkedId) {
        return link(caller, primaryId, linkedId, Proofs.NONE);
    }

    /**
     * Links an account.
     *
     * @param proofs none of them is from before the access to its account was revoked, and a person's own is there
     * @return the identities of the primary account afterwards; empty when that is not there
     * @throws DirectoryException when the other account is not there, is the same, or is linked otherwise; or a proof is too old
     */
    public Optional<ArrayNode> link(PersonCaller caller, UserId primaryId, UserId linkedId, Proofs proofs) {
        Optional<PersonKey> primary = find(caller, primaryId);
        if (primary.isEmpty()) {
            return Optional.empty();
        }
        PersonKey linked = find(caller, linkedId).orElseThrow(() -> nobody(linkedId));
        if (primary.get().equals(linked)) {
            throw invalid("A user cannot be linked to itself.");
        }
        String ofPrimary = people.ids().next();
        String ofLinked = people.ids().next();
        boolean done = write(session -> {
            Optional<StoredResource> row = row(session, primary.get());
            if (row.isEmpty()) {
                return false;
            }
            requireAccess(session, caller, primary.get(), row.get(), proofs.primary());
            StoredResource other = row(session, linked).orElseThrow(() -> nobody(linkedId));
            proofs.linked().ifPresent(at -> requireLater(session, linked, at));
            requireLinkable(session, primary.get(), primaryId, linked, linkedId);
            if (!session.identities().link(primary.get(), linked, now())) {
                throw new DirectoryException(Kind.TAKEN, "The user " + linkedId
                        + " is linked to another one. Unlink it there first.");
            }
            append(session, caller,
                    new Told(ofPrimary, row.get(), "identities", Optional.empty(), Optional.of(identity(linkedId))));
            append(session, caller,
                    new Told(ofLinked, other, "linked_to", Optional.empty(), Optional.of(text(primaryId))));
            caller.trail()
                    .made(session, KIND, Optional.of(primary.get().connection()), primaryId.toString(),
                            identity(linkedId));
            return true;
        });
        return done ? identities(caller, primaryId) : Optional.empty();
    }

    /** Whoever is kept out does not change who gets in by the own account: a linked one could be taken out of its block. */
    private void requireAccess(ReadSession session, PersonCaller caller, PersonKey account, StoredResource row,
            Optional<Instant> signedIn) {
        if (caller.actor().kind() != Actor.Kind.PERSON) {
            return;
        }
        if (SignInAccess.of(
                row, Overlay.of(session.overlays().find(account)),
                SignInAccess.primary(session, people.settings(), account), now()) != Reason.ALLOWED) {
            throw new DirectoryException(Kind.FORBIDDEN, "This account is blocked or deactivated, so whoever is signed"
                    + " in to it cannot change its identities. Ask the administrator.");
        }
        requireLater(session, account, signedIn.orElse(Instant.MIN));
    }

    /** A stolen token that still lives gets no hold on an account whose access was revoked for the theft. */
    private static void requireLater(ReadSession session, PersonKey account, Instant signedIn) {
        JsonNode revoked = Overlay.of(session.overlays().find(account)).attributes().path(ProfileChange.REVOKED);
        if (revoked.isString() && !signedIn.isAfter(Instant.parse(revoked.stringValue()))) {
            throw new DirectoryException(Kind.FORBIDDEN, "The token is from before the access to its account was"
                    + " revoked. Have the person sign in once more, and send the token of that sign-in.");
        }
    }

    private void requireLinkable(
            ReadSession session, PersonKey primary, UserId primaryId, PersonKey linked, UserId linkedId) {
        session.identities().primary(primary).ifPresent(other -> {
            throw invalid("The user " + primaryId + " is linked to "
                    + new PersonReader(session, people.settings()).userId(other)
                            .map(UserId::toString)
                            .orElse("another one")
                    + " itself. Link the other one to that.");
        });
        if (!session.identities().linked(linked, 1).isEmpty()) {
            throw invalid("The user " + linkedId + " has accounts linked to it. Unlink them first.");
        }
        if (session.identities().linked(primary, MOST).size() >= MOST) {
            throw invalid("The user " + primaryId + " has " + MOST + " linked accounts, and cannot have more.");
        }
    }

    /** Takes an account off for a client, see {@link #unlink(PersonCaller, UserId, UserId, Optional)}. */
    public Optional<ArrayNode> unlink(PersonCaller caller, UserId primaryId, UserId linkedId) {
        return unlink(caller, primaryId, linkedId, Optional.empty());
    }

    /**
     * Takes an account off.
     *
     * @param signedIn since when the caller has been, who is a person; empty of a client
     * @return the identities of the primary account afterwards; empty when that is not there
     * @throws DirectoryException when the other account is none of it, or the caller's token is too old
     */
    public Optional<ArrayNode> unlink(PersonCaller caller, UserId primaryId, UserId linkedId,
            Optional<Instant> signedIn) {
        Optional<PersonKey> primary = find(caller, primaryId);
        if (primary.isEmpty()) {
            return Optional.empty();
        }
        Optional<PersonKey> linked = find(caller, linkedId);
        String ofPrimary = people.ids().next();
        String ofLinked = people.ids().next();
        boolean done = write(session -> {
            Optional<StoredResource> row = row(session, primary.get());
            if (row.isEmpty()) {
                return false;
            }
            requireAccess(session, caller, primary.get(), row.get(), signedIn);
            if (linked.isEmpty() || !session.identities().unlink(primary.get(), linked.get())) {
                throw invalid("The user " + primaryId + " has no linked identity " + linkedId
                        + "; its own cannot be taken off.");
            }
            append(session, caller,
                    new Told(ofPrimary, row.get(), "identities", Optional.of(identity(linkedId)), Optional.empty()));
            caller.trail()
                    .deleted(session, KIND, Optional.of(primary.get().connection()), primaryId.toString(),
                            identity(linkedId));
            row(session, linked.get())
                    .ifPresent(other -> append(session, caller,
                            new Told(ofLinked, other, "linked_to", Optional.of(text(primaryId)), Optional.empty())));
            return true;
        });
        return done ? identities(caller, primaryId) : Optional.empty();
    }

    private boolean write(Function<WriteSession, Boolean> work) {
        return people.storage().write(Share.LINKS, LANE, work);
    }

    private static Optional<StoredResource> row(ReadSession session, PersonKey person) {
        return session.connections()
                .find(person.connection())
                .flatMap(connection -> session.resources().find(connection.id(), PersonReader.USER, person.id()));
    }

    private static DirectoryException nobody(UserId linkedId) {
        return invalid("There is no user " + linkedId
                + " to be linked. GET /api/v2/users finds users, and their identities have provider and user_id.");
    }

    /** A record about an account, which stays at its version. @param id of the change */
    private record Told(String id, StoredResource row, String place, Optional<JsonNode> before,
            Optional<JsonNode> after) {}

    private void append(WriteSession session, PersonCaller caller, Told told) {
        StoredResource row = told.row();
        List<Change> changes = List.of(
                new Change.Assigned(OverlayChanges.PREFIX + told.place(), told.before(), told.after()));
        session.changes()
                .append(new ChangeRecord(
                        row.connection(),
                        told.id(),
                        0,
                        true,
                        Subject.of(PersonReader.USER, row.id(), ProfileJson.document(row)),
                        "updated",
                        row.version(),
                        now(),
                        new Cause(caller.actor(), Optional.of(caller.requestId())),
                        ChangePlanJson.write(changes)));
    }

    private static JsonNode identity(UserId userId) {
        return ProfileJson.identity(userId);
    }

    private static JsonNode text(UserId userId) {
        return JsonNodeFactory.instance.stringNode(userId.toString());
    }

    private Optional<PersonKey> find(PersonCaller caller, UserId userId) {
        return people.storage()
                .read(caller.share(),
                        session -> new PersonReader(session, people.settings()).find(userId).map(Person::account));
    }

    private Optional<ArrayNode> identities(PersonCaller caller, UserId userId) {
        return people.storage()
                .read(caller.share(), session -> new PersonReader(session, people.settings())
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

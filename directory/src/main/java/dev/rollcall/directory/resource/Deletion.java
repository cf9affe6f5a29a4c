package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.storage.Departed;
import dev.rollcall.directory.storage.OwnedResource;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.Tombstone;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.patch.ResourcePlans;
import dev.rollcall.scim.schema.ResourceType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Deletes resources, with their memberships in other groups and the events of those groups.
 *
 * <p>What only the product has of a person is kept where the connection's {@link DeletionPolicy} says so and the person can be
 * known again, by the user-id attribute. A new person who comes back to it has a new SCIM id, because the old one answers 404 for
 * ever (RFC 7644 section 3.6), and a request for the deleted one that is late must not reach the new one.
 *
 * <p>Guarantees: after the answer no request sees the resource or its memberships. The resource goes first and leaves a
 * tombstone that hides its memberships; each group is then left in a write of that group's own lane, so that the changes
 * of one group are recorded in the order of its versions. What a deletion could not finish, because there are many groups
 * or the process ended, {@link UnfinishedDeletions} do.
 */
final class Deletion {
    private static final System.Logger LOGGER = System.getLogger(Deletion.class.getName());

    /** Groups that the deletion itself leaves before it is answered; more are left beside it. */
    static final int GROUPS_AT_ONCE = 200;

    /** How long it waits for the turn of a group that somebody changes, before it leaves that one to the upkeep. */
    private static final Duration TURN_PATIENCE = Duration.ofSeconds(1);

    /** How often a deletion is recorded anew because the resource changed meanwhile. */
    private static final int ATTEMPTS = 4;

    private static final int NO_CONTENT = 204;

    private final Storage storage;
    private final Clock clock;
    private final IdSource ids;
    private final ResourceLimits limits;
    private final ResourceTurns turns;
    private final Departure departure;

    Deletion(
            Storage storage, Clock clock, IdSource ids, ResourceLimits limits, ResourceTurns turns,
            Departure departure) {
        this.storage = storage;
        this.clock = clock;
        this.ids = ids;
        this.limits = limits;
        this.turns = turns;
        this.departure = departure;
    }

    /** @param gate what may refuse it inside the writer */
    void delete(
            ScimCall call, ResourceType type, String id, Precondition precondition, Departures.Gate gate) {
        Optional<Tombstone> left = atOnce(call, type, id, precondition, gate)
                .orElseGet(() -> turns.alone(
                        call.connection(), id, call.client(), () -> inParts(call, type, id, precondition, gate)));
        call.trace().committed();
        left.ifPresent(tombstone -> leaveNow(call, tombstone));
    }

    /** The deletion is durable already: what the store cannot do now, upkeep does, and the tombstone hides it until then. */
    private void leaveNow(ScimCall call, Tombstone tombstone) {
        try {
            departure.leave(tombstone, "", GROUPS_AT_ONCE, TURN_PATIENCE, call.cause());
        } catch (StorageException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "The groups of a deleted resource are left later.", e);
        } catch (RuntimeException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The " + tombstone.type() + " " + tombstone.id() + " of the connection " + tombstone.connection()
                            + " is deleted, but could not leave all of its groups yet (" + e + "). No request sees it,"
                            + " and the upkeep tries again. If the upkeep goes on telling of it, one of these groups is"
                            + " damaged: have the identity provider replace or delete that group.",
                    e);
        }
    }

    /** A row and its members, or of very many as many as tell that. */
    private record Found(StoredResource row, List<ResolvedMember> members) {}

    /**
     * In one transaction, which only checks that the resource is still as it was when its record was made.
     *
     * @return empty for a group with so many members that their record takes several parts, and for a resource that kept
     *     changing
     */
    private Optional<Optional<Tombstone>> atOnce(
            ScimCall call, ResourceType type, String id, Precondition precondition, Departures.Gate gate) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Found found = storage.read(Share.of(call.connection()), session -> find(session, call, type, id));
            StoredResource row = found.row();
            precondition.require(row);
            if (found.members().size() > limits.memberChunk()) {
                return Optional.empty();
            }
            Commit commit = new Commit(call, ids.next(), limits.memberChunk());
            Commit.Prepared prepared = call.effort().spend(row.document().length, () -> prepare(commit, found));
            Optional<Optional<Tombstone>> done = storage.write(Share.of(call.connection()), id, session -> {
                OwnedResource now = Settled.resource(session, call, type, id);
                if (now.resource().version() != row.version()) {
                    return Optional.empty();
                }
                gate.pass(session, now);
                // The record comes first: what it keeps of the person is gone with the row.
                commit.write(session, prepared, NO_CONTENT);
                return Optional.of(delete(session, call, now));
            });
            if (done.isPresent()) {
                return done;
            }
        }
        return Optional.empty();
    }

    private Found find(ReadSession session, ScimCall call, ResourceType type, String id) {
        StoredResource row = ResourceWriter.require(session, call, type, id);
        return new Found(row, call.kind(type).hasMembers()
                ? session.members().all(row, Optional.empty(), limits.memberChunk() + 1)
                : List.of());
    }

    private Commit.Prepared prepare(Commit commit, Found found) {
        MembershipDifference difference = MembershipDifference.none();
        found.members().forEach(member -> difference.remove(member.member().value()));
        ChangePlan plan = ResourcePlans.deletion(StoredJson.readOrNothing(found.row()));
        return commit.prepare(after(found.row()), "deleted", plan, difference);
    }

    /** The members are recorded ahead, so that the last transaction is a short one; it needs the group as it was then. */
    private Optional<Tombstone> inParts(
            ScimCall call, ResourceType type, String id, Precondition precondition, Departures.Gate gate) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Commit commit = new Commit(call, ids.next(), limits.memberChunk());
            StoredResource row = storage.read(
                    Share.of(call.connection()), session -> ResourceWriter.require(session, call, type, id));
            precondition.require(row);
            ObjectNode document = StoredJson.readOrNothing(row);
            Subject subject = Subject.of(row.type(), id, document);
            int parts = recordMembers(commit, row, subject);
            ChangePlan plan = ResourcePlans.deletion(document);
            Optional<Optional<Tombstone>> done = storage.write(Share.of(call.connection()), id, session -> {
                Optional<OwnedResource> now = session.resources()
                        .findOwned(row.connection(), row.type(), id)
                        .filter(found -> found.resource().version() == row.version());
                if (now.isEmpty()) {
                    commit.discard(session);
                    return Optional.empty();
                }
                Settled.require(call, now.get().connection());
                gate.pass(session, now.get());
                session.changes().append(commit.part(after(row), subject, "deleted", parts, true, plan.changes()));
                commit.writeLog(session, plan, MembershipDifference.none(), NO_CONTENT);
                return Optional.of(delete(session, call, now.get()));
            });
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw ScimException.of(
                503,
                "The resource kept changing while its deletion was being recorded, and was not deleted. Send the request"
                        + " again.");
    }

    /** @return how many parts the members took */
    private int recordMembers(Commit commit, StoredResource group, Subject subject) {
        Optional<String> after = Optional.empty();
        for (int part = 0;; part++) {
            Optional<String> from = after;
            List<String> values = storage
                    .read(Share.of(group.connection()),
                            session -> session.members().all(group, from, limits.memberChunk()))
                    .stream()
                    .map(member -> member.member().value())
                    .toList();
            if (values.isEmpty()) {
                return part;
            }
            ChangeRecord record = commit.part(
                    after(group), subject, "deleted", part, false, List.of(new Change.MembersRemoved(values)));
            storage.write(Share.of(group.connection()), group.id(), session -> {
                session.changes().append(record);
                return record;
            });
            after = Optional.of(values.getLast());
        }
    }

    private Optional<Tombstone> delete(WriteSession session, ScimCall call, OwnedResource owned) {
        StoredResource row = owned.resource();
        Departed departed = call.kind(row).isPerson()
                ? leave(session, call, owned)
                : new Departed(!session.members().groupIdsOf(row.connection(), row.id(), 1).isEmpty(), List.of());
        Optional<UserId> primary = LinksTold.primary(session, owned.connection(), row.id(), departed.linked());
        boolean isMember = departed.member();
        session.resources().delete(row, isMember);
        primary.ifPresent(was -> new LinksTold(call, ids, now()).gone(session, was, departed.linked()));
        return isMember ? Optional.of(new Tombstone(row.connection(), row.type(), row.id())) : Optional.empty();
    }

    private Departed leave(WriteSession session, ScimCall call, OwnedResource owned) {
        StoredResource row = owned.resource();
        PersonKey person = new PersonKey(row.connection(), row.id());
        DeletionPolicy policy = owned.connection().deletion();
        Optional<String> subject = call.atEndpoint() && policy.keeps()
                ? call.subject(call.kind(row).type(), StoredJson.readOrNothing(row))
                : Optional.empty();
        return subject.isPresent()
                ? session.identities().keep(person, call.kept(subject.get()), policy.until(now()))
                : session.identities().retire(person);
    }

    private StoredResource after(StoredResource row) {
        return new StoredResource(
                row.connection(),
                row.type(),
                row.id(),
                row.version() + 1,
                row.created(),
                now(),
                row.membership(),
                row.document());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

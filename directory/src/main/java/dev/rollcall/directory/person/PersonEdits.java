package dev.rollcall.directory.person;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.resource.Precondition;
import dev.rollcall.directory.resource.ResourceEdits;
import dev.rollcall.directory.resource.ResourceEdits.Alongside;
import dev.rollcall.directory.resource.ResourceEdits.Edited;
import dev.rollcall.directory.resource.ResourceEdits.OvertakenException;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.ScimException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes people from inside the house.
 *
 * <p>Guarantees: what the mapping writes goes into the SCIM document, with a new version, so that the identity provider's next
 * read shows it; everything else goes into the overlay and moves no version. Both are one transaction with one change record,
 * and with the row of the caller's audit trail.
 * An edit of which something is refused changes nothing.
 */
public final class PersonEdits {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int ATTEMPTS = 4;

    private final People people;
    private final ResourceEdits edits;

    public PersonEdits(People people) {
        this.people = people;
        this.edits = people.resources().edits();
    }

    /** A person and by what that one is seen, in one snapshot. */
    private record Known(Person person, PersonSettings settings) {}

    /**
     * Changes a person as a PATCH body of the management API says: only what is in it, metadata merged at its first level, null
     * takes away.
     *
     * @return the profile afterwards; empty when there is no such person
     * @throws DirectoryException when something of it is refused
     * @throws ScimException when the document would not be valid, or the userName is somebody else's (409)
     */
    public Optional<ObjectNode> patch(PersonCaller caller, UserId userId, ObjectNode body) {
        Optional<Person> found = find(caller, userId).map(Known::person);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Person person = found.get();
        ProfileChange change = ProfileChange.of(body, person.connection(), people.clock().instant());
        try {
            edit(caller, person, change);
        } catch (ScimException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
        return profile(caller, person.account());
    }

    private void edit(PersonCaller caller, Person person, ProfileChange change) {
        ScimCall call = call(caller, person.connection());
        PersonKey account = person.account();
        edits.edit(call, call.types().user(), account.id(), new ResourceEdits.Editor<Known>() {
            @Override
            public Known read(ReadSession session, StoredResource row) {
                return new Known(
                        new PersonReader(session, people.settings()).people(person.connection(), List.of(row))
                                .getFirst(),
                        people.settings().of(session, person.connection()));
            }

            @Override
            public Edited edit(ScimCall settled, StoredResource row, ObjectNode document, Known known) {
                PersonPlan.Planned planned = planner(settled, known.settings)
                        .edit(account, document, known.person.overlay(), change);
                return audit(caller).changed(known.settings, known.person, planned);
            }
        });
    }

    /**
     * Creates a person as a POST body of the management API says.
     *
     * @return the profile
     * @throws DirectoryException when there is no such connection, when something is refused, or when somebody has that
     *     {@code user_id} or userName
     */
    public ObjectNode create(PersonCaller caller, ObjectNode body) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return createOnce(caller, body);
            } catch (OvertakenException settingsChanged) {
                // It was planned by a mapping that is not in force any more.
            } catch (ScimException e) {
                if (e.status() == CONFLICT) {
                    throw exists(e.detail());
                }
                throw e;
            }
        }
        throw ScimException.of(503, "The connection's settings kept changing. Try again in a few seconds.");
    }

    /** The connection that a body names, and by what its people are made. */
    private record Into(Connection connection, PersonSettings settings) {}

    private ObjectNode createOnce(PersonCaller caller, ObjectNode body) {
        Into into = people.storage()
                .read(caller.share(), session -> session.connections()
                        .named(body.path("connection").asString(""))
                        .map(named -> new Into(named, people.settings().of(session, named))))
                .orElseThrow(() -> new DirectoryException(Kind.INVALID,
                        "The connection does not exist. Name one in \"connection\" by its name."));
        Connection connection = into.connection;
        ScimCall call = call(caller, connection);
        ProfileChange change = ProfileChange.of(body, connection, people.clock().instant());
        PersonPlan.Creation creation = planner(call, into.settings).create(connection, change);
        StoredResource row = edits.create(call, call.types().user(), creation.document(), created -> {
            Alongside noted = audit(caller).made(into.settings, connection, created, creation.overlay());
            return (session, made) -> {
                creation.wanted()
                        .filter(wanted -> !session.identities()
                                .holder(connection.id(), wanted)
                                .equals(Optional.of(made.id())))
                        .ifPresent(taken -> {
                            throw exists("The user_id " + UserId.of(connection, taken) + " is or was somebody's.");
                        });
                return into.settings.makesLike(people.inForce(session, connection))
                        && (creation.overlay().sameAs(Overlay.NONE)
                                || session.overlays()
                                        .put(creation.overlay().next(new PersonKey(connection.id(), made.id()))))
                        && noted.write(session, made);
            };
        });
        return profile(caller, new PersonKey(connection.id(), row.id())).orElseThrow();
    }

    private static DirectoryException exists(String why) {
        return new DirectoryException(Kind.TAKEN, "The user already exists. " + why);
    }

    /**
     * Says that whatever sessions the person has are to end: the profile shows since when, and a committed change says so.
     *
     * @return whether there is such a person
     */
    public boolean revokeAccess(PersonCaller caller, UserId userId) {
        return find(caller, userId).map(Known::person).map(person -> {
            edit(caller, person, ProfileChange.revocation(people.clock().instant()));
            return person;
        }).isPresent();
    }

    /** Deletes a person and the SCIM resource for good, or what is kept of one who is deleted. @return whether there was one */
    public boolean delete(PersonCaller caller, UserId userId) {
        Optional<Known> found = find(caller, userId);
        if (found.isEmpty()) {
            return forgotten(caller, userId);
        }
        Person person = found.get().person;
        try {
            people.resources()
                    .delete(call(caller, person.connection()), person.connection().types().user(), person.row().id(),
                            Precondition.none(), audit(caller).deleted(found.get().settings, person));
            return true;
        } catch (ScimException e) {
            if (e.status() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private boolean forgotten(PersonCaller caller, UserId userId) {
        return people.storage()
                .read(caller.share(), session -> session.connections().named(userId.connection()))
                .filter(userId::isOf)
                .filter(connection -> people.storage()
                        .write(caller.share(), connection.id().value(), session -> {
                            boolean forgotten = session.identities().forgetKept(connection.id(), userId.subject());
                            if (forgotten) {
                                audit(caller).forgotten(session, connection, userId);
                            }
                            return forgotten;
                        }))
                .isPresent();
    }

    private PersonPlan planner(ScimCall call, PersonSettings settings) {
        return new PersonPlan(call, settings, people.limits(), people.clock().instant());
    }

    private ScimCall call(PersonCaller caller, Connection connection) {
        return caller.call(connection, people.turns(), people.clock().instant());
    }

    private PersonAudit audit(PersonCaller caller) {
        return new PersonAudit(caller.trail(), people.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private Optional<Known> find(PersonCaller caller, UserId userId) {
        return people.storage()
                .read(caller.share(), session -> new PersonReader(session, people.settings())
                        .find(userId)
                        .map(person -> new Known(person, people.settings().of(session, person.connection()))));
    }

    private Optional<ObjectNode> profile(PersonCaller caller, PersonKey account) {
        return people.storage()
                .read(caller.share(), session -> new PersonReader(session, people.settings())
                        .find(account)
                        .map(person -> new ProfileJson(
                                people.settings().of(session, person.connection()), people.clock().instant())
                                .of(person)));
    }
}

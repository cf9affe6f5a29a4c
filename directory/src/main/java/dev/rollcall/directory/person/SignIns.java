package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.person.SignInAnswer.Found;
import dev.rollcall.directory.person.SignInAnswer.Reason;
import dev.rollcall.directory.resource.ResourceEdits;
import dev.rollcall.directory.resource.ResourceEdits.Edited;
import dev.rollcall.directory.resource.ResourceEdits.OvertakenException;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.ScimException;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says who has signed in, and whether that person is let in.
 *
 * <p>Guarantees: nobody outside the connection is found. Whoever is refused leaves nothing behind. The identity is noted in the
 * same transaction as what the sign-in writes, so that two first sign-ins at once make one person. A sign-in that says
 * something that cannot be kept is let in all the same, and it is said what was left out.
 */
public final class SignIns {
    private static final ResourceType USER = StandardSchemas.user();
    private static final int ATTEMPTS = 4;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final People people;
    private final ResourceEdits edits;

    public SignIns(People people) {
        this.people = people;
        this.edits = people.resources().edits();
    }

    /** What is known of whoever signs in. */
    private record Known(
            PersonSettings settings, SignInLookup.Result found, Overlay overlay, Reason reason,
            Optional<Person> primary) {}

    /**
     * Takes a sign-in in.
     *
     * @throws ScimException 503 when others kept changing the person
     */
    public SignInAnswer signIn(PersonCaller caller, Connection connection, SignIn signIn) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Known known = people.storage().read(caller.share(), session -> known(session, connection, signIn));
            if (known.reason != Reason.ALLOWED) {
                return refused(caller, connection, known);
            }
            Optional<SignInAnswer> answer = known.found.row().isPresent()
                    ? returned(caller, connection, signIn, known)
                    : made(caller, connection, signIn, known, attempt > 0);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw ScimException.of(503, "The person kept changing while the sign-in was being taken in. Try again in a few"
                + " seconds.");
    }

    private Known known(ReadSession session, Connection connection, SignIn signIn) {
        PersonSettings settings = people.settings().of(session, connection);
        SignInLookup.Result found = new SignInLookup(session, connection, settings).find(signIn);
        if (found.row().isEmpty()) {
            Reason reason = found.ambiguous()
                    ? Reason.AMBIGUOUS
                    : settings.signIn().creates() ? Reason.ALLOWED : Reason.UNKNOWN;
            return new Known(settings, found, Overlay.NONE, reason, Optional.empty());
        }
        StoredResource row = found.row().get();
        PersonKey account = new PersonKey(row.connection(), row.id());
        Overlay overlay = Overlay.of(session.overlays().find(account));
        Optional<Person> primary = session.identities()
                .primary(account)
                .flatMap(new PersonReader(session)::find);
        return new Known(settings, found, overlay, reason(row, overlay, primary), primary);
    }

    private Reason reason(StoredResource row, Overlay overlay, Optional<Person> primary) {
        if (!active(row)) {
            return Reason.INACTIVE;
        }
        if (overlay.blocks(now())) {
            return Reason.BLOCKED;
        }
        return primary.filter(person -> !active(person.row()) || person.overlay().blocks(now())).isPresent()
                ? Reason.PRIMARY_BLOCKED
                : Reason.ALLOWED;
    }

    private static boolean active(StoredResource row) {
        return ProfileJson.document(row).path("active").asBoolean(true);
    }

    private SignInAnswer refused(PersonCaller caller, Connection connection, Known known) {
        return new SignInAnswer(
                known.reason,
                known.found.how(),
                known.found.row().flatMap(row -> profile(caller, connection, row.id())),
                Map.of());
    }

    /** Somebody who is there. Empty when the person has moved on and is to be looked at anew. */
    private Optional<SignInAnswer> returned(
            PersonCaller caller, Connection connection, SignIn signIn, Known known) {
        StoredResource found = known.found.row().orElseThrow();
        Map<String, String> ignored = new HashMap<>();
        try {
            edit(caller, connection, signIn, known, true, ignored);
        } catch (ScimException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            if (e.status() >= 500) {
                throw e;
            }
            // What was said cannot be kept in the document; that is no reason to keep the person out.
            ignored.clear();
            signIn.said().propertyNames().forEach(name -> ignored.put(name, e.detail()));
            edit(caller, connection, signIn, known, false, new HashMap<>());
        }
        return profile(caller, connection, found.id())
                .map(profile -> new SignInAnswer(Reason.ALLOWED, known.found.how(), Optional.of(profile), ignored));
    }

    private void edit(
            PersonCaller caller, Connection connection, SignIn signIn, Known known, boolean writes,
            Map<String, String> ignored) {
        ScimCall call = caller.call(connection, people.turns(), now());
        PersonKey account = new PersonKey(connection.id(), known.found.row().orElseThrow().id());
        PersonPlan plan = new PersonPlan(call, known.settings, people.limits(), now());
        SignInEdit signInEdit = new SignInEdit(known.settings, call.dialect(), now());
        edits.edit(call, USER, account.id(), new ResourceEdits.Editor<Overlay>() {
            @Override
            public Overlay read(ReadSession session, StoredResource row) {
                return Overlay.of(session.overlays().find(account));
            }

            @Override
            public Edited edit(StoredResource row, ObjectNode document, Overlay overlay) {
                SignIn taken = writes
                        ? signIn
                        : new SignIn(signIn.subject(), JsonNodeFactory.instance.objectNode(), signIn.address());
                SignInEdit.Result result = signInEdit.of(document, overlay, taken);
                ignored.putAll(result.ignored());
                Edited edited = plan.edited(account, document, result.document(), overlay, result.overlay());
                return new Edited(edited.plan(), edited.beside(),
                        (session, now) -> noted(known, session, account, signIn)
                                && edited.alongside().write(session, now));
            }
        });
    }

    /** A subject that is a person's for ever is noted; a userName may become somebody else's. */
    private static boolean noted(
            Known known, WriteSession session, PersonKey account, SignIn signIn) {
        return known.settings.userId() == UserIdAttribute.USER_NAME
                || !UserIdAttribute.isSubject(signIn.subject())
                || session.identities().add(account, signIn.subject());
    }

    /** Somebody new. Empty when somebody else was quicker. */
    private Optional<SignInAnswer> made(
            PersonCaller caller, Connection connection, SignIn signIn, Known known, boolean again) {
        ScimCall call = caller.call(connection, people.turns(), now());
        SignInEdit.Result result = new SignInEdit(known.settings, call.dialect(), now())
                .of(JsonNodeFactory.instance.objectNode(), Overlay.NONE, signIn);
        ObjectNode document = result.document().deepCopy();
        document.put(known.settings.userId().attribute(), signIn.subject());
        PersonPlan.named(document, names(signIn));
        if (again) {
            // The name is somebody's whom no rule adopts.
            document.put("userName", signIn.subject());
        }
        try {
            StoredResource row = edits.create(call, USER, document, (session, made) -> {
                PersonKey account = new PersonKey(connection.id(), made.id());
                return noted(known, session, account, signIn)
                        && session.overlays().put(result.overlay().next(account));
            });
            return profile(caller, connection, row.id())
                    .map(profile -> new SignInAnswer(
                            Reason.ALLOWED, Found.CREATED, Optional.of(profile), result.ignored()));
        } catch (OvertakenException overtaken) {
            return Optional.empty();
        } catch (ScimException e) {
            if (e.status() == CONFLICT && !again) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<String> names(SignIn signIn) {
        return signIn.says("upn")
                .or(() -> signIn.says("preferred_username"))
                .or(() -> signIn.says("email"))
                .or(() -> Optional.of(signIn.subject()));
    }

    /** Of the primary account when this one is linked to it. */
    private Optional<ObjectNode> profile(PersonCaller caller, Connection connection, String id) {
        return people.storage().read(caller.share(), session -> {
            PersonReader reader = new PersonReader(session);
            return session.identities()
                    .primary(new PersonKey(connection.id(), id))
                    .flatMap(reader::find)
                    .or(() -> reader.find(connection, id))
                    .map(person -> new ProfileJson(people.settings().of(session, person.connection()), now())
                            .of(person));
        });
    }

    private Instant now() {
        return people.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

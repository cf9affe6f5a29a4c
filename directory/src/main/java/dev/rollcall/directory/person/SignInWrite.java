package dev.rollcall.directory.person;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.person.SignInAnswer.Found;
import dev.rollcall.directory.person.SignInAnswer.Reason;
import dev.rollcall.directory.person.SignInKnown.Written;
import dev.rollcall.directory.resource.ResourceEdits;
import dev.rollcall.directory.resource.ResourceEdits.Alongside;
import dev.rollcall.directory.resource.ResourceEdits.Edited;
import dev.rollcall.directory.resource.ResourceEdits.OvertakenException;
import dev.rollcall.directory.resource.ScimCall;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.ScimException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one sign-in of somebody who is let in by what one snapshot says. Inside the write it is looked once more whether that
 * still holds: whom the provider calls by the subject, and whether the person is let in.
 */
final class SignInWrite {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final People people;
    private final PersonCaller caller;
    private final Connection connection;
    private final SignIn signIn;
    private final SignInKnown known;
    private final ResourceEdits edits;

    SignInWrite(People people, PersonCaller caller, Connection connection, SignIn signIn, SignInKnown known) {
        this.people = people;
        this.caller = caller;
        this.connection = connection;
        this.signIn = signIn;
        this.known = known;
        this.edits = people.resources().edits();
    }

    /** Whoever signs in is somebody else by now, or not let in any more; nothing was written. To be looked at anew. */
    private static final class MovedOnException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MovedOnException() {
            super("Whoever signs in has moved on.", null, false, false);
        }
    }

    /** Somebody who is there. Empty when the person has moved on and is to be looked at anew. */
    Optional<Written> returned() {
        Map<String, String> ignored = new HashMap<>();
        try {
            try {
                edit(signIn.said(), ignored);
            } catch (ScimException | DirectoryException e) {
                // What was said cannot be kept; that is no reason to keep the person out.
                ignored.clear();
                ignored.putAll(everything(reason(e)));
                edit(NOTHING, new HashMap<>());
            }
        } catch (MovedOnException movedOn) {
            return Optional.empty();
        }
        return Optional.of(new Written(known.found().row().orElseThrow().id(), known.found().how(), ignored));
    }

    /** What is said to whoever signs in of a refusal; one that has nothing to do with what was said is thrown on. */
    private static String reason(RuntimeException refusal) {
        if (refusal instanceof ScimException scim) {
            if (scim.status() == NOT_FOUND) {
                throw new MovedOnException();
            }
            if (scim.status() >= 500) {
                throw scim;
            }
            return scim.detail();
        }
        return String.valueOf(refusal.getMessage());
    }

    private Map<String, String> everything(String reason) {
        Map<String, String> ignored = new HashMap<>();
        signIn.said().propertyNames().forEach(name -> ignored.put(name, reason));
        return ignored;
    }

    /** What belongs to a person at the moment at which the sign-in is written. */
    private record Beside(Overlay overlay, Optional<Person> primary) {}

    private void edit(ObjectNode said, Map<String, String> ignored) {
        ScimCall call = caller.call(connection, people.turns(), now());
        PersonKey account = new PersonKey(connection.id(), known.found().row().orElseThrow().id());
        SignInEdit signInEdit = new SignInEdit(known.settings(), call.dialect(), people.limits(), now());
        SignIn taken = new SignIn(signIn.subject(), said, signIn.address());
        edits.edit(call, call.types().user(), account.id(), new ResourceEdits.Editor<Beside>() {
            @Override
            public Beside read(ReadSession session, StoredResource row) {
                return new Beside(Overlay.of(session.overlays().find(account)),
                        SignInAccess.primary(session, people.settings(), account));
            }

            @Override
            public Edited edit(ScimCall settled, StoredResource row, ObjectNode document, Beside beside) {
                requireAllowed(row, beside.overlay, beside.primary);
                if (known.found().adopts() && beside.overlay.signIn().isPresent()) {
                    // Another sign-in was quicker, and this one may be somebody else's.
                    throw new MovedOnException();
                }
                SignInEdit.Result result = signInEdit.of(document, beside.overlay, taken);
                ignored.putAll(result.ignored());
                Edited edited = new PersonPlan(settled, known.settings(), people.limits(), now())
                        .edited(account, document, result.document(), beside.overlay, result.overlay());
                return new Edited(edited.plan(), edited.beside(), (session, now) -> {
                    // The row and the overlay are checked by their versions; the primary account is another one's row.
                    beside.primary.ifPresent(
                            _ -> requireAllowed(row, beside.overlay,
                                    SignInAccess.primary(session, people.settings(), account)));
                    requireStillMeant(session, Optional.empty());
                    if (!edited.alongside().write(session, now)) {
                        return false;
                    }
                    // Behind it: what says that it has written nothing is not taken back.
                    note(session, account);
                    return true;
                });
            }
        });
    }

    /** Access that has ended since it was looked up is looked up again, and refused then. */
    private void requireAllowed(StoredResource row, Overlay overlay, Optional<Person> primary) {
        if (SignInAccess.of(row, overlay, primary, now()) != Reason.ALLOWED) {
            throw new MovedOnException();
        }
    }

    /** Whoever was provisioned while a first sign-in was being taken in is the one whom it means. */
    private void requireStillMeant(WriteSession session, Optional<String> made) {
        if (known.found().how() == Found.IDENTITY) {
            return;
        }
        Set<String> named = new HashSet<>(
                new SignInLookup(session, connection, known.settings(), people.reKeyedSince()).named(signIn));
        made.ifPresent(named::remove);
        if (!named.equals(known.found().named())) {
            throw new MovedOnException();
        }
    }

    /**
     * A subject that is a person's for ever is noted; a userName may become somebody else's, unless it was adopted by, and what
     * somebody was called by before people were re-keyed is on its way out.
     */
    private void note(WriteSession session, PersonKey account) {
        boolean notes = switch (known.settings().userId()) {
            case EXTERNAL_ID -> known.found().how() != Found.IDENTITY && known.found().how() != Found.FORMER_ATTRIBUTE;
            case USER_NAME -> known.found().adopts();
        };
        if (notes
                && UserIdAttribute.isSubject(signIn.subject())
                && !session.identities().add(account, signIn.subject())
                && !isCalledSoInsteadOfSomebodyGone(session)) {
            throw new MovedOnException();
        }
    }

    /** The subject is one of somebody who is deleted and kept, and the provider says by now that it is this person's. */
    private boolean isCalledSoInsteadOfSomebodyGone(ReadSession session) {
        return known.found().how() == Found.USER_ID_ATTRIBUTE
                && session.identities()
                        .signedInAs(connection.id(), signIn.subject())
                        .flatMap(holder -> session.resources().find(connection.id(), PersonReader.USER, holder))
                        .isEmpty();
    }

    /** Somebody new. Empty when somebody else was quicker. */
    Optional<Written> made(boolean again) {
        try {
            try {
                return Optional.of(made(again, signIn.said()));
            } catch (ScimException | DirectoryException e) {
                if (e instanceof ScimException scim && scim.status() == CONFLICT || signIn.said().isEmpty()) {
                    throw e;
                }
                Map<String, String> ignored = everything(reason(e));
                return Optional.of(new Written(made(again, NOTHING).id(), Found.CREATED, ignored));
            }
        } catch (OvertakenException | MovedOnException overtaken) {
            return Optional.empty();
        } catch (ScimException e) {
            if (e.status() == CONFLICT && !again) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Written made(boolean again, ObjectNode said) {
        ScimCall call = caller.call(connection, people.turns(), now());
        PersonPlan plan = new PersonPlan(call, known.settings(), people.limits(), now());
        SignInEdit.Result result = new SignInEdit(known.settings(), call.dialect(), people.limits(), now())
                .of(JsonNodeFactory.instance.objectNode(), Overlay.NONE,
                        new SignIn(signIn.subject(), said, signIn.address()));
        ObjectNode document = result.document().deepCopy();
        document.put(known.settings().userId().attribute(), signIn.subject());
        PersonPlan.named(document, names());
        if (again) {
            // The name is somebody's whom no rule adopts.
            document.put("userName", signIn.subject());
        }
        plan.requireFits(Overlay.NONE, result.overlay());
        PersonAudit audit = new PersonAudit(caller.trail(), now());
        StoredResource row = edits.create(call, call.types().user(), document, first -> {
            Alongside noted = audit.made(known.settings(), connection, first, result.overlay());
            return (session, created) -> {
                PersonKey account = new PersonKey(connection.id(), created.id());
                if (!known.settings().makesLike(people.inForce(session, connection))) {
                    throw new MovedOnException();
                }
                requireStillMeant(session, Optional.of(created.id()));
                note(session, account);
                return session.overlays().put(result.overlay().next(account)) && noted.write(session, created);
            };
        });
        return new Written(row.id(), Found.CREATED, result.ignored());
    }

    private Optional<String> names() {
        return signIn.says("upn")
                .or(() -> signIn.says("preferred_username"))
                .or(() -> signIn.says("email"))
                .or(() -> Optional.of(signIn.subject()));
    }

    private Instant now() {
        return people.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

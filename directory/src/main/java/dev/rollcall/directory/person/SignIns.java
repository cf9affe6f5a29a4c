package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.person.SignInAnswer.Reason;
import dev.rollcall.directory.person.SignInKnown.Written;
import dev.rollcall.directory.storage.KeptSubject;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.ScimException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says who has signed in, and whether that person is let in.
 *
 * <p>Guarantees: nobody outside the connection is found. Whoever is refused leaves nothing behind. The identity is noted in the
 * same transaction as what the sign-in writes, in which it is looked once more whom the provider calls by the subject, so that
 * first sign-ins at once, and one beside a SCIM POST of the same person, make one person. Whoever was blocked or deactivated
 * before the sign-in was written is refused. A sign-in that says something that cannot be kept is let in all the same, and it
 * is said what was left out.
 */
public final class SignIns {
    private static final int ATTEMPTS = 4;

    private final People people;

    public SignIns(People people) {
        this.people = people;
    }

    /**
     * Takes a sign-in in.
     *
     * @throws ScimException 503 when others kept changing the person
     */
    public SignInAnswer signIn(PersonCaller caller, Connection connection, SignIn signIn) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            SignInKnown known = people.storage().read(caller.share(), session -> known(session, connection, signIn));
            if (known.reason() != Reason.ALLOWED) {
                return refused(caller, connection, known);
            }
            SignInWrite write = new SignInWrite(people, caller, connection, signIn, known);
            Optional<Written> written = known.found().row().isPresent() ? write.returned() : write.made(attempt > 0);
            Optional<SignInAnswer> answer = written.flatMap(done -> profile(caller, connection, done.id())
                    .map(profile -> new SignInAnswer(
                            Reason.ALLOWED, done.found(), Optional.of(profile), done.ignored())));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw ScimException.of(503, "The person kept changing while the sign-in was being taken in. Try again in a few"
                + " seconds.");
    }

    private SignInKnown known(ReadSession session, Connection connection, SignIn signIn) {
        PersonSettings settings = people.inForce(session, connection);
        SignInLookup.Result found = new SignInLookup(session, connection, settings, people.reKeyedSince())
                .find(signIn);
        // Nobody new is made, and nobody else adopted, by the identity of somebody who is deleted and may come back.
        if ((found.row().isEmpty() || found.adopts())
                && session.identities()
                        .kept(connection.id(),
                                new KeptSubject(settings.userId().attribute(), signIn.subject()))) {
            return new SignInKnown(settings, SignInLookup.Result.nobody(Optional.empty(), found.named()),
                    Reason.DELETED);
        }
        if (found.row().isEmpty()) {
            Reason reason = found.refusal()
                    .orElse(settings.signIn().creates() ? Reason.ALLOWED : Reason.UNKNOWN);
            return new SignInKnown(settings, found, reason);
        }
        StoredResource row = found.row().get();
        PersonKey account = new PersonKey(row.connection(), row.id());
        Overlay overlay = Overlay.of(session.overlays().find(account));
        return new SignInKnown(settings, found,
                SignInAccess.of(row, overlay, SignInAccess.primary(session, people.settings(), account), now()));
    }

    private SignInAnswer refused(PersonCaller caller, Connection connection, SignInKnown known) {
        return new SignInAnswer(
                known.reason(),
                known.found().how(),
                known.found().row().flatMap(row -> profile(caller, connection, row.id())),
                Map.of());
    }

    /** Of the primary account when this one is linked to it. */
    private Optional<ObjectNode> profile(PersonCaller caller, Connection connection, String id) {
        return people.storage().read(caller.share(), session -> {
            PersonReader reader = new PersonReader(session, people.settings());
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

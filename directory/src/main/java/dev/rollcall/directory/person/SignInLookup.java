package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.person.SignInAnswer.Found;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Condition.Comparator;
import dev.rollcall.directory.storage.IndexColumn;
import dev.rollcall.directory.storage.IndexText;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.scim.text.Folding;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds whom a sign-in means, in one connection.
 *
 * <p>Guarantees: an identity that a sign-in has used finds the same person for ever, whatever becomes of the externalId. A
 * {@code userName} of SAML finds whoever has it now, because providers give it to others after a rename. Somebody is adopted
 * only if no sign-in has found that person before, so that nobody comes into another one's account by a name or an address that
 * was given on.
 */
final class SignInLookup {
    /** People with one externalId who are looked at. */
    private static final int ALIKE = 20;
    private static final int BYTES = 4 << 20;

    private final ReadSession session;
    private final Connection connection;
    private final PersonSettings settings;

    /** Whoever was found; a person is there unless nobody was, or several. */
    record Result(Found how, Optional<StoredResource> row, boolean ambiguous) {
        private static final Result NOBODY = new Result(Found.NOBODY, Optional.empty(), false);
        private static final Result SEVERAL = new Result(Found.NOBODY, Optional.empty(), true);

        static Result of(Found how, StoredResource row) {
            return new Result(how, Optional.of(row), false);
        }
    }

    SignInLookup(ReadSession session, Connection connection, PersonSettings settings) {
        this.session = session;
        this.connection = connection;
        this.settings = settings;
    }

    Result find(SignIn signIn) {
        Optional<StoredResource> known = session.identities()
                .signedInAs(connection.id(), signIn.subject())
                .flatMap(id -> session.resources().find(connection.id(), PersonReader.USER, id));
        if (known.isPresent()) {
            return Result.of(Found.IDENTITY, known.get());
        }
        List<StoredResource> named = switch (settings.userId()) {
            case EXTERNAL_ID -> withExternalId(signIn.subject());
            case USER_NAME -> withUserName(signIn.subject());
        };
        if (named.size() == 1) {
            return Result.of(Found.USER_ID_ATTRIBUTE, named.getFirst());
        }
        return named.isEmpty() ? adopted(signIn) : first(signIn, named);
    }

    /** Of several people with one externalId, it is the one who has it in the user id. */
    private Result first(SignIn signIn, List<StoredResource> named) {
        return session.identities()
                .holder(connection.id(), signIn.subject())
                .flatMap(id -> named.stream().filter(row -> row.id().equals(id)).findFirst())
                .map(row -> Result.of(Found.USER_ID_ATTRIBUTE, row))
                .orElse(Result.SEVERAL);
    }

    private Result adopted(SignIn signIn) {
        for (SignInRules.Adoption rule : settings.signIn().adoption()) {
            List<StoredResource> candidates = switch (rule) {
                case EXTERNAL_ID -> withExternalId(signIn.subject());
                case USER_NAME -> names(signIn).flatMap(name -> withUserName(name).stream()).distinct().toList();
                case VERIFIED_EMAIL -> signIn.says("email")
                        .filter(settings.signIn()::vouchesFor)
                        .map(this::withEmail)
                        .orElse(List.of());
            };
            List<StoredResource> free = candidates.stream().filter(this::neverSignedIn).toList();
            if (free.size() == 1 && candidates.size() == 1) {
                return Result.of(how(rule), free.getFirst());
            }
        }
        return Result.NOBODY;
    }

    private static Found how(SignInRules.Adoption rule) {
        return switch (rule) {
            case EXTERNAL_ID -> Found.EXTERNAL_ID;
            case USER_NAME -> Found.USER_NAME;
            case VERIFIED_EMAIL -> Found.EMAIL;
        };
    }

    private static Stream<String> names(SignIn signIn) {
        return Stream.concat(
                Stream.of("upn", "preferred_username", "username")
                        .flatMap(attribute -> signIn.says(attribute).stream()),
                Stream.of(signIn.subject()))
                .distinct();
    }

    private boolean neverSignedIn(StoredResource row) {
        PersonKey account = new PersonKey(row.connection(), row.id());
        return session.identities().furtherSubjects(row.connection(), row.id(), 1).isEmpty()
                && Overlay.of(session.overlays().find(account)).signIn().isEmpty();
    }

    private List<StoredResource> withExternalId(String subject) {
        return rows(new Condition.Text(IndexColumn.EXTERNAL_ID, Comparator.EQ, IndexText.cut(subject)),
                row -> UserIdAttribute.EXTERNAL_ID.value(ProfileJson.document(row)).equals(Optional.of(subject)));
    }

    /** Compared without regard to case, as a userName is unique so. */
    private List<StoredResource> withUserName(String name) {
        String folded = Folding.fold(name);
        return rows(new Condition.Text(IndexColumn.UNIQUE_KEY, Comparator.EQ, IndexText.cut(folded)),
                row -> UserIdAttribute.USER_NAME.value(ProfileJson.document(row))
                        .map(Folding::fold)
                        .equals(Optional.of(folded)));
    }

    private List<StoredResource> withEmail(String email) {
        return rows(new Condition.Entry("emails.value", Comparator.EQ, IndexText.cut(Folding.fold(email)), List.of()),
                row -> true);
    }

    private List<StoredResource> rows(Condition condition, Predicate<StoredResource> exact) {
        return session.resources()
                .list(new ResourceQuery(connection.id(), PersonReader.USER, condition, IndexColumn.ID, false,
                        Optional.empty(), 0, ALIKE), BYTES)
                .resources()
                .stream()
                .filter(exact)
                .toList();
    }
}

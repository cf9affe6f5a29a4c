package dev.rollcall.directory.person;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.person.SignInAnswer.Found;
import dev.rollcall.directory.person.SignInAnswer.Reason;
import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.Condition.Comparator;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.text.IndexText;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.scim.text.Folding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds whom a sign-in means, in one connection.
 *
 * <p>Guarantees: an identity that a sign-in has used finds the same person for ever, whatever becomes of the externalId. A
 * {@code userName} of SAML finds whoever has it now, because providers give it to others after a rename. Whoever is adopted is
 * known by that sign-in's subject from then on. Somebody is adopted only if no sign-in has found that person before, so that nobody comes into another one's account by a name or an address that
 * was given on.
 */
final class SignInLookup {
    /** People with one externalId who are looked at. */
    private static final int ALIKE = 20;
    private static final int BYTES = 4 << 20;

    private final ReadSession session;
    private final Connection connection;
    private final PersonSettings settings;
    private final Instant reKeyedSince;

    /**
     * Whoever was found; a person is there unless nobody was, or several.
     *
     * @param refusal why nobody may be made of the sign-in although nobody was found
     * @param named the ids of all whom the user-id attribute's index calls by the subject
     */
    record Result(Found how, Optional<StoredResource> row, Optional<Reason> refusal, Set<String> named) {
        static Result of(Found how, StoredResource row, Set<String> named) {
            return new Result(how, Optional.of(row), Optional.empty(), named);
        }

        static Result nobody(Optional<Reason> refusal, Set<String> named) {
            return new Result(Found.NOBODY, Optional.empty(), refusal, named);
        }

        /** Whether somebody was found by what may be another one's too, and is to be known by the subject from now on. */
        boolean adopts() {
            return how == Found.EXTERNAL_ID || how == Found.USER_NAME || how == Found.EMAIL;
        }
    }

    /** @param reKeyedSince what people were called before they were re-keyed counts no more when that has ended before */
    SignInLookup(ReadSession session, Connection connection, PersonSettings settings, Instant reKeyedSince) {
        this.reKeyedSince = reKeyedSince;
        this.session = session;
        this.connection = connection;
        this.settings = settings;
    }

    Result find(SignIn signIn) {
        List<StoredResource> called = rows(called(signIn.subject()));
        Set<String> named = called.stream().map(StoredResource::id).collect(Collectors.toUnmodifiableSet());
        List<StoredResource> exactly = called.stream().filter(row -> isCalled(row, signIn.subject())).toList();
        Optional<StoredResource> known = session.identities()
                .signedInAs(connection.id(), signIn.subject())
                .flatMap(id -> session.resources().find(connection.id(), PersonReader.USER, id));
        // A userName is whoever's it is now: what a sign-in once found by it comes second.
        if (known.isPresent() && (settings.userId() == UserIdAttribute.EXTERNAL_ID || exactly.isEmpty())) {
            return Result.of(Found.IDENTITY, known.get(), named);
        }
        if (exactly.size() == 1) {
            return Result.of(Found.USER_ID_ATTRIBUTE, exactly.getFirst(), named);
        }
        return exactly.isEmpty() ? otherwise(signIn, named) : first(signIn, exactly, named);
    }

    /** The ids of all whom the user-id attribute's index calls so; cheap enough for the inside of a write. */
    Set<String> named(SignIn signIn) {
        return rows(called(signIn.subject())).stream().map(StoredResource::id).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * While people are being re-keyed, what they were called by before finds them as well. For a time afterwards it finds nobody,
     * and makes nobody either: a provider that still sends it would make everybody a second time.
     */
    private Result otherwise(SignIn signIn, Set<String> named) {
        Optional<ConnectionJob> reKeyed = session.jobs()
                .find(connection.id(), ConnectionJob.Kind.RE_KEY)
                .filter(job -> job.finishedAt().map(reKeyedSince::isBefore).orElse(true));
        List<StoredResource> former = reKeyed.flatMap(job -> UserIdAttribute.named(job.source()))
                .map(attribute -> switch (attribute) {
                    case EXTERNAL_ID -> withExternalId(signIn.subject());
                    case USER_NAME -> withUserName(signIn.subject());
                })
                .orElse(List.of());
        if (former.size() == 1 && reKeyed.filter(job -> job.finishedAt().isEmpty()).isPresent()) {
            return Result.of(Found.FORMER_ATTRIBUTE, former.getFirst(), named);
        }
        Result adopted = adopted(signIn, named);
        return adopted.row().isPresent() || former.isEmpty()
                ? adopted
                : Result.nobody(Optional.of(former.size() == 1 ? Reason.FORMER_SUBJECT : Reason.AMBIGUOUS), named);
    }

    private Condition called(String subject) {
        return switch (settings.userId()) {
            case EXTERNAL_ID -> externalId(subject);
            case USER_NAME -> userName(subject);
        };
    }

    private boolean isCalled(StoredResource row, String subject) {
        return switch (settings.userId()) {
            case EXTERNAL_ID -> hasExternalId(row, subject);
            case USER_NAME -> hasUserName(row, subject);
        };
    }

    /** Of several people with one externalId, it is the one who has it in the user id. */
    private Result first(SignIn signIn, List<StoredResource> exactly, Set<String> named) {
        return session.identities()
                .holder(connection.id(), signIn.subject())
                .flatMap(id -> exactly.stream().filter(row -> row.id().equals(id)).findFirst())
                .map(row -> Result.of(Found.USER_ID_ATTRIBUTE, row, named))
                .orElseGet(() -> Result.nobody(Optional.of(Reason.AMBIGUOUS), named));
    }

    private Result adopted(SignIn signIn, Set<String> named) {
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
                return Result.of(how(rule), free.getFirst(), named);
            }
        }
        return Result.nobody(Optional.empty(), named);
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
        return !hasSignedIn(session, new PersonKey(row.connection(), row.id()));
    }

    /** Whether a sign-in has found that person. */
    static boolean hasSignedIn(ReadSession session, PersonKey account) {
        return !session.identities().furtherSubjects(account.connection(), account.id(), 1).isEmpty()
                || Overlay.of(session.overlays().find(account)).signIn().isPresent();
    }

    private List<StoredResource> withExternalId(String subject) {
        return rows(externalId(subject)).stream().filter(row -> hasExternalId(row, subject)).toList();
    }

    private static Condition externalId(String subject) {
        return new Condition.Text(IndexColumn.EXTERNAL_ID, Comparator.EQ, IndexText.cut(subject));
    }

    private static boolean hasExternalId(StoredResource row, String subject) {
        return UserIdAttribute.EXTERNAL_ID.value(ProfileJson.document(row)).equals(Optional.of(subject));
    }

    private List<StoredResource> withUserName(String name) {
        return rows(userName(name)).stream().filter(row -> hasUserName(row, name)).toList();
    }

    /** Compared without regard to case, as a userName is unique so. */
    private static Condition userName(String name) {
        return new Condition.Text(IndexColumn.UNIQUE_KEY, Comparator.EQ, IndexText.cut(Folding.fold(name)));
    }

    private static boolean hasUserName(StoredResource row, String name) {
        return UserIdAttribute.USER_NAME.value(ProfileJson.document(row))
                .map(Folding::fold)
                .equals(Optional.of(Folding.fold(name)));
    }

    private List<StoredResource> withEmail(String email) {
        return rows(new Condition.Entry("emails.value", Comparator.EQ, IndexText.cut(Folding.fold(email)), List.of()));
    }

    private List<StoredResource> rows(Condition condition) {
        return session.resources()
                .list(new ResourceQuery(connection.id(), PersonReader.USER, condition, IndexColumn.ID, false,
                        Optional.empty(), 0, ALIKE), BYTES)
                .resources();
    }
}

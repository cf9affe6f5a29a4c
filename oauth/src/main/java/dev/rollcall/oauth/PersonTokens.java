package dev.rollcall.oauth;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.access.IdTokens;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.identity.SignedIn;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Knows people by tokens of the issuer that signs them in to the product: by ID tokens, which prove a sign-in that has just been, and
 * by access tokens for the management API, which let people link accounts of their own.
 *
 * <p>Guarantees: only tokens of the configured issuer are believed, signed by one of its keys; an ID token is for one configured
 * client and none besides, and was issued lately; an access token is for this service's management API and has the scope {@code
 * update:current_user_identities}. Nothing is fetched for a token of another issuer or audience. Safe for use by many threads.
 */
final class PersonTokens implements IdTokens {
    /** How many access tokens are remembered that were good; of more, those that were not shown for the longest are forgotten. */
    static final int MEMORY = 10_000;

    private static final String AGAIN = " Have the person sign in to the second account once more, and send the ID token of that sign-in.";

    private record Trust(String issuer, Set<String> audiences, URI keySet, String claim, Duration age) {}

    private final Optional<Trust> trust;
    private final IssuerKeys issuers;
    private final TokenNames names;
    private final Clock clock;
    private final Memory<String, Boolean> good = new Memory<>(MEMORY);

    PersonTokens(SettingValues settings, IssuerKeys issuers, TokenNames names, Clock clock) {
        this.trust = settings.get(IdTokenSettings.ISSUER)
                .map(issuer -> new Trust(issuer, Set.copyOf(settings.get(IdTokenSettings.AUDIENCES)),
                        IdTokenSettings.keys(settings, issuer), settings.get(IdTokenSettings.USER_CLAIM),
                        settings.get(IdTokenSettings.AGE)));
        this.issuers = issuers;
        this.names = names;
        this.clock = clock;
    }

    @Override
    public SignedIn signedIn(String idToken) {
        if (trust.isEmpty()) {
            return IdTokens.none().signedIn(idToken);
        }
        try {
            return ofIdToken(trust.get(), idToken);
        } catch (BadTokenException e) {
            throw new DirectoryException(Kind.INVALID, "\"link_with\" is refused: " + e.sentence());
        }
    }

    /** Whether the text says that it is a token of the people's issuer; nothing of it is believed yet. */
    boolean claims(String bearerToken) {
        return trust.isPresent()
                && SignedToken.parse(bearerToken).filter(token -> token.has("iss", trust.get().issuer())).isPresent();
    }

    /** Whether this access token was good a while ago. */
    boolean remembers(String bearerToken) {
        return good.find(TokenDigest.of(bearerToken)).isPresent();
    }

    /**
     * Whose access token this is, and when it was issued.
     *
     * @throws BadTokenException when it is not good for the management API; the sentence begins in the middle of one
     */
    SignedIn ofAccessToken(String bearerToken) throws BadTokenException {
        Trust trusted = trust.orElseThrow(() -> new BadTokenException("no tokens of people are trusted here."));
        SignedToken token = SignedToken.parse(bearerToken)
                .filter(read -> read.type().map(Set.of("jwt", AccessTokens.TYPE)::contains).orElse(true))
                .filter(read -> read.has("iss", trusted.issuer()))
                .orElseThrow(() -> new BadTokenException("it is no access token of who signs people in."));
        if (!token.audiences().contains(names.management())) {
            throw new BadTokenException(
                    "its aud is not the management API. Ask the issuer for a token with the audience "
                            + names.management() + ".");
        }
        String scope = ManagementScope.UPDATE_CURRENT_USER_IDENTITIES.word();
        if (!Arrays.asList(token.text("scope").orElse("").split(" ", -1)).contains(scope)) {
            throw new BadTokenException("somebody who is signed in needs the scope " + scope
                    + " here. Ask the issuer for a token that has it.");
        }
        checkSignature(trusted, token, "Ask the issuer for a new one.");
        if (isExpired(token) || token.isEarly(clock.instant(), ClientAssertions.LEEWAY)) {
            throw new BadTokenException("it has expired, or is not valid yet. Ask the issuer for a new one.");
        }
        // Without it nobody knows whether the token is older than a revocation.
        Instant issuedAt = token.issuedAt()
                .orElseThrow(() -> new BadTokenException("it has no iat. Have the issuer say when it was issued."));
        SignedIn person = new SignedIn(user(trusted, token), issuedAt);
        good.put(TokenDigest.of(bearerToken), true);
        return person;
    }

    private SignedIn ofIdToken(Trust trusted, String text) throws BadTokenException {
        SignedToken token = SignedToken.parse(text)
                .filter(read -> read.type().map("jwt"::equals).orElse(true))
                .orElseThrow(() -> new BadTokenException("it is no ID token that is signed with RS, PS or ES. Send the"
                        + " id_token that the sign-in to the second account was answered with."));
        if (!token.has("iss", trusted.issuer())) {
            throw new BadTokenException("its iss is not the issuer of the setting " + IdTokenSettings.ISSUER.key()
                    + ". Send an ID token of that issuer, or have the operator correct the setting.");
        }
        if (token.audience().filter(trusted.audiences()::contains).isEmpty()) {
            throw new BadTokenException("its aud is not one of the setting " + IdTokenSettings.AUDIENCES.key()
                    + ", alone. Sign in by one of those clients, or have the operator add the client.");
        }
        if (token.text("azp").filter(client -> !trusted.audiences().contains(client)).isPresent()) {
            throw new BadTokenException("it was made for a client, azp, that is not one of the setting "
                    + IdTokenSettings.AUDIENCES.key() + ". Sign in by one of those clients.");
        }
        checkSignature(trusted, token, "Send the token as the issuer has made it.");
        return new SignedIn(user(trusted, token), checkedTime(trusted, token));
    }

    private void checkSignature(Trust trusted, SignedToken token, String next) throws BadTokenException {
        if (issuers.find(trusted.keySet(), token.keyId()).stream().noneMatch(token::isSignedBy)) {
            throw new BadTokenException("no key of its issuer has signed it. " + next);
        }
    }

    private Instant checkedTime(Trust trusted, SignedToken token) throws BadTokenException {
        Instant now = clock.instant();
        if (isExpired(token)) {
            throw new BadTokenException("it has expired, or has no exp." + AGAIN);
        }
        Optional<Instant> issuedAt = token.issuedAt();
        if (issuedAt.isEmpty() || issuedAt.get().isBefore(now.minus(trusted.age()).minus(ClientAssertions.LEEWAY))) {
            throw new BadTokenException("it was issued more than " + trusted.age().toSeconds()
                    + " seconds ago, the setting " + IdTokenSettings.AGE.key() + ", or has no iat." + AGAIN);
        }
        if (token.isEarly(now, ClientAssertions.LEEWAY)
                || issuedAt.get().isAfter(now.plus(ClientAssertions.LEEWAY))) {
            throw new BadTokenException("it is not valid yet. Check the clocks of the issuer and of this service.");
        }
        return issuedAt.get();
    }

    private boolean isExpired(SignedToken token) {
        return token.expiresAt()
                .filter(end -> clock.instant().isBefore(end.plus(ClientAssertions.LEEWAY)))
                .isEmpty();
    }

    private static UserId user(Trust trusted, SignedToken token) throws BadTokenException {
        return token.text(trusted.claim())
                .flatMap(UserId::parse)
                .orElseThrow(() -> new BadTokenException("its claim " + trusted.claim() + " has no user_id such as"
                        + " waad|acme|42. Have the issuer write it there, or name another claim in the setting "
                        + IdTokenSettings.USER_CLAIM.key() + "."));
    }
}

package dev.rollcall.oauth;

import com.nimbusds.jose.jwk.JWK;
import dev.rollcall.directory.client.Federation;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.storage.ClientStore.AssertionUse;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Knows clients by assertions (RFC 7523): by those that they sign themselves ({@code private_key_jwt}), and by those that an issuer
 * signs whom the client names (workload identity federation).
 *
 * <p>Guarantees: issuer, subject and audience are compared character by character, each with the one that is known here, and an
 * assertion has one audience. One that a client signs itself has an id and lives ten minutes at most. Each is used once, by its
 * {@code jti}, else by Entra's {@code uti}, else by all that is signed; one of another issuer is good until it expires where the operator says
 * so. What is told before a signature was found good is for the server's log alone. Safe for use by many threads.
 */
final class ClientAssertions {
    /** The value of {@code client_assertion_type}. */
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** How long an assertion that a client signs itself may live. */
    static final Duration OWN_LIFE = Duration.ofMinutes(10);

    /** How long one of another issuer may live; Entra's live 60 to 90 minutes. */
    static final Duration FOREIGN_LIFE = Duration.ofHours(2);

    /** By how much clocks may differ. */
    static final Duration LEEWAY = Duration.ofSeconds(60);

    private static final Set<String> TYPES = Set.of("jwt", "client-authentication+jwt");

    private final Storage storage;
    private final IssuerKeys issuers;
    private final Clock clock;
    private final int memory;
    private final AssertionReuse reuse;

    /**
     * @param memory how many used assertions are remembered of one client
     * @param reuse how often one of another issuer is good
     */
    ClientAssertions(Storage storage, IssuerKeys issuers, Clock clock, int memory, AssertionReuse reuse) {
        this.reuse = reuse;
        this.storage = storage;
        this.issuers = issuers;
        this.clock = clock;
        this.memory = memory;
    }

    /**
     * Returns when the assertion shows that it is this client.
     *
     * @param audiences what the service is called in an assertion that the client signs itself
     * @throws BadTokenException when it does not
     * @throws dev.rollcall.directory.access.KeysUnavailableException when the issuer's keys cannot be had now
     */
    void check(OAuthClient client, String assertion, Set<String> audiences) throws BadTokenException {
        SignedToken token = SignedToken.parse(assertion)
                .filter(read -> read.type().map(TYPES::contains).orElse(true))
                .orElseThrow(() -> new BadTokenException(
                        "it is no JSON Web Token that is signed with RS, PS or ES."));
        if (client.keySet().isPresent()) {
            checkOwn(client, token, audiences, client.keySet().get());
        } else if (client.federation().isPresent()) {
            checkForeign(token, client.federation().get());
        } else {
            throw new BadTokenException("the client shows a secret, and no assertion.");
        }
        boolean foreign = client.federation().isPresent();
        if (!foreign || reuse == AssertionReuse.NEVER) {
            useOnce(client, token, assertion);
        }
    }

    /** The signature comes first: who has made it may be told the rest. */
    private void checkOwn(OAuthClient client, SignedToken token, Set<String> audiences, String keySet)
            throws BadTokenException {
        checkSignature(token, PublicKeySet.parse(keySet).named(token.keyId()));
        if (!token.has("iss", client.id().value()) || !token.has("sub", client.id().value())) {
            throw BadTokenException.ofProven("In the client assertion, iss and sub must both be the client id.");
        }
        if (token.audience().filter(audiences::contains).isEmpty()) {
            throw BadTokenException.ofProven("The client assertion's aud must be the address of this service, or of its"
                    + " token endpoint, and nothing besides: the one of the setting public-url, or a host of"
                    + " oauth.audiences.");
        }
        checkTimes(token, OWN_LIFE);
        if (id(token, "jti").isEmpty()) {
            throw BadTokenException.ofProven("The client assertion needs an id of its own in jti.");
        }
    }

    /** The names come first, so that nothing is fetched for what is not meant for this client. */
    private void checkForeign(SignedToken token, Federation federation) throws BadTokenException {
        if (!token.has("iss", federation.issuer())) {
            throw new BadTokenException("its iss is not the issuer that is configured for this client.");
        }
        if (!token.audience().equals(Optional.of(federation.audience()))) {
            throw new BadTokenException("its aud is not the audience that is configured for this client.");
        }
        if (!token.has("sub", federation.subject())) {
            throw new BadTokenException("its sub is not the subject that is configured for this client.");
        }
        checkSignature(token, issuers.find(federation.keySet(), token.keyId()));
        checkTimes(token, FOREIGN_LIFE);
    }

    private void checkTimes(SignedToken token, Duration longest) throws BadTokenException {
        Instant now = clock.instant();
        Optional<Instant> expiresAt = token.expiresAt();
        if (expiresAt.isEmpty() || !now.isBefore(expiresAt.get().plus(LEEWAY))) {
            throw BadTokenException.ofProven("The client assertion has expired, or has no exp.");
        }
        if (expiresAt.get().isAfter(now.plus(longest).plus(LEEWAY))) {
            throw BadTokenException.ofProven("The client assertion's exp is too far away: it may live "
                    + longest.toMinutes() + " minutes.");
        }
        if (token.isEarly(now, LEEWAY)) {
            throw BadTokenException.ofProven("The client assertion is not valid yet: check the clocks.");
        }
    }

    private static void checkSignature(SignedToken token, List<JWK> keys) throws BadTokenException {
        if (keys.stream().noneMatch(token::isSignedBy)) {
            throw new BadTokenException("it is not signed by a key that is known for this client.");
        }
    }

    private static Optional<String> id(SignedToken token, String claim) {
        return token.text(claim).filter(text -> !text.isBlank());
    }

    /** By its id, by Entra's {@code uti}, or by all that is signed: a signature itself can be written in many ways. */
    private void useOnce(OAuthClient client, SignedToken token, String assertion) throws BadTokenException {
        String id = id(token, "jti")
                .or(() -> id(token, "uti"))
                .orElseGet(() -> assertion.substring(0, assertion.lastIndexOf('.')));
        Instant remembered = token.expiresAt().orElseGet(clock::instant).plus(LEEWAY).plusMillis(1);
        Share share = client.id().connection().map(Share::of).orElse(Share.OAUTH);
        AssertionUse use = storage.write(share, client.id().value(), session -> session.clients()
                .use(client.id(), TokenDigest.of(id), remembered, clock.instant(), memory));
        switch (use) {
            case FIRST -> {
                // As it should be.
            }
            case AGAIN -> throw BadTokenException.ofProven("The client assertion was used before: sign a new one.");
            case TOO_MANY -> throw BadTokenException.ofProven("This client has used " + memory
                    + " assertions that have not expired yet: keep an access token until it expires.");
        }
    }
}

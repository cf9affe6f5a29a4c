package dev.rollcall.oauth;

import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.directory.access.AdminToken;
import dev.rollcall.directory.access.Clients;
import dev.rollcall.directory.access.CredentialUses;
import dev.rollcall.directory.access.IdTokens;
import dev.rollcall.directory.access.OAuthTokens;
import dev.rollcall.directory.access.OperatorSignIns;
import dev.rollcall.directory.client.AuthorizationServer;
import dev.rollcall.directory.client.ManagementAuthenticator;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.SecurityEventTokenSource;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The parts of OAuth, put together: who issues tokens, and who knows them again. */
public final class OAuthService {
    private final AuthorizationServer authorizationServer;
    private final ManagementAuthenticator management;
    private final OAuthTokens scim;
    private final LogoutTokens logoutTokens;
    private final SecurityEventTokenSource securityEventTokens;
    private final OwnAssertions assertions;
    private final IdTokens idTokens;
    private final Optional<OperatorSignIns> operators;

    private OAuthService(AuthorizationServer authorizationServer, ManagementAuthenticator management,
            OAuthTokens scim, LogoutTokens logoutTokens, SecurityEventTokenSource securityEventTokens,
            OwnAssertions assertions, IdTokens idTokens,
            Optional<OperatorSignIns> operators) {
        this.idTokens = idTokens;
        this.operators = operators;
        this.authorizationServer = authorizationServer;
        this.management = management;
        this.scim = scim;
        this.logoutTokens = logoutTokens;
        this.securityEventTokens = securityEventTokens;
        this.assertions = assertions;
    }

    /**
     * Puts the parts together; nothing is read or fetched yet.
     *
     * @param publicUrl where the service is reached; empty when that is not known
     * @param listening where this process listens, once it does
     * @param uses where it is noted that a client of the management API was let in
     * @param secure a cryptographically strong source, except in tests
     * @param nanos a time that only goes forward, in nanoseconds
     */
    public static OAuthService of(
            SettingValues settings,
            Optional<URI> publicUrl,
            Supplier<Optional<URI>> listening,
            AdminToken administrator,
            KeyFile keyFile,
            Storage storage,
            CredentialUses uses,
            Clock clock,
            RandomGenerator secure,
            LongSupplier nanos) {
        SigningKeys keys = new SigningKeys(storage, keyFile, clock);
        TokenNames names = new TokenNames(publicUrl);
        IdSource ids = new IdSource(clock, secure);
        AccessTokens tokens = new AccessTokens(keys, names, clock, ids);
        KnownClients known = new KnownClients(storage, clock);
        AddressGuard guard = AddressGuard.publicAnd(settings.get(OAuthSettings.ALLOWED_NETWORKS));
        GuardedHttp http = new GuardedHttp(guard, settings.get(OAuthSettings.PROXY));
        IssuerKeys issuers = new IssuerKeys(new GuardedKeySource(http), nanos);
        ClientAssertions assertions = new ClientAssertions(storage, issuers, clock,
                settings.get(OAuthSettings.USED_ASSERTIONS), settings.get(OAuthSettings.ASSERTION_REUSE));
        EntraTokens entra = new EntraTokens(storage, issuers, settings.get(OAuthSettings.ENTRA_AUTHORITY),
                settings.get(OAuthSettings.ENTRA_ISSUER), clock);
        PersonTokens people = new PersonTokens(settings, issuers, names, clock);
        return new OAuthService(
                new TokenGrants(new Clients(storage, clock, secure), assertions, tokens, names,
                        new Audiences(publicUrl, settings.get(OAuthSettings.AUDIENCES), listening), keys,
                        new RefusalLog(nanos)),
                new ManagementTokens(administrator, tokens, names, known, uses, people),
                new ScimTokens(tokens, names, known, entra),
                new LogoutTokens(keys, names), new SecurityEventTokens(keys, names), new OwnAssertions(keys, ids),
                people,
                OperatorTokens.of(settings, http, issuers, clock, nanos));
    }

    /** Issues tokens. */
    public AuthorizationServer authorizationServer() {
        return authorizationServer;
    }

    /** Knows callers of the management API. */
    public ManagementAuthenticator management() {
        return management;
    }

    /** Knows who has just signed in to the product. */
    public IdTokens idTokens() {
        return idTokens;
    }

    /** Lets operators in to the console; empty where no issuer is trusted to. */
    public Optional<OperatorSignIns> operators() {
        return operators;
    }

    /** Knows callers of SCIM endpoints. */
    public OAuthTokens scim() {
        return scim;
    }

    /** Makes logout tokens. */
    public LogoutTokens logoutTokens() {
        return logoutTokens;
    }

    /** Signs Security Event Tokens. */
    public SecurityEventTokenSource securityEventTokens() {
        return securityEventTokens;
    }

    /** Shows other token endpoints who this service is. */
    public OwnAssertions assertions() {
        return assertions;
    }
}

package dev.rollcall.oauth;

import dev.rollcall.directory.access.AdminToken;
import dev.rollcall.directory.access.CredentialUses;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.client.ManagementAdmission;
import dev.rollcall.directory.client.ManagementAdmission.Admitted;
import dev.rollcall.directory.client.ManagementAdmission.Refused;
import dev.rollcall.directory.client.ManagementAuthenticator;
import dev.rollcall.directory.client.ManagementCaller;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Knows callers of the management API: by the administrator's token, by an access token that was issued for it, or, of people,
 * by one of the issuer that signs them in.
 */
final class ManagementTokens implements ManagementAuthenticator {
    private final AdminToken administrator;
    private final AccessTokens tokens;
    private final TokenNames names;
    private final KnownClients clients;
    private final CredentialUses uses;
    private final PersonTokens people;

    ManagementTokens(AdminToken administrator, AccessTokens tokens, TokenNames names, KnownClients clients,
            CredentialUses uses, PersonTokens people) {
        this.people = people;
        this.administrator = administrator;
        this.tokens = tokens;
        this.names = names;
        this.clients = clients;
        this.uses = uses;
    }

    @Override
    public boolean remembers(String bearerToken) {
        return administrator.matches(bearerToken)
                || tokens.remembers(bearerToken)
                || people.remembers(bearerToken);
    }

    @Override
    public ManagementAdmission authenticate(String bearerToken) {
        if (administrator.matches(bearerToken)) {
            return new Admitted(ManagementCaller.administrator());
        }
        try {
            AccessToken token = tokens.check(bearerToken);
            if (!token.audience().equals(names.management())) {
                return new Refused("Bad audience: this token is not for the management API. Ask /oauth/token for one"
                        + " that is, as a client of the management API.");
            }
            Optional<KnownClients.Known> known = clients.find(token.client());
            if (known.isEmpty() || known.get().connection().isPresent()) {
                return new Refused("Invalid token: its client was deleted. Use a client that is there.");
            }
            Set<String> scopes = new HashSet<>(token.scopes());
            scopes.retainAll(known.get().client().scopes());
            String id = token.client().value();
            uses.used(token.client());
            return new Admitted(new ManagementCaller(id, scopes, Actor.client(id)));
        } catch (BadTokenException notOurs) {
            return people.claims(bearerToken) ? person(bearerToken) : new Refused(notOurs.sentence());
        }
    }

    private ManagementAdmission person(String bearerToken) {
        try {
            return new Admitted(ManagementCaller.person(people.ofAccessToken(bearerToken)));
        } catch (BadTokenException e) {
            return new Refused("Invalid token: " + e.sentence());
        }
    }
}

package dev.rollcall.directory.client;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.identity.SignedIn;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls the management API: a client that has shown a valid access token, the holder of the administrator's token, or somebody
 * who is signed in to the product.
 *
 * @param clientId of the client, for which its requests count; {@link #ADMINISTRATOR} for the administrator's token, {@link
 *     #OPERATOR} and the name for somebody whom the company's own issuer has sent, and one for all people of a connection
 * @param scopes what it may do, as {@link ManagementScope#word} writes it
 * @param actor who makes the changes that it asks for
 * @param person who is signed in, and may do something to the own account alone; empty for a client
 */
public record ManagementCaller(String clientId, Set<String> scopes, Actor actor, Optional<SignedIn> person) {
    /** Stands for the client id where the administrator's token was shown; no client has this id. */
    public static final String ADMINISTRATOR = "administrator";

    /** What comes before the name of an operator in the place of the client id; no client's id has a colon. */
    public static final String OPERATOR = "operator:";

    public ManagementCaller {
        scopes = Set.copyOf(scopes);
    }

    /** A client. */
    public ManagementCaller(String clientId, Set<String> scopes, Actor actor) {
        this(clientId, scopes, actor, Optional.empty());
    }

    /** Somebody who is signed in, for whom the own identities may be changed. */
    public static ManagementCaller person(SignedIn person) {
        return new ManagementCaller("people of " + person.userId().connection(),
                Set.of(ManagementScope.UPDATE_CURRENT_USER_IDENTITIES.word()), Actor.person(person.userId().toString()),
                Optional.of(person));
    }

    /** Whoever holds the administrator's token, who may do everything. */
    public static ManagementCaller administrator() {
        return new ManagementCaller(ADMINISTRATOR, ManagementScope.words(), Actor.client(ADMINISTRATOR));
    }

    /** Who it is in the record, by what stands in the place of the client id. */
    public static Actor actor(String clientId) {
        return clientId.startsWith(OPERATOR)
                ? Actor.operator(clientId.substring(OPERATOR.length()))
                : Actor.client(clientId);
    }

    /** Whether it has the scope. */
    public boolean has(ManagementScope scope) {
        return scopes.contains(scope.word());
    }
}

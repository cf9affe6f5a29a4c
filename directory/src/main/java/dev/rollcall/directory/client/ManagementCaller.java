package dev.rollcall.directory.client;

import dev.rollcall.directory.change.Actor;
import java.util.Set;

/**
 * Who calls the management API: a client that has shown a valid access token, or the holder of the administrator's token.
 *
 * @param clientId of the client; {@link #ADMINISTRATOR} for the administrator's token
 * @param scopes what it may do, as {@link ManagementScope#word} writes it
 * @param actor who makes the changes that it asks for
 */
public record ManagementCaller(String clientId, Set<String> scopes, Actor actor) {
    /** Stands for the client id where the administrator's token was shown; no client has this id. */
    public static final String ADMINISTRATOR = "administrator";

    public ManagementCaller {
        scopes = Set.copyOf(scopes);
    }

    /** Whoever holds the administrator's token, who may do everything. */
    public static ManagementCaller administrator() {
        return new ManagementCaller(ADMINISTRATOR, ManagementScope.words(), Actor.client(ADMINISTRATOR));
    }

    /** Whether it has the scope. */
    public boolean has(ManagementScope scope) {
        return scopes.contains(scope.word());
    }
}

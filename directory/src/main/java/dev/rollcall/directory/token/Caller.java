package dev.rollcall.directory.token;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who sends a request: a connection's token that was presented and is valid now, an OAuth client of it, or whoever may write to
 * the store.
 *
 * @param tokenId the token's or the client's id; {@link #COMMAND_LINE} when there is none
 * @param subject what an access token says in the claim that the connection names for {@code /Me}; empty when it says nothing
 *     there, and for whoever shows none
 */
public record Caller(Connection connection, String tokenId, Set<TokenScope> scopes, Optional<String> subject) {
    /** No token has this id. */
    private static final String COMMAND_LINE = "command-line";
    /** Neither has this one. */
    private static final String UPKEEP = "upkeep";

    /** What the ids of static tokens begin with. */
    private static final String TOKEN = "tok_";

    /** One whose token, if there is any, says nothing of a person. */
    public Caller(Connection connection, String tokenId, Set<TokenScope> scopes) {
        this(connection, tokenId, scopes, Optional.empty());
    }

    /** What the service does by itself. */
    public static Caller upkeep(Connection connection) {
        return new Caller(connection, UPKEEP, EnumSet.allOf(TokenScope.class));
    }

    /** The command line, which may do everything. */
    public static Caller commandLine(Connection connection) {
        return new Caller(connection, COMMAND_LINE, EnumSet.allOf(TokenScope.class));
    }

    /** The same under the settings that its connection has by now. */
    public Caller under(Connection now) {
        return new Caller(now, tokenId, scopes, subject);
    }

    /** Who makes the changes that it asks for. */
    public Actor actor() {
        if (tokenId.startsWith(TOKEN)) {
            return Actor.token(tokenId);
        }
        return switch (tokenId) {
            case COMMAND_LINE -> Actor.COMMAND_LINE;
            case UPKEEP -> Actor.UPKEEP;
            default -> Actor.client(tokenId);
        };
    }

    /** Whether the token has the scope. */
    public boolean has(TokenScope scope) {
        return scopes.contains(scope);
    }

    /** The tolerances that the connection grants. */
    public Dialect dialect() {
        return connection.dialect();
    }
}

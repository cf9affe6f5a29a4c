package dev.rollcall.directory.token;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.scim.tolerance.Dialect;
import java.util.Set;

/** Who sends a request: a connection's token that was presented and is valid now. */
public record Caller(Connection connection, String tokenId, Set<TokenScope> scopes) {

    /** Whether the token has the scope. */
    public boolean has(TokenScope scope) {
        return scopes.contains(scope);
    }

    /** The tolerances that the connection grants. */
    public Dialect dialect() {
        return connection.strict() ? Dialect.strict() : Dialect.tolerant();
    }
}

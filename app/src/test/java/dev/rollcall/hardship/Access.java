package dev.rollcall.hardship;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.token.TokenScope;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;

/**
 * A connection and a token that may do everything on it.
 *
 * @param token what the client sends
 */
record Access(ConnectionId connection, String token) {

    /** Makes a connection and its token. */
    static Access create(Storage storage, String name) {
        SecureRandom random = new SecureRandom();
        Connection connection = new Connections(storage, Clock.systemUTC(), random).create(name, Strategy.WAAD, false);
        String secret = new Tokens(storage, Clock.systemUTC(), random)
                .issue(connection.id(), EnumSet.allOf(TokenScope.class), Optional.empty())
                .secret();
        return new Access(connection.id(), secret);
    }

    /** Keeps the token out of the reports of failed tests. */
    @Override
    public String toString() {
        return "Access[" + connection.value() + "]";
    }
}

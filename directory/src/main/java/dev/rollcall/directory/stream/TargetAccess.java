package dev.rollcall.directory.stream;

import java.net.URI;
import java.util.Optional;

/** How a target lets us in; what is secret of it is among the stream's sealed secrets. */
public sealed interface TargetAccess {

    /** The word for it, as Auth0's API has it. */
    String method();

    /** The target asks for nothing. */
    record None() implements TargetAccess {
        @Override
        public String method() {
            return "none";
        }
    }

    /** A bearer token. */
    record Bearer() implements TargetAccess {
        @Override
        public String method() {
            return "bearer";
        }
    }

    /** A user name and a password. */
    record Basic(String username) implements TargetAccess {
        @Override
        public String method() {
            return "basic";
        }
    }

    /** A header of the target's own choice, whose value is secret. */
    record Header(String name) implements TargetAccess {
        @Override
        public String method() {
            return "custom_header";
        }
    }

    /**
     * OAuth client credentials.
     *
     * @param ownKey whether the client shows that it is it by an assertion that Rollcall signs, instead of by a secret
     */
    record ClientCredentials(
            URI tokenUrl, String clientId, boolean ownKey, Optional<String> scope, Optional<String> audience)
            implements
                TargetAccess {
        @Override
        public String method() {
            return "client_credentials";
        }

        /** The same with that scope, unless it has one. */
        ClientCredentials orScope(Optional<String> usual) {
            return new ClientCredentials(tokenUrl, clientId, ownKey, scope.or(() -> usual), audience);
        }
    }
}

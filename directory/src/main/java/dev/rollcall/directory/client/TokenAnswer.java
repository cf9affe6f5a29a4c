package dev.rollcall.directory.client;

import java.util.Optional;

/** What becomes of a request for an access token. */
public sealed interface TokenAnswer {

    /**
     * A token, to be used as {@code Bearer}.
     *
     * @param client whose it is
     * @param expiresIn seconds
     * @param scope what it may do, with blanks between
     */
    record Granted(ClientId client, String accessToken, long expiresIn, String scope) implements TokenAnswer {
        /** Without the token, so that no log line can hold it by mistake. */
        @Override
        public String toString() {
            return "Granted[" + scope + "]";
        }
    }

    /**
     * No token.
     *
     * @param status of the HTTP answer
     * @param error the code (RFC 6749 section 5.2)
     * @param description why, and what to do
     * @param client who asked; empty unless what was shown is that client's own
     */
    record Refused(int status, String error, String description, Optional<ClientId> client) implements TokenAnswer {
        /** Of somebody who has not shown who it is. */
        public Refused(int status, String error, String description) {
            this(status, error, description, Optional.empty());
        }
    }
}

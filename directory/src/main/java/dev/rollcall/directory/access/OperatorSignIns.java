package dev.rollcall.directory.access;

import dev.rollcall.directory.client.ConsoleOperator;
import java.net.URI;
import java.util.Optional;

/**
 * Signs people in to the console by the company's own issuer (OpenID Connect, authorization code with PKCE).
 *
 * <p>Guarantees: whoever comes back is let in only with the secret of the attempt that sent them out, for which no other browser can be
 * sent back; an attempt is used up by coming back once; nothing that comes back is believed but what the issuer has signed for this
 * attempt. Safe for use by many threads.
 */
public interface OperatorSignIns {
    /**
     * What the issuer has sent the browser back with, as it stood in the query; nothing of it is believed yet.
     *
     * @param issuer who says that it has sent it (RFC 9207)
     * @param error why there is no code
     */
    record Returned(Optional<String> code, Optional<String> state, Optional<String> issuer, Optional<String> error) {
        /** Without the code, so that no log line can hold it by mistake. */
        @Override
        public String toString() {
            return "Returned[" + error.orElse("a code") + "]";
        }
    }

    /** How the page calls the issuer: its host. */
    String issuer();

    /**
     * A text by which it is known later that the same people are trusted still: it changes with the issuer, the client and which values
     * mean which role.
     */
    String proof();

    /**
     * Where the browser goes to sign in.
     *
     * @param attempt which the browser keeps
     * @param redirect where the issuer is to send it back
     * @throws OperatorSignInException when the issuer cannot be reached
     */
    URI begin(SignInAttempt attempt, URI redirect);

    /**
     * Who has come back.
     *
     * @param attempt what the browser has kept
     * @param redirect what was given when it began
     * @throws OperatorSignInException when they are not let in; the message says why and what to do
     */
    ConsoleOperator finish(SignInAttempt attempt, URI redirect, Returned returned);
}

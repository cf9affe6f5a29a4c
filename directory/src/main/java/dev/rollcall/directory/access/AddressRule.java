package dev.rollcall.directory.access;

import java.net.URI;
import java.util.Optional;

/** Says to which addresses nothing may be sent. */
@FunctionalInterface
public interface AddressRule {
    /** Whether something is sent to an address itself, or only through it. */
    enum Use {
        /** It is the target, or the endpoint that gives tokens for it: plain text would show the secret. */
        TARGET,
        /** It is a proxy on the way, which gets what is encrypted as it is. */
        PROXY
    }

    /** Why an address may not be used, as a sentence that says what to do; empty for one that may. */
    Optional<String> refusal(URI address, Use use);
}

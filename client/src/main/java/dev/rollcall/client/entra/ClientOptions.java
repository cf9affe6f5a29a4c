package dev.rollcall.client.entra;

import java.net.URI;
import java.util.Optional;

/**
 * How an {@link EntraClient} behaves where the service's behaviour is not confirmed.
 *
 * @param base where the endpoint is, for messages and for the {@code $ref} of the job of 2018
 * @param forwardedQuery what is put in front of the query of each request; the service is not known to forward any of the
 *        tenant URL's query
 * @param referenceChecks whether the target is asked for a reference before it is set (entra.md section 3.3). A check that
 *        fails is passed over: the documentation has it, no trace since 2023 shows it
 */
public record ClientOptions(Optional<URI> base, Optional<String> forwardedQuery, boolean referenceChecks) {
    private static final ClientOptions DEFAULTS = new ClientOptions(Optional.empty(), Optional.empty(), true);

    /** Nothing is forwarded, references are checked. */
    public static ClientOptions defaults() {
        return DEFAULTS;
    }

    /** The same with the endpoint's URL. */
    public ClientOptions withBase(URI url) {
        return new ClientOptions(Optional.of(url), forwardedQuery, referenceChecks);
    }

    /** The same with a query that goes to the endpoint, for example the flag. */
    public ClientOptions withForwardedQuery(String query) {
        return new ClientOptions(base, Optional.of(query), referenceChecks);
    }

    /** The same with or without {@link #referenceChecks()}. */
    public ClientOptions withReferenceChecks(boolean checks) {
        return new ClientOptions(base, forwardedQuery, checks);
    }

    /** The URL of a target of a request, or the target itself when the endpoint's URL is not known. */
    String url(String target) {
        return base.map(URI::toString).orElse("").replaceFirst("/+$", "") + target;
    }

    /** The target with the forwarded query. */
    String forwarded(String target) {
        if (forwardedQuery.isEmpty()) {
            return target;
        }
        int query = target.indexOf('?');
        return query < 0
                ? target + "?" + forwardedQuery.get()
                : target.substring(0, query + 1) + forwardedQuery.get() + "&" + target.substring(query + 1);
    }
}

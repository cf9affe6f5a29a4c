package dev.rollcall.oauth;

import com.nimbusds.jose.jwk.JWK;
import dev.rollcall.directory.access.KeysUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of other issuers, fetched when they are needed and remembered.
 *
 * <p>Guarantees: one key set is fetched by one thread at a time; whoever needs it meanwhile waits for that, at most {@link
 * #PATIENCE}, unless the keys that are known will do. A set is fetched again when it is older than {@link #FRESH}, or a key is asked for that it does not have, but never
 * sooner than {@link #AGAIN} after the last time. While an issuer cannot be reached, its last keys are good for {@link #STALE}.
 * At most {@link #MOST_SETS} sets are remembered. Safe for use by many threads.
 */
final class IssuerKeys {
    /** For how long a set is taken as it is. */
    static final Duration FRESH = Duration.ofHours(1);

    /** For how long a set is good while its issuer cannot be reached. */
    static final Duration STALE = Duration.ofHours(24);

    /** How long it is not asked again after it was, whether it answered or not. */
    static final Duration AGAIN = Duration.ofSeconds(30);

    private static final System.Logger LOGGER = System.getLogger(IssuerKeys.class.getName());

    /** How long one waits for another's fetch. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    static final int MOST_SETS = 1_000;

    /** Brings a key set, within a time and a size of its own. */
    @FunctionalInterface
    interface Source {
        /**
         * The set as it is published.
         *
         * @throws KeysUnavailableException when it cannot be had; the message says why and what to do
         */
        PublicKeySet fetch(URI keySet);
    }

    private record Fetched(PublicKeySet keys, long at) {}

    /** What is known of one issuer's set. */
    private static final class Known {
        private final ReentrantLock fetching = new ReentrantLock();
        private volatile @Nullable Fetched last;
        private volatile @Nullable Long askedAt;
    }

    private final Source source;
    private final LongSupplier nanos;
    private final Map<URI, Known> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, Known> eldest) {
            return size() > MOST_SETS;
        }
    };

    /** @param nanos a time that only goes forward, in nanoseconds */
    IssuerKeys(Source source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    /**
     * The keys that may have signed a token; none when the issuer has no such key.
     *
     * @param keyId the key's id, as the token's head names it
     * @throws KeysUnavailableException when the issuer's keys cannot be had now
     */
    List<JWK> find(URI keySet, Optional<String> keyId) {
        Known entry = entry(keySet);
        Fetched known = entry.last;
        List<JWK> found = known == null ? List.of() : known.keys().named(keyId);
        boolean fresh = known != null && age(known.at()) < FRESH.toNanos();
        if (fresh && (!found.isEmpty() || wasAskedLately(entry))) {
            return found;
        }
        boolean mustWait = found.isEmpty() || known == null || age(known.at()) >= STALE.toNanos();
        refresh(keySet, entry, mustWait ? PATIENCE : Duration.ZERO);
        Fetched now = entry.last;
        if (now == null || age(now.at()) >= STALE.toNanos()) {
            throw new KeysUnavailableException(
                    "The keys of the token's issuer cannot be had now; the service's log says"
                            + " why. Try again in a minute.");
        }
        return now.keys().named(keyId);
    }

    /** @param patience none for who can do without */
    private void refresh(URI keySet, Known entry, Duration patience) {
        boolean locked;
        try {
            locked = entry.fetching.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeysUnavailableException("The service is stopping. Try again in a few seconds.", e);
        }
        if (!locked && patience.isZero()) {
            return;
        }
        if (!locked) {
            throw new KeysUnavailableException(
                    "The keys of the token's issuer are being fetched, which takes long. Try again in a few seconds.");
        }
        try {
            // Somebody else may have asked meanwhile.
            if (!wasAskedLately(entry)) {
                entry.askedAt = nanos.getAsLong();
                entry.last = new Fetched(source.fetch(keySet), nanos.getAsLong());
            }
        } catch (KeysUnavailableException e) {
            // Once in AGAIN at most, and to the operator alone: who asks has shown nothing yet. Those who have older keys go on.
            LOGGER.log(System.Logger.Level.WARNING, e.getMessage());
        } finally {
            entry.fetching.unlock();
        }
    }

    private boolean wasAskedLately(Known entry) {
        Long asked = entry.askedAt;
        return asked != null && age(asked) < AGAIN.toNanos();
    }

    private long age(long since) {
        return nanos.getAsLong() - since;
    }

    private Known entry(URI keySet) {
        synchronized (entries) {
            return entries.computeIfAbsent(keySet, uri -> new Known());
        }
    }
}

package dev.rollcall.oauth;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.directory.access.OperatorSignInException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The discovery document of one issuer, fetched when it is needed and remembered.
 *
 * <p>Guarantees: one thread fetches at a time, never sooner than {@link #AGAIN} after the last time, whoever asks and however often;
 * while the issuer cannot be reached, its last document is good for {@link #STALE}. Safe for use by many threads.
 */
final class IssuerDocuments {
    static final Duration FRESH = Duration.ofHours(1);
    static final Duration STALE = Duration.ofHours(24);
    static final Duration AGAIN = Duration.ofSeconds(30);

    private static final System.Logger LOGGER = System.getLogger(IssuerDocuments.class.getName());
    private static final String WELL_KNOWN = "/.well-known/openid-configuration";

    private record Fetched(IssuerDocument document, long at) {}

    private final String issuer;
    private final URI address;
    private final GuardedHttp http;
    private final LongSupplier nanos;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Fetched last;
    private volatile @Nullable Long askedAt;

    /** @param nanos a time that only goes forward, in nanoseconds */
    IssuerDocuments(String issuer, GuardedHttp http, LongSupplier nanos) {
        this.issuer = issuer;
        this.address = URI.create(issuer.replaceFirst("/+$", "") + WELL_KNOWN);
        this.http = http;
        this.nanos = nanos;
    }

    /** The document. @throws OperatorSignInException when it cannot be had now */
    IssuerDocument get() {
        Fetched known = last;
        if (known == null || age(known.at()) >= FRESH.toNanos()) {
            refresh();
        }
        Fetched now = last;
        if (now == null || age(now.at()) >= STALE.toNanos()) {
            throw OperatorSignInException.unavailable("The issuer " + issuer
                    + " cannot be reached now; the service's log says why. Try again in a minute, or sign in by a secret.");
        }
        return now.document();
    }

    private void refresh() {
        try {
            // Whoever fetches is done, or has failed, within twice its deadline: connecting and the answer.
            if (!fetching.tryLock(2 * GuardedHttp.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            Long asked = askedAt;
            if (asked == null || age(asked) >= AGAIN.toNanos()) {
                askedAt = nanos.getAsLong();
                ScimAnswer answer = http.get(address, "application/json");
                if (answer.status() != 200) {
                    throw new IllegalArgumentException("It was answered with " + answer.status() + ".");
                }
                last = new Fetched(IssuerDocument.parse(issuer, new String(answer.body(), StandardCharsets.UTF_8)),
                        nanos.getAsLong());
            }
        } catch (TransportException | IllegalArgumentException e) {
            // Once in AGAIN at most: whoever asks has shown nothing yet, and is told to look here.
            LOGGER.log(System.Logger.Level.WARNING, "The discovery document at " + address + " cannot be used. "
                    + e.getMessage());
        } finally {
            fetching.unlock();
        }
    }

    private long age(long since) {
        return nanos.getAsLong() - since;
    }
}

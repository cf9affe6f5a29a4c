package dev.rollcall.server.limit;

import dev.rollcall.server.origin.ClientNetwork;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A token bucket for every client address, for IPv6 for every /64: the requests of one never count for another. It remembers
 * {@link #MOST_ADDRESSES}; of more, those that were not seen for longest begin anew. Safe for use by many threads.
 */
public final class AddressRate {
    static final int MOST_ADDRESSES = 10_000;

    private final RateLimit limit;
    private final LongSupplier nanoTime;
    private final Map<InetAddress, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, TokenBucket> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /** @param nanoTime a clock that only goes forward, in nanoseconds */
    public AddressRate(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /**
     * Lets one request pass, or says for how long to wait.
     *
     * @param address an IP address as a literal
     */
    public Optional<Duration> admit(String address) {
        long now = nanoTime.getAsLong();
        return bucket(address, now).take(now).delay();
    }

    /**
     * For how long to wait until a request would pass; nothing is counted.
     *
     * @param address an IP address as a literal
     */
    public Optional<Duration> look(String address) {
        long now = nanoTime.getAsLong();
        return bucket(address, now).look(now);
    }

    private TokenBucket bucket(String address, long now) {
        InetAddress network = ClientNetwork.of(InetAddress.ofLiteral(address));
        synchronized (buckets) {
            return buckets.computeIfAbsent(network, unseen -> new TokenBucket(limit, now));
        }
    }
}

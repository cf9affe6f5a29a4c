package dev.rollcall.server.helidon;

import dev.rollcall.server.origin.AddressRange;
import dev.rollcall.server.origin.ClientNetwork;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sockets that are open, so that nobody can take every slot by opening connections and saying nothing.
 *
 * <p>Guarantees: one client address has at most its share, unless it is a trusted proxy; a socket on which no request begins
 * in time is closed, also during the TLS handshake; when there are more than the limit, those go that have been idle the
 * longest, and never one that is less than a second idle or serves a request. An IPv6 client counts by its /64.
 */
final class AcceptedSockets {
    static final Duration IDLE_GRACE = Duration.ofSeconds(1);

    private static final Logger LOGGER = LoggerFactory.getLogger(AcceptedSockets.class);
    private static final long REPORT_NANOS = Duration.ofMinutes(1).toNanos();
    /** How many are closed at once when slots run out: one in so many. */
    private static final int EVICTED_SHARE = 64;

    private final SocketLimits limits;
    private final List<AddressRange> trustedProxies;
    private final LongSupplier nanoTime;
    private final Map<SocketAddress, AcceptedSocket> open = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final AtomicLong reportedAt;

    AcceptedSockets(SocketLimits limits, List<AddressRange> trustedProxies, LongSupplier nanoTime) {
        this.limits = limits;
        this.trustedProxies = List.copyOf(trustedProxies);
        this.nanoTime = nanoTime;
        this.reportedAt = new AtomicLong(nanoTime.getAsLong() - REPORT_NANOS);
    }

    /** Notes a socket; whether its client may have one more. Called by the thread that accepts. */
    boolean admit(SocketChannel channel, InetSocketAddress remote) {
        InetAddress address = ClientNetwork.of(remote.getAddress());
        boolean exempt = trustedProxies.stream().anyMatch(range -> range.contains(remote.getAddress()));
        if (!exempt && perAddress.getOrDefault(address, 0) >= limits.perAddress()) {
            report(remote.getAddress());
            refused.increment();
            return false;
        }
        perAddress.merge(address, 1, Integer::sum);
        AcceptedSocket earlier = open.put(remote, new AcceptedSocket(channel, address, nanoTime.getAsLong()));
        if (earlier != null) {
            forget(earlier);
        }
        makeRoom();
        return true;
    }

    /** The socket of that remote address, if it is open. */
    Optional<AcceptedSocket> of(SocketAddress remote) {
        return Optional.ofNullable(open.get(remote));
    }

    /** It has been closed. */
    void remove(SocketAddress remote, AcceptedSocket socket) {
        if (open.remove(remote, socket)) {
            forget(socket);
        }
    }

    /** Closes those that have said nothing for too long, and the longest idle when there are too many. */
    void sweep() {
        long now = nanoTime.getAsLong();
        long patience = limits.firstByte().toNanos();
        open.forEach((remote, socket) -> {
            if (!socket.isOpen()) {
                remove(remote, socket);
            } else if (socket.silentFor(patience, now)) {
                close(socket);
            }
        });
        makeRoom();
    }

    int size() {
        return open.size();
    }

    /** How many there are and may be, and how many were turned away. */
    SocketUse use() {
        return new SocketUse(open.size(), limits.total(), refused.sum(), closed.sum());
    }

    private void makeRoom() {
        int over = open.size() - limits.total();
        if (over <= 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        open.values()
                .stream()
                .filter(socket -> socket.idleFor(IDLE_GRACE.toNanos(), now))
                .sorted(Comparator.comparingLong(socket -> socket.idleSince() - now))
                .limit(over + limits.total() / EVICTED_SHARE)
                .forEach(this::close);
    }

    private void close(AcceptedSocket socket) {
        closed.increment();
        socket.close();
    }

    private void forget(AcceptedSocket socket) {
        perAddress.computeIfPresent(socket.address(), (address, count) -> count == 1 ? null : count - 1);
    }

    private void report(InetAddress client) {
        long now = nanoTime.getAsLong();
        long last = reportedAt.get();
        if (now - last >= REPORT_NANOS && reportedAt.compareAndSet(last, now)) {
            LOGGER.warn(
                    "Connections of {} are refused: it has {} open already. If it is a proxy, name it with"
                            + " --trusted-proxies; otherwise raise server.connections-per-address if it needs more.",
                    client.getHostAddress(),
                    limits.perAddress());
        }
    }
}

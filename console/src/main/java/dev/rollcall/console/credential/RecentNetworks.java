package dev.rollcall.console.credential;

import dev.rollcall.console.credential.TokensView.Network;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From which networks the credentials of a connection were used lately, by its request log: of IPv4 the /24, of IPv6 the /48.
 *
 * <p>Guarantees: a look reads at most {@value #MOST} rows of the last week by their index, however long the log is, and tells of a
 * credential at most {@value #SHOWN} networks, the one that was used last first. New is one that is seen for the first time within a
 * day, of a credential that was used from another one before.
 */
final class RecentNetworks {
    /** Requests that are looked at. */
    static final int MOST = 500;
    /** Networks that are told of one credential. */
    static final int SHOWN = 5;

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration NEW = Duration.ofDays(1);
    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 6;

    private final Map<String, Map<String, Instant>> firsts = new HashMap<>();
    private final Instant now;

    private RecentNetworks(Instant now) {
        this.now = now;
    }

    static RecentNetworks of(ReadSession session, ConnectionId connection, Instant now) {
        RecentNetworks networks = new RecentNetworks(now);
        LogSearch newest = new LogSearch(Optional.of(connection), Optional.empty(), true, 0, LogSearch.ANY,
                Optional.empty(), Optional.empty(), Optional.of(now.minus(WEEK)), Optional.empty(), 0, MOST, MOST);
        session.log().heads(newest).entries().forEach(networks::note);
        return networks;
    }

    /** Those who are let in by nothing have no token. The newest come first, so that the last that is noted is the first use. */
    private void note(RequestLogEntry entry) {
        entry.tokenId()
                .ifPresent(token -> firsts.computeIfAbsent(token, _ -> new LinkedHashMap<>())
                        .put(network(entry.clientAddress()), entry.time()));
    }

    /** From where a credential was used. @param id as the log has it */
    List<Network> of(String id) {
        Map<String, Instant> known = firsts.getOrDefault(id, Map.of());
        List<Network> networks = new ArrayList<>();
        known.forEach((text, first) -> {
            boolean others = known.values().stream().anyMatch(first::isAfter);
            boolean fresh = others && first.plus(NEW).isAfter(now);
            if (networks.size() < SHOWN) {
                networks.add(new Network(text, fresh ? Optional.of(first) : Optional.empty()));
            }
        });
        return networks;
    }

    /** The network of an address, or what the log has in its place. */
    static String network(String address) {
        InetAddress known;
        try {
            known = InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException none) {
            return address;
        }
        boolean short4 = known instanceof Inet4Address;
        byte[] bytes = known.getAddress();
        for (int i = short4 ? IPV4_BYTES : IPV6_BYTES; i < bytes.length; i++) {
            bytes[i] = 0;
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + (short4 ? "/24" : "/48");
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("An address has kept its length.", impossible);
        }
    }
}

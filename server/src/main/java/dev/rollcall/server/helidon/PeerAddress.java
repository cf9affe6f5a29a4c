package dev.rollcall.server.helidon;

import io.helidon.common.socket.PeerInfo;
import java.net.InetSocketAddress;

/** The IP address of an end of a socket. */
final class PeerAddress {
    private static final String UNKNOWN = "0.0.0.0";

    private PeerAddress() {}

    /** The address as a literal, without the name of a network interface. */
    static String of(PeerInfo peer) {
        if (!(peer.address() instanceof InetSocketAddress socket) || socket.getAddress() == null) {
            return UNKNOWN;
        }
        String literal = socket.getAddress().getHostAddress();
        int zone = literal.indexOf('%');
        return zone < 0 ? literal : literal.substring(0, zone);
    }

    /** The address and the port as a URL has them, with brackets around an address of IPv6. */
    static String authority(PeerInfo peer) {
        String host = of(peer);
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + peer.port();
    }
}

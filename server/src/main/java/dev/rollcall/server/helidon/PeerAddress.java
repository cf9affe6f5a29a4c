package dev.rollcall.server.helidon;

import io.helidon.common.socket.PeerInfo;
import java.net.InetSocketAddress;

/** The IP address of the other end of a socket. */
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
}

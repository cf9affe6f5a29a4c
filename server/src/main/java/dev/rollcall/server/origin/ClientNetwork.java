package dev.rollcall.server.origin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** What counts as one client: an IPv4 address, or the /64 that an IPv6 client has to itself. */
public final class ClientNetwork {
    private static final int IPV6_BYTES = 16;
    private static final int PREFIX_BYTES = 8;

    private ClientNetwork() {}

    /** The address that stands for all of them. */
    public static InetAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != IPV6_BYTES || address.isLoopbackAddress()) {
            return address;
        }
        Arrays.fill(bytes, PREFIX_BYTES, IPV6_BYTES, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}

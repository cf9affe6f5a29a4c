package dev.rollcall.client.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Says which addresses may be called: all of them, or the public ones and those of the allowed ranges.
 *
 * <p>It is for whoever calls URLs that somebody else chose, so that none of them reaches this machine, the networks behind it,
 * or the services that a cloud has for its machines. An IPv4 address that stands in an IPv6 one (mapped, or translated by
 * NAT64) is judged as the IPv4 address that it is.
 *
 * @param on whether anything is refused
 * @param allowed what may be called besides the public addresses
 */
public record AddressGuard(boolean on, List<AddressBlock> allowed) {
    private static final AddressGuard OFF = new AddressGuard(false, List.of());
    private static final AddressBlock NAT64 = AddressBlock.parse("64:ff9b::/96");

    public AddressGuard {
        allowed = List.copyOf(allowed);
    }

    /** Every address may be called: for a person who chose the URL. */
    public static AddressGuard off() {
        return OFF;
    }

    /** Only public addresses may be called, and those of the ranges. */
    public static AddressGuard publicAnd(List<AddressBlock> allowed) {
        return new AddressGuard(true, allowed);
    }

    /** What kind of address it is, such as {@code a loopback address}, when it may not be called; empty when it may. */
    public Optional<String> objection(InetAddress address) {
        if (!on || isAllowed(address)) {
            return Optional.empty();
        }
        Optional<InetAddress> inside = ipv4Inside(address);
        return inside.isPresent() ? objection(inside.get()) : SpecialAddresses.kind(address);
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address));
    }

    private static Optional<InetAddress> ipv4Inside(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16) {
            return Optional.empty();
        }
        try {
            return isMapped(bytes) || NAT64.contains(address)
                    ? Optional.of(InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16)))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address.", e);
        }
    }

    /** {@code ::ffff:0:0/96}, which cannot be written as a range because Java reads it as IPv4. */
    private static boolean isMapped(byte[] bytes) {
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return bytes[10] == (byte) 0xFF && bytes[11] == (byte) 0xFF;
    }
}

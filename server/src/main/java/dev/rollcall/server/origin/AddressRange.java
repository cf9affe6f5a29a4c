package dev.rollcall.server.origin;

import java.net.InetAddress;

/**
 * A range of IP addresses in CIDR form, such as {@code 10.0.0.0/8}, {@code fd00::/8} or a single address.
 *
 * @param network an address of the range
 * @param prefixLength how many leading bits of it the addresses of the range share
 */
public record AddressRange(InetAddress network, int prefixLength) {

    /**
     * Reads the range; never asks the name service.
     *
     * @throws IllegalArgumentException when the text is no address or CIDR range
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int bits = network.getAddress().length * Byte.SIZE;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException("The prefix is out of range.");
            }
            return new AddressRange(network, prefix);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no address range. Write it like 10.0.0.0/8, fd00::/8 or 192.0.2.7.", e);
        }
    }

    /** As it is written. */
    @Override
    public String toString() {
        return prefixLength == network.getAddress().length * Byte.SIZE
                ? network.getHostAddress()
                : network.getHostAddress() + "/" + prefixLength;
    }

    /** Whether the address is in the range. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit += Byte.SIZE) {
            int shared = Math.min(Byte.SIZE, prefixLength - bit);
            int mask = 0xff << (Byte.SIZE - shared);
            int index = bit / Byte.SIZE;
            if (((mine[index] ^ other[index]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }
}

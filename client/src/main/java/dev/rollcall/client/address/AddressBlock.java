package dev.rollcall.client.address;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A range of IP addresses in CIDR form, a network and the number of its leading bits (RFC 4632): {@code 10.20.0.0/16}, {@code
 * fd00:12::/32}. An address alone is a range of one.
 */
public final class AddressBlock {
    private static final String FORM = "write it as 10.20.0.0/16, fd00:12::/32 or one address";

    private final byte[] network;
    private final int bits;

    private AddressBlock(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /**
     * Reads a range. Nothing is looked up.
     *
     * @throws IllegalArgumentException when it is none; the message says how ranges are written
     */
    public static AddressBlock parse(String text) {
        String[] parts = text.strip().split("/", -1);
        byte[] network = literal(text, parts[0]).getAddress();
        int bits = parts.length == 1 ? network.length * 8 : bits(text, parts, network.length * 8);
        AddressBlock range = new AddressBlock(network, bits);
        if (!Arrays.equals(range.masked(network), network)) {
            throw new IllegalArgumentException("'" + text + "' is no range of addresses: behind the first " + bits
                    + " bits of the address stand more; " + FORM + ".");
        }
        return range;
    }

    /** Whether the address is in it; an address of the other version of IP is not. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == network.length && Arrays.equals(masked(bytes), network);
    }

    private byte[] masked(byte[] address) {
        byte[] masked = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            masked[i] = (byte) (address[i] & (0xFF00 >> kept));
        }
        return masked;
    }

    private static InetAddress literal(String text, String address) {
        InetAddress read;
        try {
            read = InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no range of addresses; " + FORM + ".", e);
        }
        boolean short4 = read instanceof Inet4Address
                && !address.contains(":")
                && address.chars().filter(c -> c == '.').count() != 3;
        boolean scoped = read instanceof Inet6Address && address.contains("%");
        if (short4 || scoped) {
            throw new IllegalArgumentException("'" + text + "' is no range of addresses; " + FORM + ".");
        }
        return read;
    }

    private static int bits(String text, String[] parts, int most) {
        boolean number = parts.length == 2 && parts[1].matches("\\d{1,3}");
        if (!number || Integer.parseInt(parts[1]) > most) {
            throw new IllegalArgumentException("'" + text + "' is no range of addresses: the number of bits behind the"
                    + " slash is not one of 0 to " + most + "; " + FORM + ".");
        }
        return Integer.parseInt(parts[1]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressBlock range && bits == range.bits && Arrays.equals(network, range.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + bits;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/" + bits;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes.", e);
        }
    }
}

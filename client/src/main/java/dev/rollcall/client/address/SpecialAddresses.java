package dev.rollcall.client.address;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The addresses that are not of the public Internet; source: IANA's registries of special-purpose addresses (RFC 6890) and of
 * the IPv6 address space. What is not yet given out is special too.
 */
final class SpecialAddresses {
    private static final AddressBlock IPV6_GLOBAL = AddressBlock.parse("2000::/3");
    private static final String RESERVED = "a reserved address";
    private static final String PRIVATE = "an address of a private network";
    private static final String DOCUMENTATION = "an address for documentation";
    private static final String BENCHMARK = "an address for measurements";
    private static final String TUNNEL = "an address of a tunnel between IPv4 and IPv6";

    private static final SequencedMap<AddressBlock, String> RANGES = ranges();

    private SpecialAddresses() {}

    /** What kind of special address it is, with its article; empty when it is a public one. */
    static Optional<String> kind(InetAddress address) {
        Optional<String> named = RANGES.entrySet()
                .stream()
                .filter(range -> range.getKey().contains(address))
                .map(Map.Entry::getValue)
                .findFirst();
        boolean outside = address.getAddress().length == 16 && !IPV6_GLOBAL.contains(address);
        return named.isEmpty() && outside ? Optional.of(RESERVED) : named;
    }

    private static SequencedMap<AddressBlock, String> ranges() {
        SequencedMap<AddressBlock, String> ranges = new LinkedHashMap<>();
        add(ranges, "a loopback address", "127.0.0.0/8", "::1");
        add(ranges, "the address of this host", "0.0.0.0/8", "::");
        add(ranges, PRIVATE, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10");
        add(ranges, "a link-local address", "169.254.0.0/16", "fe80::/10");
        add(ranges, "an address that a carrier shares", "100.64.0.0/10");
        // Azure answers machines there with their own settings, though the address is one of the public ranges.
        add(ranges, "an address of a cloud's own services", "168.63.129.16");
        add(ranges, "a multicast address", "224.0.0.0/4", "ff00::/8");
        add(ranges, DOCUMENTATION, "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20");
        add(ranges, BENCHMARK, "198.18.0.0/15", "2001:2::/48");
        add(ranges, TUNNEL, "192.88.99.0/24", "2001::/32", "2002::/16", "64:ff9b:1::/48");
        add(ranges, RESERVED, "192.0.0.0/24", "240.0.0.0/4", "2001::/23");
        return ranges;
    }

    private static void add(Map<AddressBlock, String> ranges, String kind, String... texts) {
        for (String text : texts) {
            ranges.put(AddressBlock.parse(text), kind);
        }
    }
}

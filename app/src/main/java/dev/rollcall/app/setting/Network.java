package dev.rollcall.app.setting;

import java.util.regex.Pattern;

/** The written form of an address or a network: IPv4 or IPv6, with or without a prefix length. Resolves no names. */
final class Network {
    private static final Pattern V4_OCTET = Pattern.compile("25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9]");
    private static final Pattern V6_GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

    private Network() {}

    /** Whether the text is {@code address} or {@code address/length}. */
    static boolean isNetwork(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean v4 = isV4(address);
        if (!v4 && !isV6(address)) {
            return false;
        }
        if (slash < 0) {
            return true;
        }
        String length = text.substring(slash + 1);
        return LENGTH.matcher(length).matches() && Integer.parseInt(length) <= (v4 ? 32 : 128);
    }

    private static boolean isV4(String address) {
        String[] octets = address.split("\\.", -1);
        if (octets.length != 4) {
            return false;
        }
        for (String octet : octets) {
            if (!V4_OCTET.matcher(octet).matches()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isV6(String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address) == 8;
        }
        int before = groups(address.substring(0, gap));
        int after = groups(address.substring(gap + 2));
        return before >= 0 && after >= 0 && before + after < 8;
    }

    /** How many groups of 16 bits the text has; -1 when it is none. */
    private static int groups(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        int count = 0;
        for (String group : text.split(":", -1)) {
            if (!V6_GROUP.matcher(group).matches()) {
                return -1;
            }
            count++;
        }
        return count;
    }
}

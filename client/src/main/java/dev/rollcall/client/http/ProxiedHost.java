package dev.rollcall.client.http;

import dev.rollcall.client.address.AddressGuard;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host that a proxy will look up. Here it is judged as far as its text alone says where it leads; where its names lead is for
 * the proxy to judge.
 */
final class ProxiedHost {
    private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");
    private static final Pattern PLAIN_ADDRESS = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

    private ProxiedHost() {}

    /** What kind of address it is when it may not be called; empty when it may, or when only the proxy can know. */
    static Optional<String> objection(String host, AddressGuard guard) {
        if (!guard.on()) {
            return Optional.empty();
        }
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return guard.objection(InetAddress.getLoopbackAddress());
        }
        if (name.startsWith("[")) {
            return literal(name.substring(1, name.length() - 1), guard);
        }
        if (!NUMBER.matcher(name.substring(name.lastIndexOf('.') + 1)).matches()) {
            return Optional.empty();
        }
        return PLAIN_ADDRESS.matcher(name).matches()
                ? literal(name, guard)
                : Optional.of("an address in a form that is read in several ways");
    }

    private static Optional<String> literal(String text, AddressGuard guard) {
        try {
            return guard.objection(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.of("an address that cannot be read");
        }
    }
}

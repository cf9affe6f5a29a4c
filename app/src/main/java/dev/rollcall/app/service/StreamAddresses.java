package dev.rollcall.app.service;

import dev.rollcall.client.address.AddressBlock;
import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.directory.access.AddressRule;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses of targets are refused when a stream is set, before anything is sent there. Names are looked up when something is
 * sent, each time, by the guard of the transport.
 *
 * @param allowed addresses that are not public and may be called all the same
 */
record StreamAddresses(List<AddressBlock> allowed) implements AddressRule {
    private static final String LOCALHOST = "localhost";

    StreamAddresses {
        allowed = List.copyOf(allowed);
    }

    @Override
    public Optional<String> refusal(URI address, Use use) {
        Optional<InetAddress> literal = literal(String.valueOf(address.getHost()));
        if (literal.isPresent()) {
            Optional<String> objection = AddressGuard.publicAnd(allowed).objection(literal.get());
            if (objection.isPresent()) {
                return Optional
                        .of("The address " + address + " is " + objection.get() + ", to which nothing is sent. Use a"
                                + " public one, or let the operator allow it by outbound.allowed-networks.");
            }
        }
        boolean known = use == Use.PROXY || literal.filter(this::isAllowed).isPresent();
        return address.getScheme().toLowerCase(Locale.ROOT).equals("https") || known
                ? Optional.empty()
                : Optional.of("The address " + address
                        + " is plain http, over which anybody on the way reads the secret."
                        + " Use https, or an IP address that the operator allows by outbound.allowed-networks.");
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(block -> block.contains(address));
    }

    private static Optional<InetAddress> literal(String host) {
        if (host.equalsIgnoreCase(LOCALHOST)) {
            return Optional.of(InetAddress.getLoopbackAddress());
        }
        try {
            return Optional.of(InetAddress.ofLiteral(host.replace("[", "").replace("]", "")));
        } catch (IllegalArgumentException e) {
            // A name.
            return Optional.empty();
        }
    }
}

package dev.rollcall.client.http;

import dev.rollcall.client.address.AddressGuard;
import java.io.Serial;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks up the addresses of a host once for each connection and hands out those very addresses, so that nothing can change
 * between the check and the connection. One address that may not be called makes the host one that may not be called.
 */
final class GuardedResolver implements DnsResolver {
    private final AddressGuard guard;
    private final AddressLookup lookup;

    GuardedResolver(AddressGuard guard, AddressLookup lookup) {
        this.guard = guard;
        this.lookup = lookup;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = lookup.addresses(host);
        for (InetAddress address : addresses) {
            Optional<String> objection = guard.objection(address);
            if (objection.isPresent()) {
                throw new RefusedAddress(objection.get());
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** The host leads where nothing may be called. */
    static final class RefusedAddress extends UnknownHostException {
        @Serial
        private static final long serialVersionUID = 1L;

        /** @param kind what kind of address it is; the address itself is nobody's business */
        RefusedAddress(String kind) {
            super(kind);
        }
    }
}

package dev.rollcall.client.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host; may be used by many threads. */
@FunctionalInterface
public interface AddressLookup {
    /**
     * All of them, at least one; the host may be an address already.
     *
     * @throws UnknownHostException when there is no such host
     */
    InetAddress[] addresses(String host) throws UnknownHostException;

    /** As the machine does it. */
    static AddressLookup system() {
        return InetAddress::getAllByName;
    }
}

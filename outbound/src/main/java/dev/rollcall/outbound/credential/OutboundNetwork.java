package dev.rollcall.outbound.credential;

import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.AddressLookup;

/**
 * What holds for the connections to all targets.
 *
 * @param guard which addresses may be called
 * @param lookup how names become addresses
 * @param answerBytes the largest body of an answer
 */
public record OutboundNetwork(AddressGuard guard, AddressLookup lookup, int answerBytes) {
    /** The largest body of an answer unless somebody says otherwise: a page of users, with room. */
    public static final int ANSWER_BYTES = 1024 * 1024;
}

package dev.rollcall.server.limit;

import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.incident.IncidentLog;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many tokens that are not good each address may show.
 *
 * <p>Guarantees: an address never waits for another's. An address that is made to wait and says that it sends for others may be
 * a proxy that the settings do not name, whose clients then share one limit: the operator is told so, once a minute at most.
 * Safe for use by many threads.
 */
public final class RefusedTokens {
    private static final Logger LOGGER = LoggerFactory.getLogger(RefusedTokens.class);

    private final AddressRate rate;
    private final IncidentLog incidents;

    /** @param rate of refused tokens */
    public RefusedTokens(AddressRate rate, IncidentLog incidents) {
        this.rate = rate;
        this.incidents = incidents;
    }

    /** Counts one more. @param address of the client, as a literal */
    public void count(String address) {
        rate.admit(address);
    }

    /** For how long a request has to wait before its token is looked at. @param address of the client, as a literal */
    public Optional<Duration> delay(HttpRequest request, String address) {
        Optional<Duration> wait = rate.look(address);
        // Behind a proxy that is trusted, the address is another one than that of the socket.
        boolean sharing = wait.isPresent()
                && address.equals(request.peerAddress())
                && (request.header(HeaderName.X_FORWARDED_FOR).isPresent()
                        || request.header(HeaderName.FORWARDED).isPresent());
        if (sharing) {
            incidents.report(LOGGER, "refused tokens of one that forwards", address
                    + " has shown so many tokens that are"
                    + " not good that its requests wait, and says that it sends them for others. If it is a proxy of yours,"
                    + " name it in server.trusted-proxies: until then all who come through it share one limit.");
        }
        return wait;
    }
}

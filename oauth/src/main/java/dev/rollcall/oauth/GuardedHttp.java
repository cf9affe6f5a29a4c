package dev.rollcall.oauth;

import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.OutboundProxy;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.TransportException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks other issuers over HTTP, at public addresses and those that the operator allows.
 *
 * <p>Guarantees: nothing is sent but what is given, no redirect is followed, the address that was looked at is the one that is called,
 * and an answer has {@link #MAX_BYTES} and {@link #DEADLINE} at most. Safe for use by many threads.
 */
final class GuardedHttp {
    static final int MAX_BYTES = 256 * 1024;
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final ScimHeader FORM = new ScimHeader("Content-Type", "application/x-www-form-urlencoded");

    private final HttpTransportOptions options;

    GuardedHttp(AddressGuard guard, Optional<OutboundProxy> proxy) {
        HttpTransportOptions bounded = HttpTransportOptions.defaults()
                .withConnectTimeout(DEADLINE)
                .withAnswerTimeout(DEADLINE)
                .withMaxAnswerBytes(MAX_BYTES)
                .withMaxConnections(1)
                .withGuard(guard);
        this.options = proxy.map(bounded::withProxy).orElse(bounded);
    }

    /**
     * What is there.
     *
     * @throws TransportException when there is no answer
     * @throws IllegalArgumentException when that is no URL that can be asked
     */
    ScimAnswer get(URI address, String accept) {
        return send(address, "GET", List.of(new ScimHeader("Accept", accept)), Optional.empty());
    }

    /** What is answered to a form; the same exceptions. @param headers beside those of a form */
    ScimAnswer post(URI address, List<ScimHeader> headers, String form) {
        List<ScimHeader> all = new ArrayList<>(List.of(new ScimHeader("Accept", "application/json"), FORM));
        all.addAll(headers);
        return send(address, "POST", all, Optional.of(form));
    }

    private ScimAnswer send(URI address, String method, List<ScimHeader> headers, Optional<String> body) {
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        URI origin = URI.create(address.getScheme() + "://" + address.getRawAuthority());
        try (HttpTransport transport = HttpTransport.open(origin, Optional.empty(), options)) {
            return transport.send(new ScimRequest(method, path + query, headers, body));
        }
    }
}

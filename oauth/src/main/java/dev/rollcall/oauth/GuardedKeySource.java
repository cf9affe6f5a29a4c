package dev.rollcall.oauth;

import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.OutboundProxy;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.directory.access.KeysUnavailableException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Fetches key sets over HTTP from public addresses and from those that the operator allows.
 *
 * <p>Guarantees: nothing is sent along, no redirect is followed, the address that was looked at is the one that is called, and an
 * answer has {@link #MAX_BYTES} and {@link #DEADLINE} at most.
 */
final class GuardedKeySource implements IssuerKeys.Source {
    static final int MAX_BYTES = 256 * 1024;
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private final HttpTransportOptions options;

    GuardedKeySource(AddressGuard guard, Optional<OutboundProxy> proxy) {
        HttpTransportOptions bounded = HttpTransportOptions.defaults()
                .withConnectTimeout(DEADLINE)
                .withAnswerTimeout(DEADLINE)
                .withMaxAnswerBytes(MAX_BYTES)
                .withMaxConnections(1)
                .withGuard(guard);
        this.options = proxy.map(bounded::withProxy).orElse(bounded);
    }

    @Override
    public PublicKeySet fetch(URI keySet) {
        String query = keySet.getRawQuery() == null ? "" : "?" + keySet.getRawQuery();
        String path = keySet.getRawPath().isEmpty() ? "/" : keySet.getRawPath();
        ScimRequest request = new ScimRequest("GET", path + query,
                List.of(new ScimHeader("Accept", "application/jwk-set+json, application/json")), Optional.empty());
        try (HttpTransport transport = HttpTransport.open(origin(keySet), Optional.empty(), options)) {
            ScimAnswer answer = transport.send(request);
            if (answer.status() != 200) {
                throw new KeysUnavailableException("The keys at " + keySet + " were answered with "
                        + answer.status() + ". Check that address, and try again in a minute.");
            }
            return PublicKeySet.parse(new String(answer.body(), StandardCharsets.UTF_8));
        } catch (TransportException | IllegalArgumentException e) {
            throw new KeysUnavailableException("The keys at " + keySet + " cannot be had. " + e.getMessage(), e);
        }
    }

    private static URI origin(URI keySet) {
        return URI.create(keySet.getScheme() + "://" + keySet.getRawAuthority());
    }
}

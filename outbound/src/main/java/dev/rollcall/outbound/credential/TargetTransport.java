package dev.rollcall.outbound.credential;

import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.OutboundProxy;
import dev.rollcall.client.tls.ClientCertificate;
import dev.rollcall.client.tls.TlsOptions;
import dev.rollcall.client.tls.TrustedAuthorities;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens the connections to one target as its settings say: through its proxy, trusting its authorities, showing its certificate.
 * Redirects are never followed, and only addresses that the guard allows are called, that of a proxy included: whoever edits a stream
 * chooses it.
 */
public final class TargetTransport {
    private TargetTransport() {}

    /**
     * A transport; nothing is sent yet.
     *
     * @param timeout of one answer, and of connecting
     * @param connections how many are open at once
     * @throws UnusableStreamException when the address, a certificate or the proxy cannot be used; the message says what to do
     */
    public static HttpTransport open(
            URI base, TargetNetwork target, TargetSecrets secrets, Duration timeout, int connections,
            OutboundNetwork network) {
        try {
            HttpTransportOptions options = HttpTransportOptions.defaults()
                    .withConnectTimeout(timeout)
                    .withAnswerTimeout(timeout)
                    .withMaxAnswerBytes(network.answerBytes())
                    .withMaxConnections(connections)
                    .withGuard(network.guard())
                    .withTls(tls(target, secrets));
            HttpTransportOptions through = target.proxy()
                    .map(proxy -> options.withProxy(OutboundProxy.parse(proxy.toString())).withGuardedProxy())
                    .orElse(options);
            return HttpTransport.open(base, Optional.empty(), through, network.lookup());
        } catch (IllegalArgumentException e) {
            throw new UnusableStreamException(String.valueOf(e.getMessage()), e);
        }
    }

    private static TlsOptions tls(TargetNetwork target, TargetSecrets secrets) {
        TlsOptions tls = TlsOptions.system();
        if (target.authorities().isPresent()) {
            tls = tls.withAuthorities(TrustedAuthorities.of("ca_certificate", target.authorities().get()));
        }
        if (target.clientCertificate().isPresent()) {
            String key = secrets.clientKey()
                    .orElseThrow(() -> new UnusableStreamException(
                            "The stream has a client certificate and no key for it; set client_key."));
            tls = tls.withCertificate(ClientCertificate.of(
                    "client_certificate", target.clientCertificate().get(), "client_key", key));
        }
        return tls;
    }
}

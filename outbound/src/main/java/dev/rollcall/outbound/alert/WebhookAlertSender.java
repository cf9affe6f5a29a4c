package dev.rollcall.outbound.alert;

import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.credential.TargetTransport;
import dev.rollcall.outbound.post.EventPost;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Posts alerts as JSON. The operator chose the address; addresses that are not public must be allowed all the same. */
final class WebhookAlertSender implements AlertSender {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final List<ScimHeader> HEADERS = List.of(
            new ScimHeader("Content-Type", "application/json"), new ScimHeader("User-Agent", "Rollcall"));

    private final HttpTransport transport;
    private final String target;

    WebhookAlertSender(URI address, OutboundNetwork network) {
        this.transport = TargetTransport.open(EventPost.base(address), TargetNetwork.DIRECT, TargetSecrets.NONE,
                TIMEOUT, 1,
                network);
        String path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        this.target = address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
    }

    @Override
    public void send(AlertMessage message) {
        ScimAnswer answer;
        try {
            answer = transport.send(new ScimRequest("POST", target, HEADERS, Optional.of(message.json().toString())));
        } catch (TransportException e) {
            throw new AlertFailedException("outbound.alert-webhook could not be reached (" + e.kind()
                    + "). Check the address, and outbound.allowed-networks when it is not a public one.", e);
        }
        if (answer.status() / 100 != 2) {
            throw new AlertFailedException(
                    "outbound.alert-webhook answered " + answer.status() + ". Check the address.");
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}

package dev.rollcall.outbound.webhook;

import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.stream.SecurityEventTokenSource;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.mapping.expression.ExpressionLimits;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.credential.TargetTokens;
import dev.rollcall.outbound.credential.TargetTransport;
import dev.rollcall.outbound.delivery.DriverSource;
import dev.rollcall.outbound.delivery.TargetDriver;
import dev.rollcall.outbound.post.EventFilter;
import dev.rollcall.outbound.post.EventPost;
import dev.rollcall.outbound.post.StreamSecrets;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes drivers for streams whose destination is a {@link WebhookTarget}. */
public final class WebhookDrivers implements DriverSource {
    private final EventSource source;
    private final SecretSeal seal;
    private final SecurityEventTokenSource tokens;
    private final OutboundNetwork network;
    private final Clock clock;
    private final ExpressionLimits limits;
    private final String tenant;

    /**
     * @param tokens signs Security Event Tokens
     * @param limits of the streams' conditions
     * @param tenant the name of this installation, which stands in each event
     */
    public WebhookDrivers(
            EventSource source, SecretSeal seal, SecurityEventTokenSource tokens, OutboundNetwork network, Clock clock,
            ExpressionLimits limits, String tenant) {
        this.source = source;
        this.seal = seal;
        this.tokens = tokens;
        this.network = network;
        this.clock = clock;
        this.limits = limits;
        this.tenant = tenant;
    }

    @Override
    public TargetDriver open(EventStream stream) {
        if (!(stream.destination() instanceof WebhookTarget target)) {
            throw new IllegalArgumentException("The stream " + stream.id() + " does not post events.");
        }
        TargetSecrets secrets = StreamSecrets.of(stream, seal);
        EventFilter filter = new EventFilter(filter(stream, target), limits);
        List<HttpTransport> connections = new ArrayList<>();
        try {
            connections.add(open(EventPost.base(target.endpoint()), target, secrets, target.concurrency()));
            TargetTokens.endpoint(target.access())
                    .ifPresent(endpoint -> connections.add(open(endpoint.origin(), target, secrets, 1)));
            TargetTokens access = new TargetTokens(target.access(), secrets,
                    connections.size() > 1 ? Optional.of(connections.getLast()) : Optional.empty(), Optional.empty(),
                    clock);
            EventPost post = target.format().isSecurityEvent()
                    ? new EventPost(target.endpoint(), connections.getFirst(), access, target.timeout(),
                            PushRefusal::said)
                    : new EventPost(target.endpoint(), connections.getFirst(), access, target.timeout());
            return new WebhookDriver(source, filter, form(stream, target, secrets), post, connections);
        } catch (RuntimeException e) {
            connections.forEach(HttpTransport::close);
            throw e;
        }
    }

    private WebhookForm form(EventStream stream, WebhookTarget target, TargetSecrets secrets) {
        return target.format().isSecurityEvent()
                ? new SecurityEventForm(stream.id(), target, tokens)
                : new CloudEventForm(stream.id(), secrets, tenant);
    }

    /** Whoever is told of the SCIM resource is told what changes it alone, whatever the profile shows. */
    private static StreamFilter filter(EventStream stream, WebhookTarget target) {
        StreamFilter set = stream.filter();
        return target.format().isSecurityEvent()
                ? new StreamFilter(set.connections(), set.changed(), set.condition(), set.keepLinked(), true)
                : set;
    }

    private HttpTransport open(URI base, WebhookTarget target, TargetSecrets secrets, int connections) {
        return TargetTransport.open(base, target.network(), secrets, target.timeout(), connections, network);
    }
}

package dev.rollcall.outbound.logout;

import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.LogoutTokenSource;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.credential.TargetTokens;
import dev.rollcall.outbound.credential.TargetTransport;
import dev.rollcall.outbound.delivery.DriverSource;
import dev.rollcall.outbound.delivery.TargetDriver;
import dev.rollcall.outbound.post.EventPost;
import java.time.Clock;
import java.util.Optional;

/** Makes drivers for the streams of logout tokens. */
public final class LogoutDrivers implements DriverSource {
    private final EventSource source;
    private final LogoutTokenSource tokens;
    private final OutboundNetwork network;
    private final Clock clock;

    public LogoutDrivers(EventSource source, LogoutTokenSource tokens, OutboundNetwork network, Clock clock) {
        this.source = source;
        this.tokens = tokens;
        this.network = network;
        this.clock = clock;
    }

    @Override
    public TargetDriver open(EventStream stream) {
        if (!(stream.destination() instanceof LogoutTarget target)) {
            throw new IllegalArgumentException("The stream " + stream.id() + " sends no logout tokens.");
        }
        HttpTransport transport = TargetTransport.open(EventPost.base(target.endpoint()), target.network(),
                TargetSecrets.NONE, target.timeout(), target.concurrency(), network);
        TargetTokens open = new TargetTokens(new TargetAccess.None(), TargetSecrets.NONE, Optional.empty(),
                Optional.empty(), clock);
        return new LogoutDriver(target, source, tokens,
                new EventPost(target.endpoint(), transport, open, target.timeout()), transport);
    }
}

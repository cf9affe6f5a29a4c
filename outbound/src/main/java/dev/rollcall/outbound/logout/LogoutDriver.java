package dev.rollcall.outbound.logout;

import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.LogoutTokenSource;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.delivery.TargetDriver;
import dev.rollcall.outbound.delivery.WorkClock;
import dev.rollcall.outbound.post.EventPost;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts a logout token for whoever is blocked, whose access is revoked or who is deleted (OpenID Connect Back-Channel Logout 1.0).
 *
 * <p>Guarantees: a token is made anew for each attempt, because one is good for minutes and an outage lasts longer; its {@code jti}
 * is the event's id each time. The token is not kept. One that the receiver refuses, by whatever answer, is a dead letter and
 * stops none of the others: nobody sees this stream, so nobody could resume it.
 */
final class LogoutDriver implements TargetDriver {
    private static final List<ScimHeader> HEADERS = List.of(
            new ScimHeader("Content-Type", "application/x-www-form-urlencoded"),
            new ScimHeader("Accept", "*/*"),
            new ScimHeader("User-Agent", "Rollcall"));
    private static final EventPost.Message PROBE = new EventPost.Message("HEAD", HEADERS.subList(1, HEADERS.size()),
            Optional.empty(), Optional.empty());

    private final LogoutTarget target;
    private final EventSource source;
    private final LogoutTokenSource tokens;
    private final EventPost post;
    private final HttpTransport connections;

    LogoutDriver(
            LogoutTarget target, EventSource source, LogoutTokenSource tokens, EventPost post,
            HttpTransport connections) {
        this.target = target;
        this.source = source;
        this.tokens = tokens;
        this.post = post;
        this.connections = connections;
    }

    @Override
    public DeliveryOutcome deliver(DeliveryWork work, WorkClock clock) {
        StreamDelivery delivery = work.deliveries().getFirst();
        EventSource.Look look = source.look(Share.OUTBOUND, delivery.event());
        if (!look.kept()) {
            return new DeliveryOutcome.Final("the change record of the event is gone", Learned.nothing(),
                    Exchanges.none());
        }
        return look.event()
                .filter(LogoutDriver::ends)
                .map(event -> post(event, clock))
                .orElseGet(() -> new DeliveryOutcome.Skipped(SkipReason.UNCHANGED, Learned.nothing(),
                        Exchanges.none()));
    }

    /** Whether sessions are to end. */
    private static boolean ends(RenderedEvent event) {
        ObjectNode user = event.object();
        return event.type() == EventType.USER_DELETED
                || event.type() == EventType.USER_UPDATED
                        && (event.changed().contains("blocked") && user.path("blocked").asBoolean(false)
                                || event.changed().contains("access_revoked_at") && user.has("access_revoked_at"));
    }

    private DeliveryOutcome post(RenderedEvent event, WorkClock clock) {
        String token = tokens.token(target.audience(), event.object().path("user_id").stringValue(), event.id(),
                clock.now());
        DeliveryOutcome outcome = post.send(clock, new EventPost.Message("POST", HEADERS,
                Optional.of("logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)),
                Optional.of("logout_token=…")));
        return outcome instanceof DeliveryOutcome.Unauthorized refused
                ? new DeliveryOutcome.Final(refused.cause(), refused.learned(), refused.exchanges())
                : outcome;
    }

    @Override
    public DeliveryOutcome probe(WorkClock clock) {
        return switch (post.send(clock, PROBE)) {
            case DeliveryOutcome.Final answered -> DeliveryOutcome.Done.of(answered.learned(), answered.exchanges());
            case DeliveryOutcome other -> other;
        };
    }

    @Override
    public void close() {
        connections.close();
    }
}

package dev.rollcall.outbound.webhook;

import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.stream.SecurityEventTokenSource;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.post.EventPost;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Security Event Tokens of SCIM (RFC 9967), pushed one by one (RFC 8935).
 *
 * <p>Guarantees: a token is signed anew for each attempt, with the key that signs then; its {@code jti} and what it tells are the same
 * each time. A body has {@value WebhookForm#LARGEST} bytes at most: a token that would have more says which attributes are different
 * instead of their values, and is a failure when it is too large even so. What is kept of it are its claims.
 */
final class SecurityEventForm implements WebhookForm {
    private static final List<ScimHeader> HEADERS = List.of(
            new ScimHeader("Content-Type", SecurityEventClaims.MEDIA_TYPE),
            new ScimHeader("Accept", "application/json"),
            new ScimHeader("User-Agent", "Rollcall"));

    private final SecurityEventClaims claims;
    private final SecurityEventTokenSource tokens;

    SecurityEventForm(StreamId stream, WebhookTarget target, SecurityEventTokenSource tokens) {
        this.claims = new SecurityEventClaims(stream, target, tokens.issuer());
        this.tokens = tokens;
    }

    @Override
    public Written write(RenderedEvent event, StreamDelivery delivery, Instant now) {
        Optional<ObjectNode> wanted = claims.of(event, now);
        if (wanted.isEmpty()) {
            return new Settled(new DeliveryOutcome.Skipped(SkipReason.UNCHANGED, Learned.nothing(), Exchanges.none()));
        }
        return signed(wanted.get())
                .or(() -> claims.withoutValues().of(event, now).flatMap(this::signed))
                .<Written>map(Posted::new)
                .orElseGet(() -> new Settled(new DeliveryOutcome.Final(
                        "the event is larger than " + LARGEST + " bytes", Learned.nothing(), Exchanges.none())));
    }

    @Override
    public Written writeTest(StreamDelivery delivery, String payload, Instant now) {
        return signed(claims.ofTest(delivery.event(), now))
                .<Written>map(Posted::new)
                .orElseThrow(() -> new IllegalStateException("A token that tells of nobody is small."));
    }

    /** Empty when it has no room. */
    private Optional<EventPost.Message> signed(ObjectNode of) {
        String text = of.toString();
        // Base64 makes more of it, never less.
        if (text.length() > LARGEST) {
            return Optional.empty();
        }
        String token = tokens.token(text);
        return token.length() > LARGEST
                ? Optional.empty()
                : Optional.of(new EventPost.Message("POST", HEADERS, Optional.of(token), Optional.of(text)));
    }
}

package dev.rollcall.outbound.webhook;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.rendering.ResourceEvent;
import dev.rollcall.directory.rendering.ResourceEvent.Step;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.WebhookFormat;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.scim.message.Urns;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the claims of Security Event Tokens that tell of SCIM resources (RFC 8417, RFC 9967).
 *
 * <p>Guarantees: a token is about one resource and one change. {@code jti} is the id of the event and of the stream: the same however
 * often it is delivered, and another one for another receiver; {@code txn} is the same for all events of one change, whoever receives
 * them. {@code iat} is when the token is made, {@code toe} when the change was. {@code sub_id} has the path below the connection's SCIM
 * URL, and {@code rollcall_connection} says which connection that is. There is never a {@code sub}, and never a password.
 *
 * <p>An update is told as a PATCH, whatever request made it: what is kept of a change is what it changed. Whoever may no longer sign in,
 * by the provider's {@code active} or by the product's own block, is deactivated, and activated when that is over.
 */
public final class SecurityEventClaims {
    /** The media type of a token. */
    public static final String MEDIA_TYPE = "application/secevent+jwt";

    /** What the URIs of SCIM's events begin with. */
    static final String SCIM_EVENT = "urn:ietf:params:scim:event:";

    /** OpenID Shared Signals Framework: somebody tries whether tokens arrive. */
    static final String VERIFICATION = "https://schemas.openid.net/secevent/ssf/event-type/verification";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final StreamId stream;
    private final String audience;
    private final boolean values;
    private final String issuer;

    /** @param target whose format is one of Security Event Tokens */
    public SecurityEventClaims(StreamId stream, WebhookTarget target, String issuer) {
        this(stream, target.audience().orElseGet(() -> target.endpoint().toString()),
                target.format() == WebhookFormat.SCIM_FULL, issuer);
    }

    private SecurityEventClaims(StreamId stream, String audience, boolean values, String issuer) {
        this.stream = stream;
        this.audience = audience;
        this.values = values;
        this.issuer = issuer;
    }

    /** The same, without the values of attributes. */
    SecurityEventClaims withoutValues() {
        return new SecurityEventClaims(stream, audience, false, issuer);
    }

    /**
     * The claims that tell of an event; empty when it has nothing to tell of a SCIM resource.
     *
     * @param now when the token is made
     */
    public Optional<ObjectNode> of(RenderedEvent event, Instant now) {
        return event.resource().flatMap(resource -> {
            ObjectNode events = events(event, resource);
            if (events.isEmpty()) {
                return Optional.empty();
            }
            ObjectNode subject = NODES.objectNode().put("format", "scim").put("uri", resource.path());
            resource.externalId().ifPresent(id -> subject.put("externalId", id));
            ObjectNode claims = claims(event.id(), now, subject, events).put("toe", event.time().getEpochSecond());
            event.context()
                    .path("connection")
                    .path("id")
                    .stringValueOpt()
                    .ifPresent(id -> claims.put("rollcall_connection", id));
            return Optional.of(claims);
        });
    }

    /** The claims of a token that tells of nobody. */
    public ObjectNode ofTest(EventId event, Instant now) {
        ObjectNode events = NODES.objectNode();
        events.putObject(VERIFICATION).put("state", event.text());
        return claims(event, now, NODES.objectNode().put("format", "opaque").put("id", stream.value()), events);
    }

    private ObjectNode claims(EventId event, Instant now, ObjectNode subject, ObjectNode events) {
        ObjectNode claims = NODES.objectNode()
                .put("iss", issuer)
                .put("aud", audience)
                .put("iat", now.getEpochSecond())
                .put("jti", event.text() + "." + stream.value())
                .put("txn", (event.isBeside() ? event : event.beginningOfChange()).text());
        claims.set("sub_id", subject);
        claims.set("events", events);
        return claims;
    }

    private ObjectNode events(RenderedEvent event, ResourceEvent resource) {
        ObjectNode events = NODES.objectNode();
        switch (resource.kind()) {
            case CREATED -> resource.document()
                    .ifPresent(document -> provisioned(events, "create", event.version(), document,
                            ResourceEvent.attributes(document).keySet()));
            case CHANGED -> {
                if (!resource.steps().isEmpty()) {
                    provisioned(events, "patch", event.version(), patch(resource.steps()),
                            resource.steps().stream().map(Step::attribute).distinct().toList());
                }
                if (event.type() == EventType.USER_UPDATED && event.changed().contains("blocked")) {
                    events.putObject(SCIM_EVENT + (event.object().path("blocked").asBoolean(false)
                            ? "prov:deactivate"
                            : "prov:activate"));
                }
            }
            case DELETED -> events.putObject(SCIM_EVENT + "prov:delete");
            case JOINED -> events.putObject(SCIM_EVENT + "feed:add");
            case LEFT -> events.putObject(SCIM_EVENT + "feed:remove");
        }
        return events;
    }

    private void provisioned(
            ObjectNode events, String what, long version, JsonNode data, Collection<String> attributes) {
        ObjectNode event = events.putObject(SCIM_EVENT + "prov:" + what + (values ? ":full" : ":notice"))
                .put("version", ResourceEvent.tag(version));
        if (values) {
            event.set("data", data);
        } else {
            attributes.forEach(event.putArray("attributes")::add);
        }
    }

    private static ObjectNode patch(List<Step> steps) {
        ObjectNode message = NODES.objectNode();
        message.putArray("schemas").add(Urns.PATCH_OP);
        ArrayNode operations = message.putArray("Operations");
        for (Step step : steps) {
            ObjectNode operation = operations.addObject().put("op", step.operation()).put("path", step.path());
            step.value().ifPresent(value -> operation.set("value", value));
        }
        return message;
    }
}

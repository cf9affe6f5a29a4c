package dev.rollcall.outbound.preview;

import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SecurityEventTokenSource;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetQuirk;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.mapping.InvalidMappingException;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.expression.RowExpressionException;
import dev.rollcall.outbound.credential.TargetTokens;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import dev.rollcall.outbound.delivery.WorkClock;
import dev.rollcall.outbound.scim.ScimDriver;
import dev.rollcall.outbound.webhook.SecurityEventClaims;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says what would be sent for an event: an event in, the exact requests out.
 *
 * <p>Guarantees: nothing is sent, nothing is stored, no name is looked up; it works without a network. The requests are made by what
 * makes them when they are sent, under the stream's settings, against a target that answers by the RFC: for an update or a deletion
 * it has the resource, for a creation it has not. A Security Event Token is shown by its claims. Secrets are left out. What the
 * stream knows of its target, ids and quirks, counts.
 */
public final class EventPreview {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final ConnectionId UNKNOWN = new ConnectionId("con_0000000000000000");
    private static final String HIDDEN = "(the stream's own)";

    private final Storage storage;
    private final MappingLimits limits;
    private final Clock clock;
    private final RandomGenerator random;
    private final SecurityEventPreview securityEvents;
    private final SecurityEventTokenSource tokens;

    /**
     * @param source of the events that are kept
     * @param tokens says who the issuer of Security Event Tokens is; it signs none here
     * @param random for passwords that are made up
     */
    public EventPreview(
            Storage storage, EventSource source, SecurityEventTokenSource tokens, MappingLimits limits, Clock clock,
            RandomGenerator random) {
        this.storage = storage;
        this.securityEvents = new SecurityEventPreview(storage, source);
        this.tokens = tokens;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
    }

    private record Known(SubjectKey subject, Optional<Connection> connection, Optional<RemoteRecord> remote,
            List<TargetQuirk> quirks) {}

    /**
     * What would be sent.
     *
     * @param given a CloudEvent, of Rollcall or Auth0
     * @return {@code {"requests":[{"method","url","headers","body"}],"outcome":"…"}}
     * @throws IllegalArgumentException when the event cannot be read; the message says what is wrong with it
     */
    public ObjectNode preview(EventStream stream, ObjectNode given) {
        PreviewEvent event = PreviewEvent.of(given);
        Known known = storage.read(Share.OUTBOUND, session -> known(session, stream, event));
        Optional<String> skipped = skipped(stream, event, known);
        if (skipped.isPresent()) {
            return answer(List.of(), "", "skipped: " + skipped.get());
        }
        return switch (stream.destination()) {
            case ScimTarget target -> scim(stream, target, event, known);
            case WebhookTarget target when target.format().isSecurityEvent() ->
                securityEvent(target, event, stream, known);
            case WebhookTarget target -> webhook(target, event, stream);
            default -> throw new IllegalArgumentException("There is no preview of this kind of destination.");
        };
    }

    private static Known known(ReadSession session, EventStream stream, PreviewEvent event) {
        Optional<UserId> user = UserId.parse(event.object().path("user_id").asString(""));
        Optional<Connection> connection = event.connection()
                .flatMap(name -> name.startsWith("con_")
                        ? session.connections().find(new ConnectionId(name))
                        : session.connections().named(name))
                .or(() -> user.flatMap(id -> session.connections().named(id.connection())));
        ConnectionId id = connection.map(Connection::id).orElse(UNKNOWN);
        JsonNode group = event.type().isOfMembers() ? event.object().path("group") : event.object();
        SubjectKey subject = event.object().has("user_id")
                ? SubjectKey.user(id, user.map(UserId::subject).orElse(event.object().path("user_id").asString("")))
                : event.object().has("resource_type")
                        ? SubjectKey.resource(id, event.object().path("id").asString("-"))
                        : SubjectKey.group(id,
                                GroupId.scimId(group.path("id").asString("")).orElse(group.path("id").asString("-")));
        return new Known(subject, connection, session.remotes().find(stream.id(), subject),
                session.remotes().quirks(stream.id()));
    }

    private static Optional<String> skipped(EventStream stream, PreviewEvent event, Known known) {
        if (!stream.subscriptions().contains(event.type())) {
            return Optional.of("the stream does not subscribe to " + event.type().keyword());
        }
        if (event.isTest() && stream.destination() instanceof ScimTarget) {
            return Optional.of(SkipReason.TEST.sentence());
        }
        boolean listed = !stream.filter().connections().isEmpty();
        if (listed && known.connection().filter(one -> stream.filter().takes(one.id())).isEmpty()) {
            return Optional.of(SkipReason.CONNECTION.sentence());
        }
        boolean other = !stream.filter().changed().isEmpty()
                && event.type() == EventType.USER_UPDATED
                && event.changed()
                        .filter(paths -> paths.stream().noneMatch(path -> isWanted(stream, path)))
                        .isPresent();
        return other ? Optional.of(SkipReason.CHANGED.sentence()) : Optional.empty();
    }

    private static boolean isWanted(EventStream stream, String path) {
        return stream.filter()
                .changed()
                .stream()
                .anyMatch(wanted -> path.equals(wanted)
                        || path.startsWith(wanted + ".")
                        || wanted.startsWith(path + "."));
    }

    private ObjectNode scim(EventStream stream, ScimTarget target, PreviewEvent event, Known known) {
        HeadIntent intent = intent(event.type());
        Optional<String> there = intent == HeadIntent.CREATE
                ? Optional.empty()
                : Optional.of(event.object()
                        .path("user_id")
                        .asString(
                                event.object()
                                        .path("id")
                                        .asString(event.object().path("group").path("id").asString(""))));
        PaperTarget paper = new PaperTarget(there);
        TargetTokens tokens = new TargetTokens(
                new TargetAccess.None(), TargetSecrets.NONE, Optional.empty(), Optional.empty(), clock);
        PreviewSubjects subjects = new PreviewSubjects(event, known.remote(), known.quirks());
        Instant now = clock.instant();
        DeliveryHead head = DeliveryHead.due(
                stream.id(), known.subject(), intent, EventId.BEGINNING, HeadOrigin.EVENT, now);
        try (ScimDriver driver = new ScimDriver(stream, paper, tokens, subjects, limits, random, () -> {})) {
            DeliveryOutcome outcome = driver.deliver(new DeliveryWork(stream, head, List.of()),
                    new WorkClock(clock, System::nanoTime, System.nanoTime(), TIME, TIME, () -> false));
            boolean authorized = !(target.access() instanceof TargetAccess.None);
            // What the driver asks once to get to know a target is of no event.
            List<ScimRequest> requests = paper.requests()
                    .stream()
                    .filter(request -> !request.target().startsWith("/ServiceProviderConfig"))
                    .toList();
            return answer(requests, target.baseUrl().toString(), said(outcome), authorized);
        } catch (InvalidMappingException | RowExpressionException | UnusableStreamException e) {
            throw new IllegalArgumentException("The stream's mapping or condition cannot be used: " + e.getMessage(),
                    e);
        }
    }

    private static HeadIntent intent(EventType type) {
        return switch (type) {
            case USER_CREATED, GROUP_CREATED -> HeadIntent.CREATE;
            case USER_DELETED, GROUP_DELETED -> HeadIntent.DELETE;
            default -> HeadIntent.UPDATE;
        };
    }

    private static String said(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Skipped(SkipReason reason, var learned, var exchanges) ->
                "skipped: " + reason.sentence();
            case DeliveryOutcome.Final(String cause, var learned, var exchanges) -> "failed: " + cause;
            case DeliveryOutcome.Unauthorized(String cause, var sure, var lost, var learned, var exchanges) ->
                "failed: " + cause;
            case DeliveryOutcome.Later later -> "failed: " + later.cause();
            case DeliveryOutcome.NothingToSend nothing -> "nothing to send: the target has exactly this";
            default -> "delivered";
        };
    }

    private static ObjectNode answer(List<ScimRequest> requests, String base, String outcome) {
        return answer(requests, base, outcome, false);
    }

    private static ObjectNode answer(List<ScimRequest> requests, String base, String outcome, boolean authorized) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = answer.putArray("requests");
        for (ScimRequest request : requests) {
            ObjectNode shown = list.addObject().put("method", request.method()).put("url", base + request.target());
            ObjectNode headers = shown.putObject("headers");
            request.headers().stream().map(EventPreview::hidden).forEach(one -> headers.put(one.name(), one.value()));
            if (authorized) {
                headers.put("Authorization", HIDDEN);
            }
            request.body().ifPresent(body -> shown.set("body", withoutPassword(body)));
        }
        return answer.put("outcome", outcome);
    }

    private static ScimHeader hidden(ScimHeader header) {
        return header.name().equalsIgnoreCase("Authorization") ? new ScimHeader(header.name(), HIDDEN) : header;
    }

    private static JsonNode withoutPassword(String body) {
        JsonNode read = JSON.readTree(body);
        if (read instanceof ObjectNode object && object.has("password")) {
            object.put("password", "(made up for each request)");
        }
        return read;
    }

    private ObjectNode webhook(WebhookTarget target, PreviewEvent event, EventStream stream) {
        ObjectNode body = event.event().deepCopy();
        body.put("a0stream", stream.id().value());
        List<ScimHeader> headers = List.of(
                new ScimHeader("Content-Type", "application/json"),
                new ScimHeader("webhook-id", event.event().path("id").asString("(the event's id)")),
                new ScimHeader("webhook-timestamp", Long.toString(clock.instant().getEpochSecond())),
                new ScimHeader("webhook-signature", "(v1, by each secret in force)"));
        return posted(target, headers, body);
    }

    /** Shown with its claims: nothing is signed for a preview. */
    private ObjectNode securityEvent(WebhookTarget target, PreviewEvent event, EventStream stream, Known known) {
        SecurityEventClaims claims = new SecurityEventClaims(stream.id(), target, tokens.issuer());
        Instant now = clock.instant();
        Optional<ObjectNode> told = event.isTest()
                ? Optional.of(claims.ofTest(EventId.beside(now, random), now))
                : claims.of(securityEvents.of(event, known.connection(), known.subject(), now),
                        now);
        return told.map(body -> posted(target,
                List.of(new ScimHeader("Content-Type", SecurityEventClaims.MEDIA_TYPE)), body))
                .orElseGet(() -> answer(List.of(), "", "skipped: " + SkipReason.UNCHANGED.sentence()));
    }

    private static ObjectNode posted(WebhookTarget target, List<ScimHeader> headers, ObjectNode body) {
        ScimRequest request = new ScimRequest("POST", "/", headers, Optional.of(body.toString()));
        ObjectNode answer = answer(
                List.of(request), "", "delivered", !(target.access() instanceof TargetAccess.None));
        ((ObjectNode) answer.path("requests").path(0)).put("url", target.endpoint().toString());
        return answer;
    }
}

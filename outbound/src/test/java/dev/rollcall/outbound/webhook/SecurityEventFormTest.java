package dev.rollcall.outbound.webhook;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.rendering.ResourceEvent;
import dev.rollcall.directory.rendering.ResourceEvent.Kind;
import dev.rollcall.directory.rendering.ResourceEvent.Step;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.SecurityEventTokenSource;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.WebhookFormat;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** How large a Security Event Token may be, and what has nothing to tell in one. */
class SecurityEventFormTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final StreamId STREAM = StreamId.next(new Random(3));
    private static final EventId EVENT = new EventId(7, 9, 1_026);

    /** Stands for a signature: the claims in Base64, as long as a token has them. */
    private static final class Encoded implements SecurityEventTokenSource {
        @Override
        public String issuer() {
            return "https://id.example.com/";
        }

        @Override
        public String token(String claims) {
            return Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static WebhookForm form(WebhookFormat format) {
        return new SecurityEventForm(STREAM, new WebhookTarget(URI.create("https://them.example/push"), format,
                Optional.empty(), new TargetAccess.None(), Duration.ofSeconds(1), 1, TargetNetwork.DIRECT),
                new Encoded());
    }

    private static RenderedEvent event(Optional<ResourceEvent> resource) {
        return new RenderedEvent(EVENT, EventType.USER_UPDATED, NOW.minusSeconds(60),
                JsonNodeFactory.instance.objectNode(), Optional.empty(), Set.of(), List.of(), 5, Optional.of("1"),
                false,
                JsonNodeFactory.instance.objectNode(), resource);
    }

    private static RenderedEvent changed(List<Step> steps) {
        return event(
                Optional.of(new ResourceEvent("/Users/1", Optional.empty(), Kind.CHANGED, Optional.empty(), steps)));
    }

    private static Step step(String path, int length) {
        return new Step("replace", path, Optional.of(JsonNodeFactory.instance.stringNode("x".repeat(length))));
    }

    private static StreamDelivery delivery() {
        return StreamDelivery.pending(STREAM, EVENT, SubjectKey.test(EVENT), EventType.USER_UPDATED, HeadIntent.DELIVER,
                NOW);
    }

    private static JsonNode claims(WebhookForm.Written written) {
        assertThat(written).isInstanceOf(WebhookForm.Posted.class);
        WebhookForm.Posted posted = (WebhookForm.Posted) written;
        assertThat(posted.message().body().orElseThrow().length()).isLessThanOrEqualTo(WebhookForm.LARGEST);
        String body = new String(Base64.getUrlDecoder().decode(posted.message().body().orElseThrow()),
                StandardCharsets.UTF_8);
        assertThat(posted.message().shown()).contains(body);
        return JsonMapper.shared().readTree(body);
    }

    private static JsonNode events(List<Step> steps) {
        return claims(form(WebhookFormat.SCIM_FULL).write(changed(steps), delivery(), NOW)).path("events");
    }

    @Test
    void valuesThatHaveNoRoomAreLeftOutAndTheirAttributesNamed() {
        String full = "urn:ietf:params:scim:event:prov:patch:full";
        assertThat(events(List.of(step("title", 700_000))).propertyNames()).containsExactly(full);
        // Base64 makes four bytes of three.
        for (int length : new int[]{800_000, 2_000_000}) {
            JsonNode events = events(List.of(step("title", length), step("nickName", 1)));
            assertThat(events.toString()).isEqualTo("{\"urn:ietf:params:scim:event:prov:patch:notice\":"
                    + "{\"version\":\"W/\\\"5\\\"\",\"attributes\":[\"title\",\"nickName\"]}}");
        }
    }

    @Test
    void whatIsTooLargeEvenSoIsAFailure() {
        List<Step> steps = IntStream.range(0, 20_000).mapToObj(i -> step("x".repeat(50) + i, 0)).toList();
        assertThat(form(WebhookFormat.SCIM_NOTICE).write(changed(steps), delivery(), NOW))
                .isInstanceOfSatisfying(WebhookForm.Settled.class, settled -> assertThat(settled.outcome())
                        .isInstanceOfSatisfying(DeliveryOutcome.Final.class,
                                failed -> assertThat(failed.cause()).contains("larger than 1048576 bytes")));
    }

    @Test
    void whatTellsNothingOfAResourceIsPassedOver() {
        for (RenderedEvent event : List.of(event(Optional.empty()), changed(List.of()))) {
            assertThat(form(WebhookFormat.SCIM_FULL).write(event, delivery(), NOW))
                    .isInstanceOfSatisfying(WebhookForm.Settled.class, settled -> assertThat(settled.outcome())
                            .isInstanceOfSatisfying(DeliveryOutcome.Skipped.class,
                                    skipped -> assertThat(skipped.reason()).isEqualTo(SkipReason.UNCHANGED)));
        }
    }

    @Test
    void theTransactionIsThatOfTheChangeAndTheTimesAreOfTheTokenAndOfTheChange() {
        JsonNode claims = claims(form(WebhookFormat.SCIM_NOTICE).write(changed(List.of(step("title", 1))), delivery(),
                NOW));
        assertThat(claims.path("txn").asString()).isEqualTo(new EventId(7, 9, 0).text());
        assertThat(claims.path("jti").asString()).isEqualTo(EVENT.text() + "." + STREAM);
        assertThat(claims.path("iat").asLong() - claims.path("toe").asLong()).isEqualTo(60);
        assertThat(claims.path("aud").asString()).isEqualTo("https://them.example/push");
    }

    @Test
    void aTestAsksWhetherTokensArriveAndTellsOfNobody() {
        EventId beside = EventId.beside(NOW, new Random(1));
        StreamDelivery test = StreamDelivery.pending(STREAM, beside, SubjectKey.test(beside), EventType.USER_CREATED,
                HeadIntent.DELIVER, NOW);
        JsonNode claims = claims(form(WebhookFormat.SCIM_FULL).writeTest(test, "{}", NOW));
        assertThat(claims.path("events").toString()).isEqualTo(
                "{\"https://schemas.openid.net/secevent/ssf/event-type/verification\":{\"state\":\"" + beside.text()
                        + "\"}}");
        assertThat(claims.path("sub_id").toString())
                .isEqualTo("{\"format\":\"opaque\",\"id\":\"" + STREAM.value() + "\"}");
        assertThat(claims.path("txn").asString()).isEqualTo(beside.text());
    }
}

package dev.rollcall.outbound.post;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.WebhookFormat;
import dev.rollcall.outbound.fault.CannedAnswer;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.TargetRequest;
import dev.rollcall.outbound.house.OutboundHouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Security Event Tokens of SCIM, as a receiver gets and checks them (requirements 9967-2.1-01 to 9967-2.4.5-01 that are of a publisher,
 * and 9967-D-01).
 */
class SecurityEventStreamTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROV = "urn:ietf:params:scim:event:prov:";
    private static final String FEED = "urn:ietf:params:scim:event:feed:";

    @TempDir
    Path folder;

    private PostedHouse posted;

    @BeforeEach
    void open() {
        posted = new PostedHouse(folder);
    }

    @AfterEach
    void close() {
        posted.close();
    }

    /** What a token says, after the receiver has checked it against the keys that the service publishes. */
    private JsonNode verified(TargetRequest request) {
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers().get("content-type")).isEqualTo("application/secevent+jwt");
        assertThat(request.headers().get("accept")).isEqualTo("application/json");
        assertThat(request.headers()).doesNotContainKey("webhook-signature");
        assertThat(isGood(request.body())).isTrue();
        return JSON.readTree(claims(request.body()));
    }

    private boolean isGood(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWKSet published = JWKSet.parse(posted.oauth.authorizationServer().keySet());
            ECKey key = (ECKey) published.getKeyByKeyId(jwt.getHeader().getKeyID());
            assertThat(key.isPrivate()).isFalse();
            return jwt.getHeader().getType().getType().equals("secevent+jwt")
                    && jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.ES256)
                    && jwt.verify(new ECDSAVerifier(key));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }

    private List<JsonNode> told(String path, int count) {
        posted.await(count + " tokens at " + path, () -> posted.sentTo(path).size() >= count);
        List<JsonNode> told = posted.sentTo(path).stream().map(this::verified).toList();
        assertThat(told).hasSize(count);
        return told;
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void aReceiverChecksWhoHasMadeATokenForWhomAndAboutWhat() {
        EventStream stream = posted.signals("/signals", WebhookFormat.SCIM_NOTICE, Optional.of("https://them.example"));
        String ada = posted.house.user("ada");
        JsonNode token = told("/signals", 1).getFirst();
        assertThat(token.path("iss").asString()).isEqualTo("https://id.example.com/");
        assertThat(token.path("aud").asString()).isEqualTo("https://them.example");
        long now = posted.clock.instant().getEpochSecond();
        assertThat(token.path("iat").asLong()).isEqualTo(now);
        assertThat(token.path("toe").asLong()).isEqualTo(now);
        assertThat(token.path("jti").asString()).matches("evt_\\w{22}\\." + stream.id());
        assertThat(token.path("txn").asString()).matches("evt_\\w{22}");
        assertThat(token.path("sub_id")).isEqualTo(
                OutboundHouse.json("{'format':'scim','uri':'/Users/" + ada + "','externalId':'ext-ada'}"));
        assertThat(token.has("sub")).isFalse();
        assertThat(token.path("rollcall_connection").asString()).isEqualTo(posted.house.connection.id().value());
        JsonNode event = token.path("events").path(PROV + "create:notice");
        assertThat(token.path("events").size()).isEqualTo(1);
        assertThat(event.path("version").asString()).isEqualTo("W/\"1\"");
        assertThat(event.has("data")).isFalse();
        assertThat(texts(event.path("attributes"))).contains("id", "externalId", "userName", "name", "emails")
                .doesNotContain("schemas", "meta");
    }

    @Test
    void whatWasTamperedWithIsRefused() throws Exception {
        posted.signals("/signals", WebhookFormat.SCIM_NOTICE, Optional.empty());
        posted.house.user("ada");
        assertThat(told("/signals", 1).getFirst().path("aud").asString())
                .isEqualTo(posted.receiver.url("/signals").toString());
        String[] parts = posted.sentTo("/signals").getFirst().body().split("\\.", -1);
        assertThat(isGood(String.join(".", parts))).isTrue();
        String other = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        claims(String.join(".", parts)).replace("create", "delete").getBytes(StandardCharsets.UTF_8));
        assertThat(isGood(parts[0] + "." + other + "." + parts[2])).isFalse();
        char first = parts[2].charAt(0) == 'A' ? 'B' : 'A';
        assertThat(isGood(parts[0] + "." + parts[1] + "." + first + parts[2].substring(1))).isFalse();
    }

    @Test
    void noticesNameWhatIsDifferentAndFullEventsHaveIt() {
        posted.signals("/notice", WebhookFormat.SCIM_NOTICE, Optional.empty());
        posted.signals("/full", WebhookFormat.SCIM_FULL, Optional.empty());
        String ada = posted.house.user("ada");
        told("/full", 1);
        posted.house.patch(ada, "{'op':'replace','path':'title','value':'Countess'}",
                "{'op':'remove','path':'name.familyName'}",
                "{'op':'add','path':'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',"
                        + "'value':'Engines'}");
        told("/full", 2);
        posted.house.patch(ada, "{'op':'replace','path':'active','value':false}");
        told("/full", 3);
        posted.house.patch(ada, "{'op':'replace','path':'active','value':true}");
        told("/full", 4);
        posted.house.delete(ada);
        List<JsonNode> full = told("/full", 5);
        List<JsonNode> notice = told("/notice", 5);

        JsonNode created = full.getFirst().path("events").path(PROV + "create:full");
        assertThat(created.has("attributes")).isFalse();
        assertThat(created.path("data").path("id").asString()).isEqualTo(ada);
        assertThat(created.path("data").path("userName").asString()).isEqualTo("ada@acme.example");
        assertThat(texts(created.path("data").path("schemas")))
                .contains("urn:ietf:params:scim:schemas:core:2.0:User");
        assertThat(created.path("data").path("meta").path("resourceType").asString()).isEqualTo("User");
        assertThat(created.path("data").path("meta").path("version").asString()).isEqualTo("W/\"1\"");

        JsonNode patched = full.get(1).path("events").path(PROV + "patch:full");
        assertThat(patched.path("version").asString()).isEqualTo("W/\"2\"");
        assertThat(texts(patched.path("data").path("schemas")))
                .containsExactly("urn:ietf:params:scim:api:messages:2.0:PatchOp");
        assertThat(patched.path("data").path("Operations").toString()).contains(
                "{\"op\":\"replace\",\"path\":\"title\",\"value\":\"Countess\"}",
                "{\"op\":\"remove\",\"path\":\"name.familyName\"}");
        List<String> attributes = texts(notice.get(1).path("events").path(PROV + "patch:notice").path("attributes"));
        assertThat(attributes).containsExactlyInAnyOrder("title", "name.familyName",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department");

        assertThat(full.get(2).path("events").propertyNames())
                .containsExactly(PROV + "patch:full", PROV + "deactivate");
        assertThat(notice.get(2).path("events").path(PROV + "deactivate").toString()).isEqualTo("{}");
        assertThat(notice.get(3).path("events").propertyNames())
                .containsExactly(PROV + "patch:notice", PROV + "activate");
        assertThat(full.get(4).path("events").toString()).isEqualTo("{\"" + PROV + "delete\":{}}");
        assertThat(full.get(4).path("sub_id").path("externalId").asString()).isEqualTo("ext-ada");
        assertThat(notice.get(4).path("events").toString()).isEqualTo("{\"" + PROV + "delete\":{}}");
    }

    @Test
    void twoReceiversAreToldOfOneChangeUnderOneTransactionAndOtherTokens() {
        posted.signals("/one", WebhookFormat.SCIM_NOTICE, Optional.empty());
        posted.signals("/other", WebhookFormat.SCIM_NOTICE, Optional.empty());
        String ada = posted.house.user("ada");
        String ben = posted.house.user("ben");
        told("/one", 2);
        posted.house.group("Team", ada, ben);
        List<JsonNode> one = told("/one", 5);
        List<JsonNode> other = told("/other", 5);
        for (int i = 0; i < 5; i++) {
            String jti = one.get(i).path("jti").asString();
            assertThat(other.stream().map(token -> token.path("jti").asString())).doesNotContain(jti);
            assertThat(other.stream().map(token -> token.path("txn").asString()))
                    .contains(one.get(i).path("txn").asString());
        }
        assertThat(one.stream().map(token -> token.path("jti").asString())).doesNotHaveDuplicates();
        assertThat(one.stream().map(token -> token.path("txn").asString()).distinct())
                .as("two users, and a group with its members")
                .hasSize(3);
    }

    @Test
    void aGroupIsToldOfWithItsMembersOneByOne() {
        String ada = posted.house.user("ada");
        posted.signals("/signals", WebhookFormat.SCIM_FULL, Optional.empty());
        String team = posted.house.group("Team", ada);
        told("/signals", 2);
        posted.house.patchGroup(team, "{'op':'replace','path':'displayName','value':'Crew'}");
        told("/signals", 3);
        posted.house.patchGroup(team, "{'op':'remove','path':'members[value eq \\\"" + ada + "\\\"]'}");
        told("/signals", 4);
        posted.house.deleteGroup(team);
        List<JsonNode> told = told("/signals", 5);
        assertThat(told).allSatisfy(token -> assertThat(token.path("sub_id").path("uri").asString())
                .isEqualTo("/Groups/" + team));
        assertThat(told.getFirst()
                .path("events")
                .path(PROV + "create:full")
                .path("data")
                .path("displayName")
                .asString()).isEqualTo("Team");
        assertThat(operation(told.get(1)))
                .isEqualTo(OutboundHouse.json("{'op':'add','path':'members','value':[{'value':'"
                        + ada + "','type':'User'}]}"));
        assertThat(operation(told.get(2)))
                .isEqualTo(OutboundHouse.json("{'op':'replace','path':'displayName','value':'Crew'}"));
        assertThat(operation(told.get(3)).path("path").asString()).isEqualTo("members[value eq \"" + ada + "\"]");
        assertThat(told.getLast().path("events").propertyNames()).containsExactly(PROV + "delete");
    }

    private static JsonNode operation(JsonNode token) {
        JsonNode operations = token.path("events").path(PROV + "patch:full").path("data").path("Operations");
        assertThat(operations.size()).isEqualTo(1);
        return operations.path(0);
    }

    @Test
    void aLinkedAccountLeavesTheFeedAndJoinsItAgain() {
        posted.signals("/signals", WebhookFormat.SCIM_FULL, Optional.empty());
        UserId ada = UserId.parse(posted.house.userId(posted.house.user("ada"))).orElseThrow();
        String second = posted.house.user("ben");
        UserId ben = UserId.parse(posted.house.userId(second)).orElseThrow();
        told("/signals", 2);
        LinkedAccounts links = new LinkedAccounts(posted.people);
        assertThat(links.link(posted.caller(), ada, ben)).isPresent();
        told("/signals", 3);
        assertThat(links.unlink(posted.caller(), ada, ben)).isPresent();
        List<JsonNode> told = told("/signals", 4);
        assertThat(told.get(2).path("events").toString()).isEqualTo("{\"" + FEED + "remove\":{}}");
        assertThat(told.get(3).path("events").toString()).isEqualTo("{\"" + FEED + "add\":{}}");
        assertThat(told.subList(2, 4)).allSatisfy(token -> assertThat(token.path("sub_id").path("uri").asString())
                .isEqualTo("/Users/" + second));
    }

    @Test
    void aBlockOfTheProductDeactivatesAndWhatOnlyTheProductHasIsNotToldOf() {
        EventStream stream = posted.signals("/signals", WebhookFormat.SCIM_FULL, Optional.empty());
        UserId ada = UserId.parse(posted.house.userId(posted.house.user("ada"))).orElseThrow();
        told("/signals", 1);
        PersonEdits edits = new PersonEdits(posted.people);
        assertThat(edits.patch(posted.caller(), ada, OutboundHouse.json("{'app_metadata':{'plan':'gold'}}")))
                .isPresent();
        posted.await("metadata is passed over", () -> deliveries(stream, DeliveryState.SKIPPED).size() == 1);
        assertThat(edits.patch(posted.caller(), ada, OutboundHouse.json("{'blocked':true}"))).isPresent();
        told("/signals", 2);
        assertThat(edits.patch(posted.caller(), ada, OutboundHouse.json("{'blocked':false}"))).isPresent();
        List<JsonNode> told = told("/signals", 3);
        assertThat(told.get(1).path("events").toString()).isEqualTo("{\"" + PROV + "deactivate\":{}}");
        assertThat(told.get(2).path("events").toString()).isEqualTo("{\"" + PROV + "activate\":{}}");
    }

    @Test
    void aTokenThatIsTriedAgainHasTheIdOfTheFirstOne() {
        EventStream stream = posted.signals("/signals", WebhookFormat.SCIM_NOTICE, Optional.empty());
        posted.receiver.next("POST /signals", Fault.status(503));
        posted.house.user("ada");
        posted.await("the first attempt", () -> posted.sentTo("/signals").size() == 1);
        posted.await("it was taken for one that comes again", () -> deliveries(stream, DeliveryState.PENDING).stream()
                .anyMatch(delivery -> posted.house.storage.read(Share.OUTBOUND,
                        session -> session.deliveries().attempts(stream.id(), delivery.event())).size() == 1));
        posted.clock.advance(Duration.ofMinutes(5));
        posted.await("the second attempt", () -> posted.sentTo("/signals").size() == 2);
        JsonNode first = verified(posted.sentTo("/signals").getFirst());
        JsonNode second = verified(posted.sentTo("/signals").getLast());
        for (String claim : List.of("jti", "txn", "toe", "sub_id", "events")) {
            assertThat(second.path(claim)).as(claim).isEqualTo(first.path(claim));
        }
        assertThat(second.path("iat").asLong()).isEqualTo(first.path("iat").asLong() + 300);
    }

    @Test
    void whatAReceiverSaysOfATokenThatItDoesNotTakeIsWhyItIsADeadLetter() {
        EventStream stream = posted.signals("/signals", WebhookFormat.SCIM_NOTICE, Optional.empty());
        posted.receiver.next("POST /signals", new Fault.Instead(new CannedAnswer(400,
                Map.of("Content-Type", "application/json", "Content-Language", "en"),
                "{\"err\":\"invalid_audience\",\"description\":\"This is\\nnot for us\"}"), false));
        String ada = posted.house.user("ada");
        posted.await("it is a dead letter", () -> deliveries(stream, DeliveryState.FAILED).size() == 1);
        assertThat(deliveries(stream, DeliveryState.FAILED).getFirst().cause())
                .contains("HTTP 400 invalid_audience: This is not for us");
        for (String other : List.of("no JSON", "[]", "{\"err\":{}}", "[".repeat(9_000))) {
            posted.receiver.next("POST /signals",
                    new Fault.Instead(new CannedAnswer(400, Map.of(), other), false));
            int before = deliveries(stream, DeliveryState.FAILED).size();
            posted.house.patch(ada, "{'op':'replace','path':'title','value':'" + before + "'}");
            posted.await("another one", () -> deliveries(stream, DeliveryState.FAILED).size() == before + 1);
        }
        assertThat(deliveries(stream, DeliveryState.FAILED).stream()
                .map(StreamDelivery::cause)
                .flatMap(Optional::stream)
                .distinct()).containsExactlyInAnyOrder("HTTP 400 invalid_audience: This is not for us", "HTTP 400");
    }

    private List<StreamDelivery> deliveries(EventStream stream, DeliveryState state) {
        return posted.house.storage.read(Share.OUTBOUND,
                session -> session.deliveries().page(DeliveryQuery.all(stream.id()), 100))
                .deliveries()
                .stream()
                .filter(delivery -> delivery.state() == state)
                .toList();
    }
}

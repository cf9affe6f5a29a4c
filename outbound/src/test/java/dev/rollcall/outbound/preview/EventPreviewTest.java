package dev.rollcall.outbound.preview;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.declaration.Declarations;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.rendering.EventRenderer;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.rendering.RenderedEvent;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.ResourceSearch;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.SecurityEventTokenSource;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.type.DeclarationLimits;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.outbound.fault.FaultTarget;
import dev.rollcall.outbound.house.OutboundHouse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Auth0's document calls the local test: an event in, the requests out, nothing sent. */
class EventPreviewTest {
    private static final String ADA = "'object':{'user_id':'samlp|acme|ada','email':'ada@example.com','given_name':'Ada',"
            + "'name':'Ada L','blocked':true}";

    @TempDir
    Path folder;

    private OutboundHouse house;
    private EventPreview preview;
    private final FaultTarget target = FaultTarget.start();

    @BeforeEach
    void open() {
        house = new OutboundHouse(folder, Clock.systemUTC(), 3);
        preview = new EventPreview(house.storage,
                new EventSource(house.storage, new EventRenderer(house.profiles)), new Unsigned(),
                MappingLimits.defaults(), house.clock, new Random(1));
    }

    @AfterEach
    void close() {
        assertThat(target.journal()).as("nothing is sent").isEmpty();
        target.close();
        house.close();
    }

    @Test
    void aCreationIsOnePostWithTheMappedUserAndNoSecret() {
        ObjectNode answer = preview.preview(house.scimStream(target), event("user.created", ADA));
        assertThat(requests(answer)).containsExactly("POST " + target.url() + "/Users");
        assertThat(answer.path("outcome").asString()).isEqualTo("delivered");
        assertThat(answer.toString()).doesNotContain(FaultTarget.TOKEN);
        ObjectNode first = (ObjectNode) answer.path("requests").path(0);
        assertThat(first.path("headers").path("Authorization").asString()).isEqualTo("(the stream's own)");
        assertThat(first.path("headers").path("Content-Type").asString()).isEqualTo("application/scim+json");
        assertThat(first.path("body")).isEqualTo(OutboundHouse.json("{'schemas':["
                + "'urn:ietf:params:scim:schemas:core:2.0:User'],'externalId':'samlp|acme|ada','active':false,"
                + "'userName':'ada@example.com','emails':[{'type':'work','value':'ada@example.com','primary':true}],"
                + "'name':{'givenName':'Ada','formatted':'Ada L'},'displayName':'Ada L'}"));
    }

    @Test
    void anUpdateAndADeletionLookFirstUnlessTheIdIsKnown() {
        EventStream stream = house.scimStream(target);
        String lookUp = "GET " + target.url() + "/Users?filter=externalId%20eq%20%22samlp%7Cacme%7Cada%22";
        assertThat(requests(preview.preview(stream, event("user.updated", ADA))))
                .containsExactly(lookUp, "PUT " + target.url() + "/Users/" + PaperTarget.ID);
        assertThat(requests(preview.preview(stream, event("user.deleted", ADA))))
                .containsExactly(lookUp, "DELETE " + target.url() + "/Users/" + PaperTarget.ID);
        house.storage.write(Share.HOUSE, "known", session -> {
            session.remotes()
                    .put(new RemoteRecord(stream.id(),
                            SubjectKey.user(house.connection.id(), "ada"), "scim-id", Optional.of("u77"),
                            Optional.empty(), Optional.empty(), Optional.empty(), EventId.BEGINNING, false, true,
                            house.clock.instant()));
            return stream;
        });
        assertThat(requests(preview.preview(stream, event("user.updated", ADA))))
                .containsExactly("PUT " + target.url() + "/Users/u77");
    }

    @Test
    void whatWouldNotBeSentSaysWhy() {
        EventStream watched = house.scimStream(target,
                new StreamFilter(Set.of(), Set.of("email"), Optional.empty(), false, false), DeliveryPolicy.DEFAULT);
        assertThat(outcome(watched, event("user.updated", ADA + ",'changed':['nickname']")))
                .startsWith("skipped: Nothing");
        assertThat(outcome(watched, event("user.updated", ADA + ",'changed':['email']"))).isEqualTo("delivered");
        assertThat(outcome(house.scimStream(target), event("user.created", "'object':{'user_id':'samlp|acme|x'}")))
                .contains("no e-mail address");
        EventStream other = house.scimStream(target, new StreamFilter(
                Set.of(new ConnectionId("con_0000000000000001")), Set.of(), Optional.empty(),
                false, false), DeliveryPolicy.DEFAULT);
        assertThat(outcome(other, event("user.created", ADA))).contains("does not take events of this connection");
    }

    @Test
    void anEventThatCannotBeReadIsRefusedWithWhatIsMissing() {
        EventStream stream = house.scimStream(target);
        for (String[] wrong : List.of(new String[]{"{}", "no type"},
                new String[]{"{'type':'user.created'}", "data.object"},
                new String[]{"{'type':'role.created','data':{'object':{}}}", "no event role.created"})) {
            assertThatThrownBy(() -> preview.preview(stream, OutboundHouse.json(wrong[0])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong[1]);
        }
    }

    @Test
    void aWebhookGetsTheEventItself() {
        EventStream stream = house
                .stream("{'type':'webhook','configuration':{'webhook_endpoint':'" + target.url("/hook")
                        + "'}}", StreamFilter.NONE, DeliveryPolicy.DEFAULT);
        ObjectNode answer = preview.preview(stream, event("user.created", ADA));
        assertThat(requests(answer)).containsExactly("POST " + target.url("/hook"));
        assertThat(answer.path("requests").path(0).path("body").path("type").asString()).isEqualTo("user.created");
    }

    private static final class Unsigned implements SecurityEventTokenSource {
        @Override
        public String issuer() {
            return "https://id.example.com/";
        }

        @Override
        public String token(String claims) {
            throw new AssertionError("Nothing is signed for a preview.");
        }
    }

    private EventStream signals(String format) {
        return house.stream("{'type':'webhook','configuration':{'webhook_endpoint':'" + target.url("/signals")
                + "','format':'" + format + "','audience':'them'}}", StreamFilter.NONE, DeliveryPolicy.DEFAULT);
    }

    @Test
    void aSecurityEventTokenIsShownByItsClaimsAsItIsSent() {
        EventStream stream = signals("scim-set-full");
        String ada = house.user("ada");
        house.patch(ada, "{'op':'replace','path':'title','value':'Countess'}");
        RenderedEvent kept = new EventSource(house.storage, new EventRenderer(house.profiles))
                .after(Share.OUTBOUND, "", Set.of(EventType.USER_UPDATED), 100)
                .events()
                .toList()
                .getLast();
        ObjectNode answer = preview.preview(stream, kept.cloudEvent("acme", Optional.of(stream.id().value())));
        assertThat(requests(answer)).containsExactly("POST " + target.url("/signals"));
        JsonNode request = answer.path("requests").path(0);
        assertThat(request.path("headers").path("Content-Type").asString()).isEqualTo("application/secevent+jwt");
        JsonNode body = request.path("body");
        assertThat(body.path("iss").asString()).isEqualTo("https://id.example.com/");
        assertThat(body.path("aud").asString()).isEqualTo("them");
        assertThat(body.path("jti").asString()).isEqualTo(kept.id() + "." + stream.id());
        assertThat(body.path("sub_id").path("uri").asString()).isEqualTo("/Users/" + ada);
        assertThat(body.path("events")
                .path("urn:ietf:params:scim:event:prov:patch:full")
                .path("data")
                .path("Operations")).isEqualTo(OutboundHouse
                        .json("{'all':[{'op':'replace','path':'title',"
                                + "'value':'Countess'}]}")
                        .path("all"));
    }

    @Test
    void ofAnEventThatNoRecordHasASecurityEventTokenTellsOfTheResourceAsItIsNow() {
        String ada = house.user("ada");
        String object = "'object':{'user_id':'" + house.userId(ada) + "'},'context':{'connection':{'id':'"
                + house.connection.id() + "'}}";
        JsonNode notice = preview.preview(signals("scim-set-notice"), event("user.created", object))
                .path("requests")
                .path(0)
                .path("body");
        assertThat(notice.path("sub_id").path("externalId").asString()).isEqualTo("ext-ada");
        assertThat(notice.path("events")
                .path("urn:ietf:params:scim:event:prov:create:notice")
                .path("attributes")
                .valueStream()
                .map(JsonNode::asString)).contains("id", "userName", "emails").doesNotContain("schemas");
        JsonNode update = preview.preview(signals("scim-set-full"), event("user.updated", object
                + ",'scim_changed':['name.givenName']")).path("requests").path(0).path("body");
        assertThat(update.path("events")
                .path("urn:ietf:params:scim:event:prov:patch:full")
                .path("data")
                .path("Operations")
                .valueStream()
                .map(one -> one.path("path").asString())).containsExactly("name");
        assertThat(outcome(signals("scim-set-full"), event("user.updated", object + ",'scim_changed':[]")))
                .startsWith("skipped: ");
        EventStream stream = signals("scim-set-notice");
        assertThatThrownBy(() -> preview.preview(stream, event("user.created", ADA)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("data.scim_id");
        JsonNode gone = preview.preview(stream, event("user.deleted", ADA + ",'scim_id':'0199'"))
                .path("requests")
                .path(0)
                .path("body");
        assertThat(gone.path("events").toString()).isEqualTo("{\"urn:ietf:params:scim:event:prov:delete\":{}}");
        assertThat(gone.path("sub_id").path("uri").asString()).isEqualTo("/Users/0199");
    }

    @Test
    void aSecurityEventTokenIsShownWithoutWhatNoEventTells() {
        String urn = "urn:example:staff:2.0:User";
        String ada = house.user("ada",
                "'" + urn + "':{'badge':'b1','code':'SECRET','desk':{'floor':'3','key':'SECRET'},"
                        + "'asked':'SECRET'}");
        new Declarations(house.storage, house.clock, house.random, DeclarationLimits.defaults(),
                ResourceSearch.alone(ResourceLimits.defaults()), System::nanoTime)
                .declareSchema(house.connection.id(), OutboundHouse.json("{'extends':[{'resource_type':'User'}],"
                        + "'schema':{'id':'" + urn + "','attributes':[{'name':'badge','type':'string'},"
                        + "{'name':'code','type':'string','returned':'never'},{'name':'asked','type':'string','returned':'request'},"
                        + "{'name':'desk','type':'complex','subAttributes':[{'name':'floor','type':'string'},"
                        + "{'name':'key','type':'string','returned':'never'}]}]}}"), false);
        String object = "'object':{'user_id':'" + house.userId(ada) + "'},'context':{'connection':{'id':'"
                + house.connection.id() + "'}}";
        for (String format : List.of("scim-set-full", "scim-set-notice")) {
            for (String type : List.of("user.created", "user.updated")) {
                String shown = preview.preview(signals(format), event(type, object)).toString();
                assertThat(shown).contains("badge").doesNotContain("SECRET", "code", "asked", "\"key\"");
            }
        }
        assertThat(outcome(signals("scim-set-full"), event("user.updated", object + ",'scim_changed':['" + urn
                + ":code']"))).startsWith("skipped: ");
        assertThat(preview.preview(signals("scim-set-full"), event("user.created", object)).toString())
                .contains("\"meta\":{\"resourceType\":\"User\"");
    }

    private static ObjectNode event(String type, String data) {
        return OutboundHouse.json("{'specversion':'1.0','type':'" + type + "','id':'evt_1','data':{" + data + "}}");
    }

    private String outcome(EventStream stream, ObjectNode event) {
        return preview.preview(stream, event).path("outcome").asString();
    }

    private static List<String> requests(ObjectNode answer) {
        return answer.path("requests")
                .valueStream()
                .map(one -> one.path("method").asString() + " " + one.path("url").asString())
                .toList();
    }
}

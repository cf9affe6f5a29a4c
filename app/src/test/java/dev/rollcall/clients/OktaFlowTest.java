package dev.rollcall.clients;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Okta's requests: a custom app that knows only PUT, and a catalogue app that sends PATCH. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class OktaFlowTest {
    private final ClientFlow flow;
    private final ScimClient client;

    OktaFlowTest(StoreKind kind, LiveServers servers) {
        client = servers.on(kind).connect();
        flow = new ClientFlow(client);
    }

    @Test
    void credentialsTestAndUnknownUser() {
        Answer page = client.get("/Users?startIndex=1&count=2");
        assertThat(page.at("/totalResults")).isEqualTo(0);
        assertThat(page.at("/startIndex")).isEqualTo(1);
        assertThat(page.at("/itemsPerPage")).isEqualTo(0);
        Answer none = client.get("/Users?filter=userName%20eq%20%22test.user%40okta.local%22&startIndex=1&count=100");
        assertThat(none.at("/totalResults")).isEqualTo(0);
        Answer unknown = client.get("/Users/00u0000000000000");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.at("/schemas/0")).isEqualTo(Urn.ERROR);
    }

    @Test
    void createIgnoresPasswordAndGroups() {
        Answer created = create("test.user@okta.local");
        assertThat(created.json().propertyNames()).doesNotContain("password", "groups");
        assertThat(client.get("/Users/" + created.id() + "?attributes=password").text()).doesNotContain("1mz050nq");
        Answer again = client.send("POST", "/Users", userBody("TEST.user@okta.local"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.at("/scimType")).isEqualTo("uniqueness");
    }

    @Test
    void customAppReadsModifiesAndPuts() {
        String id = create("test.user@okta.local").id();
        ObjectNode user = (ObjectNode) flow.read("/Users/" + id);
        ((ObjectNode) user.path("name")).put("familyName", "Changed").put("middleName", "Excited");
        user.putArray("groups");

        Answer put = client.put("/Users/" + id, user);

        assertThat(put.status()).as(put.toString()).isEqualTo(200);
        assertThat(put.id()).isEqualTo(id);
        assertThat(put.at("/name/familyName")).isEqualTo("Changed");
        assertThat(put.at("/name/middleName")).isEqualTo("Excited");
        assertThat(put.at("/locale")).isEqualTo("en-US");
        assertThat(put.at("/meta/created")).isEqualTo(Json.at(user, "/meta/created"));
        assertThat(client.put("/Users/" + id, put.json()).at("/meta/version")).isEqualTo(put.at("/meta/version"));
    }

    @Test
    void customAppDeactivatesByPut() {
        String id = create("test.user@okta.local").id();
        ObjectNode user = (ObjectNode) flow.read("/Users/" + id);
        user.put("active", false);
        assertThat(client.put("/Users/" + id, user).at("/active")).isEqualTo(false);
        assertThat(flow.findOne("/Users", "userName eq \"test.user@okta.local\"").path("active").booleanValue())
                .isFalse();
        user.put("active", true);
        assertThat(client.put("/Users/" + id, user).at("/active")).isEqualTo(true);
    }

    @Test
    void catalogueAppDeactivatesAndChangesThePasswordByPatch() {
        String path = "/Users/" + create("test.user@okta.local").id();
        flow.patch(path, "{op:'replace',value:{active:false}}");
        assertThat(flow.read(path, "/active")).isEqualTo(false);
        flow.patch(path, "{op:'replace',value:{active:true}}");
        Answer changed = flow.patch(path, "{op:'replace',value:{password:'n3w s3cret'}}");
        assertThat(changed.text()).doesNotContain("n3w s3cret");
        assertThat(flow.read(path).has("password")).isFalse();
        assertThat(flow.read(path, "/active")).isEqualTo(true);
    }

    @Test
    void groupPushByPatch() {
        String one = create("one@okta.local").id();
        String two = create("two@okta.local").id();
        String three = create("three@okta.local").id();
        String id = pushedGroup("Test SCIMv2");
        flow.patch("/Groups/" + id, "{op:'add',path:'members',value:[{value:'" + one + "',display:'one@okta.local'},"
                + "{value:'" + two + "',display:'two@okta.local'}]}");
        assertThat(flow.members(id)).containsExactlyInAnyOrder(one, two);

        flow.patch("/Groups/" + id, "{op:'remove',path:'members[value eq \"" + one + "\"]'},"
                + "{op:'add',path:'members',value:[{value:'" + three + "',display:'three@okta.local'}]}");
        assertThat(flow.members(id)).containsExactlyInAnyOrder(two, three);

        flow.patch("/Groups/" + id, "{op:'replace',value:{id:'" + id + "',displayName:'Renamed'}}");
        assertThat(flow.read("/Groups/" + id, "/displayName")).isEqualTo("Renamed");
        assertThat(flow.members(id)).containsExactlyInAnyOrder(two, three);

        flow.patch("/Groups/" + id, "{op:'replace',path:'members',value:[{value:'" + one + "'}]}");
        assertThat(flow.members(id)).containsExactly(one);
        flow.delete("/Groups/" + id);
    }

    @Test
    void groupPushByPut() {
        String one = create("one@okta.local").id();
        String two = create("two@okta.local").id();
        String id = pushedGroup("Test SCIMv2");
        for (List<String> members : List.of(List.of(one, two), List.of(two), List.<String>of())) {
            ObjectNode group = Json.object("{schemas:['" + Urn.GROUP + "'],displayName:'Renamed',members:[]}");
            members.forEach(member -> group.withArrayProperty("members")
                    .addObject()
                    .put("value", member)
                    .put("display", "somebody"));
            Answer put = client.put("/Groups/" + id, group);
            assertThat(put.status()).as(put.toString()).isEqualTo(200);
            assertThat(flow.members(id)).containsExactlyInAnyOrderElementsOf(members);
        }
        assertThat(flow.read("/Groups/" + id, "/displayName")).isEqualTo("Renamed");
        assertThat(flow.read("/Users/" + one).has("groups")).isFalse();
    }

    @Test
    void groupMembersAreShownByName() {
        String one = create("one@okta.local").id();
        String id = pushedGroup("Test SCIMv2");
        flow.patch("/Groups/" + id, "{op:'add',path:'members',value:[{value:'" + one + "',display:'not the name'}]}");
        JsonNode member = flow.read("/Groups/" + id).path("members").get(0);
        assertThat(Json.at(member, "/$ref")).isEqualTo(client.base() + "/Users/" + one);
        assertThat(Json.at(member, "/display")).isEqualTo("Test User");
    }

    @Test
    void importsInPages() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            made.add(create("user" + i + "@okta.local").id());
        }
        List<String> imported = new ArrayList<>();
        for (int start = 1; start <= 23; start += 10) {
            JsonNode page = flow.read("/Users?startIndex=" + start + "&count=10");
            assertThat(Json.at(page, "/totalResults")).isEqualTo(23);
            assertThat(Json.at(page, "/itemsPerPage")).isEqualTo(Math.min(10, 24 - start));
            page.path("Resources").forEach(user -> imported.add(user.path("id").stringValue()));
        }
        assertThat(imported).containsExactlyInAnyOrderElementsOf(made);
    }

    private Answer create(String userName) {
        Answer answer = client.send("POST", "/Users", userBody(userName));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    private static String userBody(String userName) {
        return "{schemas:['" + Urn.USER + "'],userName:'" + userName + "',name:{givenName:'Test',familyName:'User'},"
                + "emails:[{primary:true,value:'" + userName + "',type:'work'}],displayName:'Test User',locale:'en-US',"
                + "externalId:'00ujl29u0le5T6Aj10h7',groups:[],password:'1mz050nq',active:true}";
    }

    private String pushedGroup(String displayName) {
        return client.create("/Groups", "{schemas:['" + Urn.GROUP + "'],displayName:'" + displayName + "',members:[]}")
                .path("id")
                .stringValue();
    }
}

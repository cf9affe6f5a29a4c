package dev.rollcall.server;

import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What a connection declares, over HTTP: declared by the management API, served at its endpoint and at no other. */
class DeclaredTypesTest {
    private static final String BADGE = "urn:example:params:scim:schemas:badge:2.0:User";
    private static final String DEVICE = "urn:example:params:scim:schemas:device:2.0:Device";

    private Service service;
    private ScimClient client;
    private ScimClient other;
    private ManagementClient manage;
    private String scim;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = Service.start(folder);
        client = service.connect("acme");
        other = service.connect("other");
        manage = service.manage();
        scim = "/connections/" + client.connection() + "/scim-configuration";
        manage.call("POST", scim + "/schemas", "{'schema':{'id':'" + BADGE + "','name':'Badge','attributes':["
                + "{'name':'level','type':'integer'}]},'extends':[{'resource_type':'User'}]}").is(201);
        manage.call("POST", scim + "/schemas", "{'schema':{'id':'" + DEVICE + "','attributes':["
                + "{'name':'serial','type':'string','required':true},{'name':'room','type':'string'}]}}").is(201);
        manage.call("POST", scim + "/resource-types",
                "{'resource_type':{'name':'Device','endpoint':'/Devices','schema':'"
                        + DEVICE + "'}}")
                .is(201);
        service.clock().advance(Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @DisplayName("7643-6-01 7643-7-01 7644-4-01 what a connection declares is published there and nowhere else")
    void itIsPublishedToTheConnectionAlone() {
        JsonNode schema = client.get("/Schemas/" + BADGE).json();
        assertThat(schema.path("attributes").get(0).path("type").stringValue()).isEqualTo("integer");
        assertThat(client.get("/Schemas").text()).contains(BADGE, DEVICE);
        assertThat(client.get("/ResourceTypes/User").text()).contains(BADGE);
        assertThat(client.get("/ResourceTypes/device").json().path("endpoint").stringValue()).isEqualTo("/Devices");

        assertThat(other.get("/Schemas").text()).doesNotContain(BADGE, DEVICE);
        assertThat(other.get("/ResourceTypes").text()).doesNotContain(BADGE, "Devices");
        other.get("/Schemas/" + BADGE).error(404);
        other.get("/Devices").error(404);
        other.get("/Users?filter=" + BADGE + ":level%20eq%201").error(400, "invalidFilter");
    }

    @Test
    void whatIsNeverOrOnRequestAnsweredIsInNoUsualAnswer() {
        String urn = "urn:example:secrets:2.0:User";
        manage.call("POST", scim + "/schemas", "{'schema':{'id':'" + urn + "','name':'Secrets','attributes':["
                + "{'name':'hidden','type':'string','returned':'never'},"
                + "{'name':'asked','type':'string','returned':'request'}]},'extends':[{'resource_type':'User'}]}")
                .is(201);
        service.clock().advance(Duration.ofSeconds(1));
        String user = ScimClient.user("ann", ",'" + urn + "':{'hidden':'h1dden','asked':'4sked'}");
        Answer made = client.post("/Users", user);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.text()).doesNotContain("h1dden").contains("4sked");
        String path = "/Users/" + made.json().path("id").stringValue();
        assertThat(client.get(path).text()).doesNotContain("h1dden", "4sked").contains("ann");
        assertThat(client.put(path, user).text()).doesNotContain("h1dden").contains("ann");
        assertThat(client.patch(path, "[{'op':'add','path':'title','value':'T'}]").text())
                .doesNotContain("h1dden", "4sked")
                .contains("\"T\"");
        assertThat(client.get("/Users").text()).doesNotContain("h1dden", "4sked");
        assertThat(client.get(path + "?attributes=" + urn + ":asked," + urn + ":hidden").text())
                .contains("4sked")
                .doesNotContain("h1dden");
    }

    @Test
    void aTypeKeepsTheSpellingOfItsName() {
        client.post("/Devices", device("7"));
        manage.call("PUT", scim + "/resource-types/Device",
                "{'resource_type':{'name':'device','endpoint':'/Devices','schema':'" + DEVICE + "'}}").is(400);
        assertThat(client.get("/Devices").json().path("totalResults").intValue()).isEqualTo(1);
    }

    @Test
    void aResourceOfItHasEverythingThatAUserHas() {
        Answer made = client.post("/Devices", device("7"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String id = made.json().path("id").stringValue();
        String location = client.baseUrl() + "/Devices/" + id;
        assertThat(made.header("Location")).contains(location);
        assertThat(made.json().path("meta").path("location").stringValue()).isEqualTo(location);
        assertThat(made.json().path("meta").path("resourceType").stringValue()).isEqualTo("Device");
        assertThat(client.get("/devices/" + id, "If-None-Match", "W/\"1\"").status()).isEqualTo(304);
        client.put("/Devices/" + id, device("8"), "If-Match", "W/\"9\"").error(412);
        assertThat(client.put("/Devices/" + id, device("8"), "If-Match", "W/\"1\"").json().path("serial").stringValue())
                .isEqualTo("8");
        assertThat(client.patch("/Devices/" + id, "[{'op':'add','path':'room','value':'12'}]")
                .json()
                .path("room")
                .stringValue()).isEqualTo("12");
        assertThat(client.get("/Devices?filter=room%20eq%20%2212%22&sortBy=serial&attributes=room")
                .json()
                .path("Resources")
                .get(0)
                .path("room")
                .stringValue()).isEqualTo("12");
        assertThat(client.get("/Devices?cursor=&count=1").json().path("totalResults").intValue()).isEqualTo(1);
        String search = "{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],'filter':'serial eq \\'8\\''}"
                .replace("\\'", "\\\"");
        assertThat(client.post("/Devices/.search", search).json().path("totalResults").intValue()).isEqualTo(1);
        client.user("ann");
        assertThat(client.get("/?filter=id%20pr").json().path("totalResults").intValue()).isEqualTo(2);
        assertThat(service.log(client)).anyMatch(row -> row.resourceType().equals(Optional.of("Device")));
        assertThat(client.delete("/Devices/" + id).status()).isEqualTo(204);
        client.get("/Devices/" + id).error(404);
    }

    @Test
    void itTakesPartInBulkRequestsAndRefersByBulkId() {
        Answer answer = client.post("/Bulk",
                "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],'Operations':["
                        + "{'method':'POST','path':'/Groups','bulkId':'g','data':{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],"
                        + "'displayName':'G','members':[{'value':'bulkId:d'}]}},"
                        + "{'method':'POST','path':'/Devices','bulkId':'d','data':" + device("1") + "}]}");
        assertThat(answer.json().path("Operations").values()).extracting(each -> each.path("status").asString(""))
                .containsExactly("201", "201");
        assertThat(client.get("/Groups")
                .json()
                .path("Resources")
                .get(0)
                .path("members")
                .get(0)
                .path("type")
                .stringValue()).isEqualTo("Device");
    }

    @Test
    void aTokenNeedsTheScopesOfDeclaredTypes() {
        ScimClient users = service.withScopes(client, TokenScope.ofUsersAndGroups());
        assertThat(users.get("/Devices").error(403)).contains("get:resources");
        assertThat(users.post("/Devices", device("1")).error(403)).contains("post:resources");
        users.user("ann");
        assertThat(users.get("/?filter=id%20pr").json().path("totalResults").intValue()).as("what it may read")
                .isEqualTo(1);
    }

    @Test
    void aSchemaIsReplacedShownAndRemovedAndSaysBeforehandWhatThatMeans() {
        String one = scim + "/schemas/" + BADGE;
        client.post("/Users", ScimClient.user("ann", ",'" + BADGE + "':{'level':3}"));
        manage.call("POST", scim + "/schemas", "{'schema':{'id':'" + BADGE
                + "','attributes':[{'name':'level','type':'integer'}]}}").error(409);
        String next = "{'schema':{'id':'" + BADGE + "','attributes':[{'name':'level','type':'string'}]},"
                + "'extends':[{'resource_type':'User','required':false}]}";
        JsonNode fit = manage.call("PUT", one + "?dry_run=true", next).is(200).json().path("fit");
        assertThat(fit.path("resources_with_it").intValue()).isEqualTo(1);
        manage.call("PUT", one, next).is(200);
        assertThat(manage.get(one).json().path("schema").path("attributes").get(0).path("type").stringValue())
                .isEqualTo("string");
        manage.call("PUT", scim + "/schemas/" + DEVICE, next).error(400);
        assertThat(manage.get(scim + "/schemas").tree().size()).isEqualTo(2);

        manage.call("DELETE", scim + "/schemas/" + DEVICE, null).error(400);
        assertThat(manage.call("DELETE", one + "?dry_run=true", null)
                .is(200)
                .json()
                .path("orphans")
                .path("resources")
                .intValue()).isEqualTo(1);
        manage.call("DELETE", one, null).is(204);
        manage.get(one).error(404);
        service.clock().advance(Duration.ofSeconds(1));
        client.get("/Schemas/" + BADGE).error(404);
        assertThat(client.get("/Users").text()).as("kept undeclared").contains("\"level\":3");
    }

    private static String device(String serial) {
        return "{'schemas':['" + DEVICE + "'],'serial':'" + serial + "'}";
    }
}

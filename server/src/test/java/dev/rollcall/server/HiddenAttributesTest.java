package dev.rollcall.server;

import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a declared schema says is never answered is told by no question either. */
class HiddenAttributesTest {
    private static final String URN = "urn:example:hidden:2.0:User";
    private static final String DEVICE = "urn:example:hidden:2.0:Device";

    private Service service;
    private ScimClient client;
    private ManagementClient manage;
    private String scim;
    private String user;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = Service.start(folder);
        client = service.connect("acme");
        manage = service.manage();
        scim = "/connections/" + client.connection() + "/scim-configuration";
        declare("'returned':'never'");
        user = "/Users/" + client.post("/Users", ScimClient.user("ann", ",'" + URN + "':{'pin':'s1','box':{'note':'s2',"
                + "'label':'open'},'keys':[{'value':'s3','type':'a','tag':'t','color':'red'},"
                + "{'value':'s4','type':'b','color':'blue'}],'vault':{'note':'s5','door':'s6'},'only':{'part':'s7'}}"))
                .json()
                .path("id")
                .stringValue();
    }

    private void declare(String hidden) {
        assertThat(manage.call("PUT", scim + "/schemas/" + URN, "{'schema':{'id':'" + URN + "','attributes':["
                + "{'name':'pin','type':'string'," + hidden + "},"
                + "{'name':'box','type':'complex','returned':'request','subAttributes':["
                + "{'name':'label','type':'string'},{'name':'note','type':'string'," + hidden + "}]},"
                + "{'name':'keys','type':'complex','multiValued':true,'subAttributes':["
                + "{'name':'value','type':'string'," + hidden + "},{'name':'type','type':'string'},"
                + "{'name':'color','type':'string'}]},"
                + "{'name':'vault','type':'complex'," + hidden + ",'subAttributes':["
                + "{'name':'note','type':'string'},{'name':'door','type':'string'}]},"
                + "{'name':'only','type':'complex','subAttributes':["
                + "{'name':'part','type':'string'," + hidden + "}]}]},'extends':[{'resource_type':'User'}]}").status())
                .isIn(200, 201);
        service.clock().advance(Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @DisplayName("7644-3.4.2.2-28 no filter asks for what is never answered, in whatever way it is named")
    @ValueSource(
            strings = {
                "URN:pin eq \"s1\"", "URN:pin pr", "pin sw \"s\"", "URN:pin.value eq \"s1\"", "URN[pin eq \"s1\"]",
                "URN:box.note eq \"s2\"", "box.note pr", "URN:keys eq \"s3\"", "URN:keys.value co \"s\"",
                "URN:keys[value sw \"s\"]", "URN:keys[type eq \"a\" and value eq \"s3\"]",
                "keys[type eq \"a\"].value pr",
                "URN:vault.note eq \"s5\"", "vault.door pr", "URN:vault.other eq \"x\"", "URN:vault[note eq \"s5\"]",
                "not (URN:only.part eq \"s7\")", "only.part ne null", "userName eq \"x\" or URN:VAULT.DOOR gt \"a\""})
    void noFilterTellsIt(String filter) {
        String asked = filter.replace("URN", URN);
        assertThat(client.get("/Users?filter=" + encoded(asked)).error(403, "sensitive")).doesNotContain("s1", "s5");
        client.post("/Users/.search", search(asked)).error(403, "sensitive");
        // What one of several types does not have counts as absent there.
        Answer everywhere = client.get("/?filter=" + encoded(asked));
        assertThat(everywhere.status() == 403 || everywhere.json().path("totalResults").asInt(-1) == 0)
                .as(everywhere.text())
                .isTrue();
    }

    @Test
    void beingThereIsNotToldEither() {
        assertThat(found(URN + ":only pr")).isZero();
        assertThat(found(URN + ":only eq null")).isEqualTo(1);
        assertThat(found(URN + ":keys pr")).isEqualTo(1);
        assertThat(found(URN + ":keys[color eq \"red\"]")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pin", "box.note", "keys", "keys.value", "vault", "vault.note", "only.part"})
    void noOrderTellsIt(String name) {
        String refused = client.get("/Users?sortBy=" + encoded(URN + ":" + name)).error(400, "invalidValue");
        assertThat(refused).doesNotContain(".value");
        client.get("/Users?cursor=&sortBy=" + encoded(URN + ":" + name)).error(400, "invalidValue");
        client.get("/?cursor=&sortBy=" + encoded(URN + ":" + name) + "&filter=" + encoded("id pr"))
                .error(400, "invalidValue");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        attributes | URN:keys[value sw "s"]
        attributes | URN:keys[value eq "s3"].color
        attributes | URN[pin eq "s1"]
        excludedAttributes | URN:keys[value sw "s"]
        excludedAttributes | URN[pin eq "s1"]
        excludedAttributes | URN[vault.note eq "s5"]
        """)
    void noSelectionOfElementsTellsIt(String parameter, String name) {
        Answer answer = client.get(user + "?" + parameter + "=" + encoded(name.replace("URN", URN)));
        assertThat(answer.status()).as(answer.text()).isIn(400, 403);
    }

    @Test
    void noNameAnswersIt() {
        for (String name : new String[]{"pin", "box", "box.note", "keys", "keys.value", "vault", "vault.note", "only",
            "*"}) {
            Answer one = client.get(user + "?attributes=" + encoded(name.equals("*") ? name : URN + ":" + name));
            assertThat(one.text()).as(name).doesNotContainPattern("\"s[1-7]\"");
            assertThat(client.get(user + "?excludedAttributes=" + encoded(URN + ":" + name)).text()).as(name)
                    .doesNotContainPattern("\"s[1-7]\"");
        }
        assertThat(client.get(user + "?attributes=" + encoded(URN + ":box.label")).text()).contains("open");
        assertThat(client.get(user + "?attributes=" + encoded(URN + ":box")).text()).contains("open");
    }

    @Test
    @DisplayName("7643-7-15 the answer to a change has what is answered on request, and no part of it that never is")
    void aChangeAnswersNoMoreThanMay() {
        String answer = client.patch(user, "[{'op':'replace','path':'" + URN + ":box.label','value':'shut'}]").text();
        assertThat(answer).contains("shut").doesNotContainPattern("\"s[1-7]\"");
        assertThat(client.patch(user + "?excludedAttributes=" + encoded(URN + ":box"),
                "[{'op':'replace','path':'" + URN + ":box.label','value':'ajar'}]").text()).doesNotContain("ajar");
    }

    @Test
    void aPathNamesWholeValuesAndNothingLess() {
        String keys = URN + ":keys";
        for (String part : new String[]{"value sw \\\"s\\\"", "value co \\\"3\\\"", "value gt \\\"a\\\"", "value pr"}) {
            client.patch(user, "[{'op':'replace','path':'" + keys + "[" + part + "].color','value':'x'}]")
                    .error(403, "sensitive");
        }
        client.patch(user, "[{'op':'replace','path':'" + URN + ":vault[note sw \\\"s\\\"].door','value':'x'}]")
                .error(403, "sensitive");
        assertThat(client.patch(user,
                "[{'op':'replace','path':'" + keys + "[value eq \\\"s3\\\"].color','value':'green'}]").text())
                .contains("green")
                .doesNotContainPattern("\"s[1-7]\"");
    }

    @Test
    void noRefusalTellsThatAValueIsTaken() {
        String refused = manage.call("POST", scim + "/schemas",
                "{'schema':{'id':'urn:example:other:2.0:User','attributes':["
                        + "{'name':'safe','type':'complex','returned':'never','subAttributes':["
                        + "{'name':'code','type':'string','uniqueness':'server'}]}]}}")
                .error(400);
        assertThat(refused).contains("a refusal would tell");
    }

    @Test
    void aNameThatIsNeverAnsweredIsNotToldByAGroup() {
        manage.call("POST", scim + "/schemas", "{'schema':{'id':'" + DEVICE + "','attributes':["
                + "{'name':'displayName','type':'string','returned':'never'}]}}").is(201);
        manage.call("POST", scim + "/resource-types",
                "{'resource_type':{'name':'Device','endpoint':'/Devices','schema':'" + DEVICE + "'}}").is(201);
        service.clock().advance(Duration.ofSeconds(2));
        String device = client.post("/Devices", "{'schemas':['" + DEVICE + "'],'displayName':'s8'}")
                .json()
                .path("id")
                .stringValue();
        String group = client.post("/Groups", "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],"
                + "'displayName':'G','members':[{'value':'" + device + "'}]}").json().path("id").stringValue();
        assertThat(client.get("/Groups/" + group).text()).contains(device, "Device").doesNotContain("s8");
        assertThat(client.get("/Groups/" + group + "?attributes=members").text()).doesNotContain("s8");
        client.get("/Devices?filter=" + encoded("displayName sw \"s\"")).error(403, "sensitive");
        client.get("/Devices?cursor=&sortBy=displayName").error(400, "invalidValue");
    }

    @Test
    void whatCameBeforeItsSchemaIsHiddenAtOnce() {
        String early = "/Users/" + client.post("/Users", ScimClient.user("bob", ",'badge':'s9'"))
                .json()
                .path("id")
                .stringValue();
        assertThat(client.get(early).text()).contains("s9");
        manage.call("POST", scim + "/schemas", "{'schema':{'id':'urn:example:badge:2.0:User','attributes':["
                + "{'name':'badge','type':'string','returned':'never'}]},'extends':[{'resource_type':'User'}]}")
                .is(201);
        service.clock().advance(Duration.ofSeconds(2));
        assertThat(client.get(early).text()).doesNotContain("s9");
        client.get("/Users?filter=" + encoded("badge sw \"s\"")).error(403, "sensitive");
    }

    @Test
    void theRequestLogHasNoneOfIt() {
        client.patch(user, "[{'op':'replace','path':'" + URN + ":pin','value':'s1x'},{'op':'replace','path':'" + URN
                + ":keys[value eq \\\"s3\\\"].value','value':'s3x'},{'op':'add','value':{'" + URN
                + "':{'vault':{'door':'s6x'},'box':{'note':'s2x','label':'kept'}}}}]");
        client.post("/Users",
                ScimClient.user("ann", ",'" + URN + "':{'pin':'s1','keys':[{'value':'s3','color':'kept'}]}"))
                .error(409);
        assertThat(service.log(client).toString()).contains("kept", "[redacted]").doesNotContainPattern("\"s[1-7]x?\"");
    }

    @Test
    void theRequestLogHasNothingThatIsDeclaredWhileARequestIsServed() {
        String late = "urn:example:late:2.0:User";
        manage.call("POST", scim + "/schemas", "{'schema':{'id':'" + late + "','attributes':["
                + "{'name':'rune','type':'string','returned':'never'}]},'extends':[{'resource_type':'User'}]}").is(201);
        // The clock stands, so what is remembered of the connection is from before: what follows is planned anew.
        client.patch(user, "[{'op':'add','path':'" + late + ":rune','value':'s8'}]");
        assertThat(service.log(client).toString()).contains("[redacted]").doesNotContain("s8");
    }

    @Test
    void theRequestLogOfABulkRequestHasNothingThatIsDeclaredMeanwhile() {
        String late = "urn:example:late:2.0:User";
        manage.call("POST", scim + "/schemas", "{'schema':{'id':'" + late + "','attributes':["
                + "{'name':'rune','type':'string','returned':'never'}]},'extends':[{'resource_type':'User'}]}").is(201);
        client.post("/Bulk", "{'schemas':['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],'Operations':[{"
                + "'method':'POST','path':'/Users','bulkId':'b','data':"
                + ScimClient.user("bulky", ",'" + late + "':{'rune':'s8'}") + "}]}");
        assertThat(service.log(client).toString()).contains("bulky", "/Bulk", "[redacted]").doesNotContain("s8");
    }

    @Test
    void aSchemaDoesNotGoBeforeWhatItHides() {
        String one = scim + "/schemas/" + URN;
        String open = "{'schema':{'id':'" + URN + "','attributes':[{'name':'pin','type':'string'}]},"
                + "'extends':[{'resource_type':'User'}]}";
        assertThat(manage.call("DELETE", one, null).error(400)).contains("pin of " + URN, "forget=true");
        assertThat(manage.call("DELETE", one + "?dry_run=true", null).error(400)).contains("forget=true");
        assertThat(manage.call("PUT", one, open).error(400)).contains("forget=true");
        assertThat(manage.call("PUT", one + "?dry_run=true", open).error(400)).contains("forget=true");
        assertThat(client.get(user).text()).doesNotContainPattern("\"s[1-7]\"");
        assertThat(manage.call("DELETE", one + "?forget=true", null).is(202).json().path("dropping").toString())
                .contains("pin", "box.note", "keys.value", "vault", "only.part");
        service.clock().advance(Duration.ofSeconds(2));
        assertThat(manage.call("DELETE", one + "?forget=true", null).is(202).text()).contains("pin");
        assertThat(manage.call("DELETE", one, null).error(400)).contains("is being dropped");
        assertThat(client.get(user).text()).contains("ann").doesNotContainPattern("\"s[1-7]\"");
        manage.call("DELETE", one + "?forgot=true", null).error(400);
    }

    private int found(String filter) {
        Answer answer = client.get("/Users?filter=" + encoded(filter));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("totalResults").intValue();
    }

    private static String search(String filter) {
        return "{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],'filter':'"
                + filter.replace("\"", "\\\"") + "'}";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

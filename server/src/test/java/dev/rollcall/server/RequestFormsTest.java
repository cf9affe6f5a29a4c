package dev.rollcall.server;

import dev.rollcall.scim.tolerance.Tolerance;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Forms of URLs, parameters and bodies that clients are known to send. */
class RequestFormsTest {
    private Service service;
    private ScimClient client;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = Service.start(folder);
        client = service.connect("forms");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aBodyInLatin1IsDecoded() {
        byte[] body = ScimClient.user("jürgen", ",'title':'Müßiggänger'")
                .replace('\'', '"')
                .getBytes(StandardCharsets.ISO_8859_1);
        Answer created = client.call("POST", "/Users", body, "Content-Type", "application/json; charset=ISO-8859-1");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json().path("userName").stringValue()).isEqualTo("jürgen");
        assertThat(created.json().path("title").stringValue()).isEqualTo("Müßiggänger");
        client.call("POST", "/Users", body, "Content-Type", "application/json").error(400, "invalidSyntax");
        assertThat(client.call("POST", "/Users", body, "Content-Type", "application/json; charset=windows-1252")
                .error(415))
                .contains("windows-1252")
                .contains("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?aadOptscim062020/Users?filter=userName+eq+%22a%22", "?aadOptscim062020/Groups", "/?x%2FUsers",
                "/Users?aadOptscim062020/Users?filter=userName+eq+%22a%22"})
    void aPathBehindTheQuestionMarkIsNotAnsweredWithEverybody(String target) {
        client.user("ann");
        assertThat(client.get(target).error(400)).contains("before").contains(client.baseUrl() + "/Users?");
        assertThat(client.post(target, "{}").error(400)).contains("before");
    }

    @Test
    void endpointsAreServedInAnyCase() {
        String id = client.user("ann");
        Answer user = client.get("/uSERS/" + id);
        assertThat(user.status()).isEqualTo(200);
        assertThat(user.json().at("/meta/location").stringValue()).isEqualTo(client.baseUrl() + "/Users/" + id);
        for (String path : new String[]{"/users", "/GROUPS", "/schemas", "/resourcetypes", "/serviceproviderconfig"}) {
            assertThat(client.get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void attributesMayHaveAFilterOrBeAStar() {
        client.post("/Users",
                ScimClient.user("ann", ",'emails':[{'value':'a,b@x','type':'work'},{'value':'c@x','type':'home'}]"));
        String filter = URLEncoder.encode("emails[value eq \"a,b@x\"].type,userName", StandardCharsets.UTF_8);
        JsonNode selected = client.get("/Users?attributes=" + filter).json().at("/Resources/0");
        assertThat(selected.path("emails").toString()).isEqualTo("[{\"type\":\"work\"}]");
        assertThat(selected.path("userName").stringValue()).isEqualTo("ann");
        assertThat(selected.has("meta")).isFalse();
        JsonNode all = client.get("/Users?attributes=*").json().at("/Resources/0");
        assertThat(all).isEqualTo(client.get("/Users").json().at("/Resources/0"));
        client.get("/Users?attributes=" + URLEncoder.encode("emails[x", StandardCharsets.UTF_8))
                .error(400, "invalidFilter");
    }

    @Test
    void theDocumentationUriLeadsToThePageOfTolerances() throws Exception {
        String address = client.get("/ServiceProviderConfig").json().path("documentationUri").stringValue();
        assertThat(address).isEqualTo(service.server().uri() + "/scim/v2/documentation");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> page = http.send(
                    HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            for (Tolerance tolerance : Tolerance.values()) {
                assertThat(page.body()).contains("<code>" + tolerance.id() + "</code>");
            }
            HttpRequest post = HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.noBody()).build();
            assertThat(http.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
            HttpRequest below = HttpRequest.newBuilder(URI.create(address + "/x")).build();
            assertThat(http.send(below, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aSearchMayBeWrittenAsItsParametersAre() {
        client.user("ann");
        client.user("bob");
        Answer found = client.post("/Users/.search",
                "{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],"
                        + "'startIndex':'2','count':'1','attributes':'userName'}");
        assertThat(found.status()).as(found.text()).isEqualTo(200);
        assertThat(found.json().path("Resources")).hasSize(1);
        assertThat(found.json().at("/Resources/0/userName").stringValue()).isEqualTo("bob");
        assertThat(found.json().at("/Resources/0").has("meta")).isFalse();
    }

    @Test
    void whatAClientCallsAMemberIsAnsweredUntilTheMemberHasAName() {
        String ann = client.user("ann");
        String group = "/Groups/" + client.group("Staff");
        client.patch(group, "[{'op':'add','path':'members','value':[{'value':'" + ann + "','display':'Ann Lee'}]}]");
        for (String query : new String[]{"", "?attributes=members"}) {
            assertThat(client.get(group + query).json().at("/members/0/display").stringValue()).isEqualTo("Ann Lee");
        }
        client.patch("/Users/" + ann, "[{'op':'add','path':'displayName','value':'Ann B. Lee'}]");
        for (String query : new String[]{"", "?attributes=members"}) {
            assertThat(client.get(group + query).json().at("/members/0/display").stringValue()).isEqualTo("Ann B. Lee");
        }
    }

    @Test
    void numbersKeepTheirDigits() {
        String id = client
                .post("/Users", ScimClient.user("ann", ",'urn:x:y:1.0:User':{'n':1234567890.1234567890123456789}"))
                .json()
                .path("id")
                .stringValue();
        client.patch("/Users/" + id, "[{'op':'add','path':'title','value':'t'}]");
        assertThat(client.get("/Users/" + id).text()).contains("\"n\":1234567890.1234567890123456789");
        assertThat(client.get("/Users/" + id + "?attributes=urn:x:y:1.0:User").text())
                .contains("\"n\":1234567890.1234567890123456789");
    }
}

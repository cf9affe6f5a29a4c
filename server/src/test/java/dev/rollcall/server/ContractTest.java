package dev.rollcall.server;

import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.RawAnswer;
import dev.rollcall.server.testing.RawConnection;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Statuses, headers and negotiation over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
    private Service service;
    private ScimClient client;
    private String user;
    private String group;

    @BeforeAll
    void start(@TempDir Path folder) {
        service = Service.start(folder);
        client = service.connect("contract");
        user = client.user("a+b@example.com");
        group = client.group("Staff");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void createAnswersTheLocation() {
        Answer created = client.post("/Users", ScimClient.user("created@example.com", ",'externalId':'e1'"));
        String location = client.baseUrl() + "/Users/" + created.json().path("id").stringValue();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Content-Type")).contains("application/scim+json");
        assertThat(created.header("Location")).contains(location);
        assertThat(created.header("Content-Location")).contains(location);
        assertThat(created.header("ETag")).contains("W/\"1\"");
        assertThat(created.json().path("meta").path("location").stringValue()).isEqualTo(location);
        assertThat(created.json().path("meta").path("version").stringValue()).isEqualTo("W/\"1\"");
        assertThat(client.get("/Users/" + created.json().path("id").stringValue()).text()).isEqualTo(created.text());
    }

    @Test
    void everyVerbHasItsStatus() {
        String id = client.user("verbs@example.com");
        String staff = client.group("Verbs");
        String path = "/Users/" + id;
        assertThat(client.get(path).status()).isEqualTo(200);
        assertThat(client.put(path, ScimClient.user("verbs@example.com", ",'title':'x'")).status()).isEqualTo(200);
        Answer patched = client.patch(path, "[{'op':'replace','path':'title','value':'y'}]");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.json().path("title").stringValue()).isEqualTo("y");
        assertThat(patched.header("Location")).contains(client.baseUrl() + path);
        String add = "[{'op':'add','path':'members','value':[{'value':'" + id + "'}]}]";
        Answer grouped = client.patch("/Groups/" + staff, add);
        assertThat(grouped.status()).isEqualTo(200);
        assertThat(grouped.json().path("members").findValuesAsString("value")).containsExactly(id);
        assertThat(grouped.header("ETag")).contains("W/\"2\"");
        assertThat(client.get("/users/" + id).status()).isEqualTo(200);
        Answer asked = client.patch("/Groups/" + staff + "?attributes=displayName", add);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.json().path("displayName").stringValue()).isEqualTo("Verbs");
        assertThat(asked.json().has("members")).isFalse();
        assertThat(client.delete(path).status()).isEqualTo(204);
        client.delete(path).error(404);
        client.get(path).error(404);
        client.put(path, ScimClient.user("verbs@example.com", "")).error(404);
        client.get("/Users/" + "x".repeat(5_000)).error(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        PUT    | /Users                | GET, HEAD, POST
        PATCH  | /Users                | GET, HEAD, POST
        DELETE | /Groups               | GET, HEAD, POST
        OPTIONS| /Users                | GET, HEAD, POST
        POST   | /Users/x              | GET, HEAD, PUT, PATCH, DELETE
        FOO    | /Groups/x             | GET, HEAD, PUT, PATCH, DELETE
        GET    | /Users/.search        | POST
        PUT    | /.search              | POST
        POST   | /                     | GET, HEAD
        DELETE | /Schemas              | GET, HEAD
        PUT    | /ServiceProviderConfig| GET, HEAD
        PATCH  | /ResourceTypes/User   | GET, HEAD
        GET    | /Bulk                 | POST
        """)
    void otherMethodsAre405(String method, String path, String allow) {
        Answer answer = client.call(method, path, null);
        assertThat(answer.error(405)).contains(allow);
        assertThat(answer.header("Allow")).contains(allow);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Me", "/Me/x"})
    void whatIsNotOfferedIs501(String path) {
        client.get(path).error(501);
        client.post(path, "{}").error(501);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/User", "/Users/1/2", "/ServiceProviderConfigs", "/Schemas/urn:x", "/ResourceTypes/Robot"})
    void otherPathsAre404(String path) {
        client.get(path).error(404);
    }

    @Test
    void pathsOutsideOfAllSurfacesAre404() throws IOException {
        for (String path : new String[]{"/", "/scim/v2", "/scim/v1/Users", "/favicon.ico", "/%zz"}) {
            RawAnswer answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\n");
            assertThat(answer.status()).isEqualTo(path.contains("%") ? 400 : 404);
            assertThat(answer.header("Content-Type")).contains("application/scim+json");
        }
    }

    @Test
    void slashesMayBeDoubled() throws IOException {
        for (String path : new String[]{"//Users", "/Users/", "//Users//" + user + "/"}) {
            assertThat(raw(request("GET", path, "")).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        filter=userName+eq+%22a%2Bb%40example.com%22
        filter=userName%20eq%20%22a%2Bb%40example.com%22
        filter=userName%20eq%20%22a+b@example.com%22
        filter=userName+eq+"a%2Bb@example.com"
        FILTER=USERNAME+EQ+%22A%2BB%40EXAMPLE.COM%22
        aadOptscim062020&filter=userName+eq+%22a%2Bb%40example.com%22&unknown=%zz
        excludedAttributes=&filter=userName+eq+%22a%2Bb%40example.com%22&Count=1&STARTINDEX=1
        """)
    void queriesAreDecodedAsClientsEncodeThem(String query) throws IOException {
        RawAnswer answer = raw(request("GET", "/Users?" + query, ""));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"totalResults\":1", user);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "filter=50%", "filter=%FF", "filter=a%00", "count=1&count=2", "filter=x&filter=y",
        "filter=userName+eq+%22%ED%A0%80%22"
    })
    void queriesThatCannotBeDecodedAre400(String query) throws IOException {
        assertThat(raw(request("GET", "/Users?" + query, "")).status()).isEqualTo(400);
    }

    @Test
    void attributesAndExcludedAttributesTogetherAre400() {
        client.get("/Users/" + user + "?attributes=userName&excludedAttributes=title").error(400, "invalidValue");
        client.get("/Users?attributes=userName&excludedAttributes=title").error(400, "invalidValue");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        */*                              | 200
        application/scim+json            | 200
        application/json                 | 200
        text/html, */*;q=0.1             | 200
        text/html                        | 406
        application/xml                  | 406
        application/scim+json;q=0        | 406
        """)
    void acceptIsHonoured(String accept, int status) {
        Answer answer = client.get("/Users/" + user, "Accept", accept);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/scim+json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        application/scim+json; charset=utf-8 | 200
        application/json                     | 200
        text/plain                           | 415
        application/json; charset=utf-16     | 415
        """)
    void contentTypeIsHonoured(String contentType, int status) {
        String search = "{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],'count':1}";
        assertThat(client.post("/Users/.search", search, "Content-Type", contentType).status()).isEqualTo(status);
    }

    @Test
    void aBodyNeedsNoContentTypeAndNoUserAgent() throws IOException {
        String body = "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\"]}";
        RawAnswer answer = raw(
                request("POST", "/Users/.search", "Content-Length: " + body.length() + "\r\n") + "\r\n" + body);
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void headAnswersLikeGet() {
        Answer get = client.get("/Users/" + user);
        Answer head = client.call("HEAD", "/Users/" + user, null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("Content-Length")).contains(Integer.toString(get.response().body().length));
        assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
        assertThat(client.call("HEAD", "/Users/none", null).status()).isEqualTo(404);
    }

    @Test
    void largeAnswersAreCompressedWhenAskedFor() throws IOException {
        Answer plain = client.get("/Schemas");
        assertThat(plain.header("Content-Encoding")).isEmpty();
        Answer zipped = client.get("/Schemas", "Accept-Encoding", "gzip,deflate");
        assertThat(zipped.header("Content-Encoding")).contains("gzip");
        byte[] unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.response().body())).readAllBytes();
        assertThat(new String(unzipped, StandardCharsets.UTF_8)).isEqualTo(plain.text());
        assertThat(client.get("/Users/" + user, "Accept-Encoding", "gzip").header("Content-Encoding")).isEmpty();
    }

    @Test
    void discoveryIgnoresPagingAndRefusesFilters() {
        Answer all = client.get("/Schemas?startIndex=2&count=1&sortBy=id");
        assertThat(all.json().path("totalResults").asInt())
                .isEqualTo(all.json().path("Resources").size())
                .isGreaterThan(2);
        for (String path : new String[]{"/Schemas", "/ResourceTypes", "/ServiceProviderConfig",
            "/ResourceTypes/User"}) {
            client.get(path + "?filter=" + URLEncoder.encode("name eq \"User\"", StandardCharsets.UTF_8)).error(403);
        }
        all.json()
                .path("Resources")
                .forEach(schema -> assertThat(
                        client.get("/Schemas/" + schema.path("id").stringValue()).json())
                        .isEqualTo(schema));
        client.get("/ResourceTypes").json().path("Resources").forEach(type -> {
            assertThat(client.get("/ResourceTypes/" + type.path("id").stringValue()).json()).isEqualTo(type);
            assertThat(client.get(type.path("endpoint").stringValue()).status()).isEqualTo(200);
            client.get("/Schemas/" + type.path("schema").stringValue()).json();
        });
        assertThat(client.get("/ServiceProviderConfig").json().path("patch").path("supported").booleanValue()).isTrue();
    }

    @Test
    void personalDataIsNeverCachedByOthers() {
        assertThat(client.get("/Users/" + user).header("Cache-Control")).contains("private, no-cache");
        assertThat(client.get("/Users").header("Cache-Control")).contains("no-store");
        assertThat(client.get("/Users").header("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void searchByPostIsSearchByGet() {
        String search = """
            {'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],'filter':'displayName eq \\"staff\\"'}
            """;
        Answer posted = client.post("/Groups/.search", search);
        assertThat(posted.status()).as(posted.text()).isEqualTo(200);
        assertThat(posted.json().path("Resources").path(0).path("id").stringValue()).isEqualTo(group);
        assertThat(posted.text()).isEqualTo(client.get("/Groups?filter=displayName+eq+%22staff%22").text());
    }

    private String request(String method, String path, String headers) {
        String target = client.baseUrl().substring(service.server().uri().toString().length()) + path;
        return method + " " + target + " HTTP/1.1\r\nHost: x\r\nAuthorization: bearer " + client.token() + "\r\n"
                + headers;
    }

    private RawAnswer raw(String text) throws IOException {
        try (RawConnection connection = new RawConnection(service.server().port())) {
            return connection.send(text.contains("\r\n\r\n") ? text : text + "\r\n").read();
        }
    }
}

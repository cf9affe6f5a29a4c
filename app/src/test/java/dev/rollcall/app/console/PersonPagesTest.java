package dev.rollcall.app.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of a connection's users and groups, without a script. */
class PersonPagesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PATCH = "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[%s]}";

    @TempDir
    private static Path folder;
    private static ConsoleService service;
    private static Browser browser;
    private static String acme;
    private static String token;

    @BeforeAll
    static void serve() {
        service = ConsoleService.start(folder);
        browser = service.administrator();
        acme = service.run("connection create --name acme --strategy waad --print id");
        service.run("connection create --name other --strategy okta");
        token = service.run("token create acme --scopes all --print token");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aUserIsFoundAndShownBothWaysWithItsHistory() throws Exception {
        assertThat(browser.page("/console/connections/other/users")).contains("There is no user yet",
                "./rollcall entra init other");
        String ada = user("ada@acme.example", "Countess");
        user("adam@acme.example", "First");
        send("PATCH", "/Users/" + ada, PATCH.formatted("{\"op\":\"replace\",\"path\":\"title\",\"value\":\"<b>Lady</b>\"}"));

        assertThat(browser.page("/console/connections/acme/users")).contains("ada@acme.example", "adam@acme.example");
        assertThat(browser.page("/console/connections/acme/users?q=ADA@")).contains("ada@acme.example")
                .doesNotContain("adam@acme.example");
        assertThat(browser.page("/console/connections/acme/users?q=nobody")).contains("none is found");
        assertThat(browser.get("/console/connections/acme/users?q=email:").statusCode()).isEqualTo(400);
        assertThat(browser.get("/console/connections/acme/users?q=" + ada).headers().firstValue("Location"))
                .contains("/console/connections/acme/users/" + ada);
        assertThat(browser.get("/console/connections/other/users/" + ada).statusCode()).isEqualTo(404);

        String page = browser.page("/console/connections/acme/users/" + ada);
        assertThat(page).contains("\"userName\" : \"ada@acme.example\"", "\"version\" : \"W/\\\"2\\\"\"",
                "\"user_id\" : \"waad|acme|of ada@acme.example\"", "created", "updated", "version 2", "token tok_",
                "<pre>Countess</pre>", "&lt;b&gt;Lady&lt;/b&gt;").doesNotContain("<b>Lady");
        assertThat(page.indexOf("version 2")).isLessThan(page.indexOf("version 1"));
        assertThat(browser.page("/console/connections/acme/users/waad%7Cacme%7Cof%20ada@acme.example"))
                .contains(ada);
        assertThat(browser.get("/console/connections/acme/users/" + ada + "?before=x").statusCode()).isEqualTo(400);
    }

    @Test
    void aUserIsBlockedBesideTheIdentityProviderUnblockedAndDeleted() throws Exception {
        String bo = user("bo@acme.example", "x");
        String path = "/console/connections/acme/users/" + bo;
        assertThat(browser.submit(path.replace("/acme/", "/other/") + "/block", Map.of()).statusCode()).isEqualTo(404);
        assertThat(browser.submit(path.replace("/acme/", "/other/") + "/delete", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(browser.submit(path + "/block", Map.of("until", "yesterday")).statusCode()).isEqualTo(400);
        assertThat(browser.submit(path + "/block", Map.of("until", "2999-01-01T00:00:00Z")).statusCode())
                .isEqualTo(303);
        assertThat(browser.page(path)).contains("2999-01-01", "Lift the block", "profile: blocked", "\"active\" : true");
        assertThat(browser.page("/console/connections/acme/users?q=blocked:true")).contains("bo@acme.example");
        assertThat(browser.submit(path + "/unblock", Map.of()).statusCode()).isEqualTo(303);
        assertThat(browser.page(path)).doesNotContain("Lift the block");

        send("PATCH", "/Users/" + bo, PATCH.formatted("{\"op\":\"replace\",\"path\":\"active\",\"value\":false}"));
        assertThat(browser.page(path)).contains("inactive", "Only the identity provider makes the user active again");
        assertThat(browser.submit(path + "/delete", Map.of()).statusCode()).isEqualTo(303);
        assertThat(browser.get(path).statusCode()).isEqualTo(404);
        assertThat(browser.submit(path + "/delete", Map.of()).statusCode()).isEqualTo(404);
        assertThat(send("GET", "/Users/" + bo, "").statusCode()).isEqualTo(404);
        assertThat(audit()).contains("POST /console/connections/{connection}/users/{user}/block",
                "POST /console/connections/{connection}/users/{user}/delete");
    }

    @Test
    void aGroupIsFoundShownWithItsMembersAndDeleted() throws Exception {
        assertThat(browser.page("/console/connections/other/groups")).contains("There is no group yet");
        String cy = user("cy@acme.example", "x");
        HttpResponse<String> made = send("POST", "/Groups",
                "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"Engineers\","
                        + "\"externalId\":\"g1\",\"members\":[{\"value\":\"" + cy + "\"}]}");
        assertThat(made.statusCode()).isEqualTo(201);
        String list = browser.page("/console/connections/acme/groups?name=ENGINEERS");
        assertThat(list).contains("Engineers", "g1");
        Matcher link = Pattern.compile("href=\"(/console/connections/acme/groups/grp_\\w+)\"").matcher(list);
        assertThat(link.find()).isTrue();
        String path = link.group(1);
        assertThat(browser.page("/console/connections/acme/groups?name=x")).contains("No group has exactly this name");

        assertThat(browser.page(path)).contains("<dd>1</dd>", "of cy@acme.example", "\"displayName\" : \"Engineers\"",
                "created", "1 memberships")
                .contains("href=\"/console/connections/acme/users/waad%7Cacme%7Cof%20cy%40acme.example\"");
        String elsewhere = path.replace("/acme/", "/other/");
        assertThat(browser.get(elsewhere).statusCode()).isEqualTo(404);
        assertThat(browser.submit(elsewhere + "/delete", Map.of()).statusCode()).isEqualTo(404);
        assertThat(browser.submit(path + "/delete", Map.of()).statusCode()).isEqualTo(303);
        assertThat(browser.get(path).statusCode()).isEqualTo(404);
        assertThat(audit()).contains("POST /console/connections/{connection}/groups/{group}/delete");
    }

    @Test
    void whoMayNotChangeUsersIsShownNoButton() throws Exception {
        String di = user("di@acme.example", "x");
        JsonNode client = service.client("readers", "read:connections,read:users");
        Browser reader = service.browser();
        reader.signIn(client.get("client_id").stringValue(), client.get("client_secret").stringValue());
        assertThat(reader.page("/console/connections/acme/users/" + di)).contains("di@acme.example")
                .doesNotContain("Block this user", "Delete this user", "Requests about", ">Groups</a>", ">Mapping</a>");
        assertThat(reader.get("/console/connections/acme/groups").statusCode()).isEqualTo(403);
        assertThat(reader.submit("/console/connections/acme/users/" + di + "/delete", Map.of()).statusCode())
                .isEqualTo(403);
    }

    private static String user(String userName, String title) throws Exception {
        HttpResponse<String> answer = send("POST", "/Users",
                "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"" + userName
                        + "\",\"externalId\":\"of " + userName + "\",\"active\":true,\"title\":\"" + title
                        + "\",\"emails\":[{\"type\":\"work\",\"primary\":true,\"value\":\"" + userName + "\"}]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonMapper().readTree(answer.body()).get("id").stringValue();
    }

    private static String audit() {
        return service.browser()
                .send("GET", "/api/v2/logs?per_page=100", Map.of(),
                        Map.of("Authorization", "Bearer " + ConsoleService.ADMINISTRATOR))
                .body();
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        URI uri = service.service().url().resolve("/scim/v2/connections/" + acme + path);
        return HTTP.send(HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/scim+json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString());
    }
}

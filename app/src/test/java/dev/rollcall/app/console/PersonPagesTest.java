package dev.rollcall.app.console;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of a connection's users and groups, without a script. */
class PersonPagesTest {
    @TempDir
    private static Path folder;
    private static ConsoleService service;
    private static Browser browser;
    private static ScimCalls acme;

    @BeforeAll
    static void serve() {
        service = ConsoleService.start(folder);
        browser = service.administrator();
        acme = ScimCalls.ofNew(service, "acme");
        service.run("connection create --name other --strategy okta");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aUserIsFoundAndShownBothWaysWithItsHistory() {
        assertThat(browser.page("/console/connections/other/users")).contains("There is no user yet",
                "./rollcall entra init --url");
        String ada = acme.user("ada@acme.example", "Countess");
        acme.user("adam@acme.example", "First");
        acme.patch(ada, "replace", "title", "\"<b>Lady</b>\"");

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
    void aUserIsBlockedBesideTheIdentityProviderUnblockedAndDeleted() {
        String bo = acme.user("bo@acme.example", "x");
        String path = "/console/connections/acme/users/" + bo;
        assertThat(browser.submit(path.replace("/acme/", "/other/") + "/block", Map.of()).statusCode()).isEqualTo(404);
        assertThat(browser.submit(path.replace("/acme/", "/other/") + "/delete", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(browser.submit(path + "/block", Map.of("until", "yesterday")).statusCode()).isEqualTo(400);
        assertThat(browser.submit(path + "/block", Map.of("until", "2999-01-01T00:00:00Z")).statusCode())
                .isEqualTo(303);
        assertThat(browser.page(path)).contains("2999-01-01", "Lift the block", "profile: blocked",
                "\"active\" : true");
        assertThat(browser.page("/console/connections/acme/users?q=blocked:true")).contains("bo@acme.example");
        assertThat(browser.submit(path + "/unblock", Map.of()).statusCode()).isEqualTo(303);
        assertThat(browser.page(path)).doesNotContain("Lift the block");

        acme.patch(bo, "replace", "active", "false");
        assertThat(browser.page(path)).contains("inactive", "Only the identity provider makes the user active again");
        assertThat(browser.submit(path + "/delete", Map.of()).statusCode()).isEqualTo(303);
        assertThat(browser.get(path).statusCode()).isEqualTo(404);
        assertThat(browser.submit(path + "/delete", Map.of()).statusCode()).isEqualTo(404);
        assertThat(acme.status("GET", "/Users/" + bo)).isEqualTo(404);
        assertThat(ScimCalls.audit(service)).contains("POST /console/connections/{connection}/users/{user}/block",
                "POST /console/connections/{connection}/users/{user}/delete");
    }

    @Test
    void aHistoryDoesNotTellWhatWasForgottenWithItsSchema() throws InterruptedException {
        ScimCalls vault = ScimCalls.ofNew(service, "vault");
        String urn = "urn:example:vault:2.0:User";
        String schemas = "/connections/" + vault.connection() + "/scim-configuration/schemas";
        String never = ",\"type\":\"string\",\"returned\":\"never\"}";
        assertThat(ScimCalls.manage(service, "POST", schemas, "{\"schema\":{\"id\":\"" + urn
                + "\",\"attributes\":[{\"name\":\"Pin\"" + never + ",{\"name\":\"box\",\"type\":\"complex\","
                + "\"subAttributes\":[{\"name\":\"label\",\"type\":\"string\"},{\"name\":\"note\"" + never
                + "]}]},\"extends\":[{\"resource_type\":\"User\"}]}").statusCode()).isEqualTo(201);
        service.advance(Duration.ofSeconds(2));
        String ed = vault.user("ed@acme.example", "x");
        vault.patch(ed, "replace", urn + ":Pin", "\"SECRET1\"");
        vault.patch(ed, "replace", urn + ":Pin", "\"SECRET2\"");
        vault.patch(ed, "replace", urn + ":box", "{\"label\":\"open\",\"note\":\"SECRET3\"}");
        String page = "/console/connections/vault/users/" + ed;
        assertThat(browser.page(page)).contains("version 4", "open", "[redacted]").doesNotContain("SECRET");

        String forget = schemas + "/" + urn + "?forget=true";
        assertThat(ScimCalls.manage(service, "DELETE", forget, "").statusCode()).isEqualTo(202);
        for (int tries = 0; ScimCalls.manage(service, "DELETE", forget, "").statusCode() != 204; tries++) {
            assertThat(tries).as("until the job has dropped them").isLessThan(600);
            Thread.sleep(100);
        }
        service.advance(Duration.ofSeconds(2));
        vault.patch(ed, "replace", urn + ":Pin", "\"PLAIN\"");
        assertThat(browser.page(page)).as("what comes later is told")
                .contains("version 6", "upkeep", "open", "PLAIN", "[redacted]")
                .doesNotContain("SECRET");
    }

    @Test
    void aGroupIsFoundShownWithItsMembersAndDeleted() {
        assertThat(browser.page("/console/connections/other/groups")).contains("There is no group yet");
        String cy = acme.user("cy@acme.example", "x");
        HttpResponse<String> made = acme.send("POST", "/Groups",
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
        JsonNode client = service.client("outside", "read:connections,read:groups");
        Browser outside = service.browser();
        outside.signIn(client.get("client_id").stringValue(), client.get("client_secret").stringValue());
        assertThat(browser.page(path)).contains("members added", cy);
        assertThat(outside.page(path)).as("nor in the history")
                .contains("Engineers", "members added", "1 member<")
                .doesNotContain(cy, "cy@acme.example");
        String elsewhere = path.replace("/acme/", "/other/");
        assertThat(browser.get(elsewhere).statusCode()).isEqualTo(404);
        assertThat(browser.submit(elsewhere + "/delete", Map.of()).statusCode()).isEqualTo(404);
        assertThat(browser.submit(path + "/delete", Map.of()).statusCode()).isEqualTo(303);
        assertThat(browser.get(path).statusCode()).isEqualTo(404);
        assertThat(ScimCalls.audit(service)).contains("POST /console/connections/{connection}/groups/{group}/delete");
    }

    @Test
    void whoMayNotChangeUsersIsShownNoButton() {
        String di = acme.user("di@acme.example", "x");
        JsonNode client = service.client("readers", "read:connections,read:users");
        Browser reader = service.browser();
        reader.signIn(client.get("client_id").stringValue(), client.get("client_secret").stringValue());
        assertThat(reader.page("/console/connections/acme/users/" + di)).contains("di@acme.example")
                .doesNotContain("Block this user", "Delete this user", "Requests about", ">Groups</a>", ">Mapping</a>");
        assertThat(reader.get("/console/connections/acme/groups").statusCode()).isEqualTo(403);
        assertThat(reader.submit("/console/connections/acme/users/" + di + "/delete", Map.of()).statusCode())
                .isEqualTo(403);
    }
}

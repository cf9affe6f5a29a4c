package dev.rollcall.app.console;

import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of the installation itself: settings in force and health, and who has access. */
class HousePagesTest {
    @TempDir
    private static Path folder;
    private static ConsoleService service;
    private static Browser administrator;

    @BeforeAll
    static void serve() {
        service = ConsoleService.start(folder, Map.of("ROLLCALL_CONSOLE_SIGN_IN_RATE", "1234",
                "ROLLCALL_OUTBOUND_ALERT_WEBHOOK", "https://chat.example/hook/geheim"));
        administrator = service.administrator();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void settingsInForceAreShownAndNoSecretIs() {
        String page = administrator.page("/console/settings");
        assertThat(page).contains("writer works", "upkeep works", "listener works", "<dd>sqlite</dd>",
                "<code>console.sign-in-rate</code></th><td><strong><code>1234</code></strong>",
                "<code>console.session-idle</code></th><td><code>1h</code>",
                "<code>server.admin-token</code></th><td><strong><code>set, and not shown</code></strong>")
                .doesNotContain(ConsoleService.ADMINISTRATOR, "geheim");
    }

    /** Nodes say that they live where several share a database; here the test says it for two. */
    @Test
    void whoFollowsTheChangeRecordAndWhichNodesDeliverIsTold() {
        assertThat(administrator.page("/console/settings")).contains("This process is the only one");
        service.run("connection create --name followed --strategy scim");
        service.run("stream create <b>crm</b> --webhook https://crm.example/events");
        service.run("stream pause <b>crm</b>");
        ScimCalls scim = ScimCalls.ofNew(service, "read");
        String user = scim.user("ada@acme.example", "Countess");
        scim.patch(user, "Replace", "title", "\"Enchantress\"");
        try (Storage storage = MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults())) {
            Instant past = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
            storage.write(Share.HOUSE, "test", session -> {
                session.streams().beat("n1", "<i>alpha</i>");
                session.changeReaders()
                        .register(new ChangeReader(Optional.of(new ConnectionId(scim.connection())), "etl", "", past));
                return true;
            });
        }
        String page = administrator.page("/console/settings");
        assertThat(page).contains("&lt;b&gt;crm&lt;/b&gt;</bdi></a></th>", "<bdi>etl</bdi>", "<bdi>read</bdi>",
                "<bdi>&lt;i&gt;alpha&lt;/i&gt;</bdi>", "mark off\">ended")
                .doesNotContain("<i>alpha", "This process is the only one");
        String crm = page.split("&lt;b&gt;crm&lt;", 2)[1].split("</tr>", 2)[0];
        assertThat(crm).contains("all connections", "<time")
                .containsPattern("<td class=\"number\">[1-9]</td>")
                .doesNotContain("ended");
    }

    @Test
    void aClientIsMadeWithARoleAndItsSecretIsShownOnce() {
        HttpResponse<String> made = administrator.submit("/console/clients",
                Map.of("name", "<b>grafana</b>", "role", "viewer", "lifetime", "90"));
        assertThat(made.statusCode()).isEqualTo(200);
        String secret = found(made.body(), "id=\"secret\">(sec_[^<]+)<");
        String id = found(made.body(), "id=\"client\">([^<]+)<");
        Browser viewer = service.browser();
        assertThat(viewer.signIn(id, secret).statusCode()).isEqualTo(303);
        String page = viewer.page("/console/clients");
        assertThat(page).contains("&lt;b&gt;grafana&lt;/b&gt;", id, "viewer", "Signed in to the console",
                "<small>you</small>")
                .doesNotContain("<b>grafana", "method=\"post\" action=\"/console/clients",
                        "/end\"", secret);
        assertThat(administrator.submit("/console/clients", Map.of("name", "x", "lifetime", "")).statusCode())
                .as("without a role")
                .isEqualTo(400);

        HttpResponse<String> rotated = administrator.submit("/console/clients/" + id + "/rotate",
                Map.of("overlap", "0", "lifetime", ""));
        assertThat(found(rotated.body(), "id=\"secret\">(sec_[^<]+)<")).isNotEqualTo(secret);
        assertThat(viewer.get("/console").statusCode()).as("its session has ended").isEqualTo(303);
        assertThat(administrator.submit("/console/clients/" + id + "/delete", Map.of()).statusCode()).isEqualTo(303);
        assertThat(administrator.submit("/console/clients/" + id + "/delete", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyMakesOrGetsAtAClientThatMayDoMore() {
        JsonNode owner = service.client("owner", "all");
        JsonNode limited = service.client("limited", "read:connections,read:clients,create:clients,update:clients,"
                + "delete:clients");
        Browser browser = service.browser();
        assertThat(browser.signIn(limited.get("client_id").stringValue(), limited.get("client_secret").stringValue())
                .statusCode()).isEqualTo(303);
        String ownersId = owner.get("client_id").stringValue();
        assertThat(browser.page("/console/clients")).contains(ownersId)
                .doesNotContain(ownersId + "/rotate",
                        ownersId + "/delete", "A new client");
        for (HttpResponse<String> refused : List.of(
                browser.submit("/console/clients", Map.of("name", "x", "role", "owner", "lifetime", "")),
                browser.submit("/console/clients", Map.of("name", "x", "role", "viewer", "lifetime", "")),
                browser.submit("/console/clients/" + ownersId + "/rotate", Map.of("overlap", "0", "lifetime", "")),
                browser.submit("/console/clients/" + ownersId + "/delete", Map.of()))) {
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("may do more than you may");
        }
        assertThat(service.browser().signIn(ownersId, owner.get("client_secret").stringValue()).statusCode())
                .isEqualTo(303);
    }

    @Test
    void aSessionOfSomebodyElseIsEndedAndThatIsNoted() {
        JsonNode client = service.client("leaver", "read:connections");
        Browser leaver = service.browser();
        leaver.signIn(client.get("client_id").stringValue(), client.get("client_secret").stringValue());
        assertThat(leaver.get("/console").statusCode()).isEqualTo(200);
        String row = found(administrator.page("/console/clients"), "(?s)<tr><th scope=\"row\"><bdi>"
                + client.get("client_id").stringValue()
                + "</bdi></th>.*?action=\"(/console/sessions/[0-9a-f]{64}/end)\"");
        assertThat(administrator.submit(row, Map.of()).statusCode()).isEqualTo(303);
        assertThat(leaver.get("/console").statusCode()).isEqualTo(303);
        assertThat(administrator.submit(row, Map.of()).statusCode()).isEqualTo(404);
        String log = service.browser()
                .send("GET", "/api/v2/logs", Map.of(),
                        Map.of("Authorization", "Bearer " + ConsoleService.ADMINISTRATOR))
                .body();
        assertThat(log).contains("POST /console/sessions/{session}/end").doesNotContain(leaver.cookie().orElseThrow());
    }

    private static String found(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as("%s in %s", pattern, page).isTrue();
        return matcher.group(1);
    }
}

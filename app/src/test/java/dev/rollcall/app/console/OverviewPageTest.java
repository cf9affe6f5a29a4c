package dev.rollcall.app.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The front page: what needs attention, and how connections and streams do. */
class OverviewPageTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void whatFailsStandsFirstOneRowACauseAndGoesWithItsCause() throws Exception {
        try (ConsoleService service = ConsoleService.start(folder)) {
            Browser browser = service.administrator();
            assertThat(browser.page("/console")).contains("There is no connection yet", "Nothing needs attention.");

            String acme = service.run("connection create --name acme --strategy waad --print id");
            service.run("connection create --name quiet --strategy okta");
            service.run("stream create crm --webhook https://crm.example/events");
            service.run("stream pause crm");
            for (int i = 0; i < 3; i++) {
                send(service, acme, "GET", "/Users", "no-such-token");
            }
            String token = service.run("token create acme --scopes all --lifetime 10d --print token");
            String user = "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"ada\"}";
            for (int i = 0; i < 2; i++) {
                send(service, acme, "POST", "/Users", token, user);
                send(service, acme, "POST", "/Users", token, user.replace("ada", "grace"));
            }

            waitFor(browser, "answered 409");
            // What the stream had begun when it was paused goes back to the others first.
            String page = waitFor(browser, "waits for it. 2 changes wait.");
            assertThat(page)
                    .containsPattern("3 requests in the last hour were answered 401. The bearer token is not one[^<]*"
                            + " Others have succeeded since\\.<")
                    .contains(
                            "2 requests in the last hour were answered 409. Somebody here has the userName",
                            "waits for it. 2 changes wait.",
                            "href=\"/console/log?connection=" + acme
                                    + "&amp;status=401&amp;cause=token&amp;within=1h\"",
                            "5 failures in the last 24 hours", "Token expires", "<rect class=\"failed\"", "none yet")
                    .doesNotContain("Nothing needs attention.");
            assertThat(page.indexOf("answered 401")).isLessThan(page.indexOf("answered 409"));

            service.run("stream delete crm --yes");
            service.advance(Duration.ofMinutes(50));
            browser.page("/console");
            service.advance(Duration.ofMinutes(15));
            assertThat(browser.page("/console")).contains("Nothing needs attention.",
                    "5 failures in the last 24 hours");
        }
    }

    @Test
    void noConnectionHidesAnother() throws Exception {
        try (ConsoleService service = ConsoleService.start(folder,
                Map.of("ROLLCALL_LOG_UNAUTHENTICATED", "1000"))) {
            Browser browser = service.administrator();
            String quiet = service.run("connection create --name quiet --strategy okta --print id");
            String loud = service.run("connection create --name loud --strategy waad --print id");
            send(service, quiet, "GET", "/Users", "no-such-token");
            for (int i = 0; i < 60; i++) {
                send(service, loud, "GET", "/Users", "no-such-token");
            }
            waitFor(browser, "50+ requests");
            String attention = waitFor(browser, "One request").split("id=\"connections\"", 2)[0];
            assertThat(attention).contains("<bdi>quiet</bdi>", "One request in the last hour was answered 401",
                    "<bdi>loud</bdi>", "50+ requests in the last hour were answered 401", "<small>or before</small>",
                    "mark bad");

            String token = service.run("token create loud --scopes all --print token");
            send(service, loud, "POST", "/Users", token,
                    "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"ada\"}");
            assertThat(browser.page("/console")).containsPattern("mark note\"><bdi>loud<")
                    .contains("Others have succeeded since.")
                    .containsPattern("mark bad\"><bdi>quiet<");
        }
    }

    /** Nobody asks, and so nothing fails. */
    @Test
    void whatStandsStillNeedsAttentionWithoutAnyFailure() {
        try (ConsoleService service = ConsoleService.start(folder)) {
            Browser browser = service.administrator();
            for (String name : List.of("ends", "ended", "renewed", "by-client", "unused", "halted")) {
                service.run("connection create --name " + name + " --strategy scim");
            }
            service.run("token create ends --scopes all --lifetime 6d");
            service.run("token create ended --scopes all --lifetime 1d");
            service.run("token create renewed --scopes all --lifetime 1d");
            service.run("token create renewed --scopes all --lifetime 90d");
            service.run("token create by-client --scopes all --lifetime 1d");
            service.run("client create reader --connection by-client --scopes all");
            assertThat(browser.page("/console")).contains("<bdi>ends</bdi>", "Its last credential ends ")
                    .doesNotContain("<td>–</td>", "cannot tell you");

            service.run("connection pause halted");
            service.advance(Duration.ofDays(2));
            browser = service.administrator();
            String attention = browser.page("/console").split("id=\"connections\"", 2)[0];
            assertThat(attention)
                    .containsPattern(
                            "mark bad\"><bdi>ended</bdi></span></td><td><a href=\"/console/connections/ended/tokens\">No credential")
                    .containsPattern("mark note\"><bdi>halted</bdi></span></td><td><a[^>]*>Somebody has paused it")
                    .contains("Its last credential ends ")
                    .doesNotContain("<bdi>renewed", "<bdi>by-client", "<bdi>unused", "Nothing needs attention");
            assertThat(browser.page("/console")).containsPattern("mark bad\">ended <time");
        }
    }

    @Test
    void whoMaySeeNoLogsAndStreamsSeesNoneOfThem() throws Exception {
        try (ConsoleService service = ConsoleService.start(folder)) {
            String acme = service.run("connection create --name acme --strategy waad --print id");
            service.run("stream create crm --webhook https://crm.example/events");
            send(service, acme, "GET", "/Users", "no-such-token");
            waitFor(service.administrator(), "answered 401");
            JsonNode client = service.client("few", "read:connections");
            Browser browser = service.browser();
            browser.signIn(client.get("client_id").stringValue(), client.get("client_secret").stringValue());
            assertThat(browser.page("/console"))
                    .contains("acme", "Nothing that you may see needs attention.", "how connections do (read:logs)",
                            "how event streams do (read:event_streams)", "<td>–</td>")
                    .doesNotContain("Nothing needs attention.", "none yet", "<bdi>crm", "answered 401",
                            "href=\"/console/log\"");
            assertThat(browser.get("/console/log").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void manyConnectionsComeAPageAtATimeAndAsOftenAsAClientMayAsk() {
        try (ConsoleService service = ConsoleService.start(folder,
                Map.of("ROLLCALL_LIMIT_MANAGEMENT_RATE_PER_SECOND", "1",
                        "ROLLCALL_LIMIT_MANAGEMENT_RATE_BURST", "30"))) {
            Browser browser = service.administrator();
            for (int i = 0; i < 52; i++) {
                service.run("connection create --name customer-%02d --strategy scim".formatted(i));
            }
            assertThat(browser.page("/console")).contains("customer-00", "customer-49", "/console?page=1")
                    .doesNotContain("customer-50");
            assertThat(browser.page("/console?page=1")).contains("customer-50", "customer-51", "rel=\"prev\"")
                    .doesNotContain("customer-49", "rel=\"next\"");
            assertThat(browser.page("/console?name=CUSTOMER-51")).contains("customer-51").doesNotContain("customer-50");
            assertThat(browser.page("/console?name=Customer-4")).contains("customer-40", "customer-49")
                    .doesNotContain("customer-39", "customer-50", "rel=\"next\"");
            assertThat(browser.page("/console?name=cust")).contains("More names begin so than are shown")
                    .doesNotContain("rel=\"next\"");
            assertThat(browser.page("/console?name=%25")).contains("No connection has a name that begins so");
            HttpResponse<String> answer = browser.get("/console/new-connection");
            for (int i = 0; i < 1_000 && answer.statusCode() == 200; i++) {
                answer = browser.get("/console/new-connection");
            }
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.body()).contains("limits.management-rate-per-second");
        }
    }

    /** In one more click from the front page somebody has paused what fails, and lets it go on. */
    @Test
    void whatNeedsAttentionIsActedUponFromTheListByWhoeverMay() throws Exception {
        try (ConsoleService service = ConsoleService.start(folder)) {
            Browser browser = service.administrator();
            String acme = service.run("connection create --name acme --strategy waad --print id");
            service.run("stream create crm --webhook https://crm.example/events");
            send(service, acme, "GET", "/Users", "no-such-token");
            String page = waitFor(browser, "answered 401");
            assertThat(page).contains("action=\"/console/connections/acme/endpoint\" data-confirm=\"Pause acme?",
                    "aria-label=\"Pause acme\"").doesNotContain("aria-label=\"Resume acme\"");
            HttpResponse<String> paused = browser.submit("/console/connections/acme/endpoint",
                    Map.of("do", "pause", "back", "overview"));
            assertThat(paused.statusCode()).isEqualTo(303);
            assertThat(paused.headers().firstValue("Location")).contains("/console");
            assertThat(browser.page("/console")).contains("Somebody has paused it", "aria-label=\"Resume acme\"");
            Browser viewer = service.viewer();
            assertThat(viewer.page("/console")).contains("Somebody has paused it").doesNotContain("Resume", "Pause");
            assertThat(viewer.submit("/console/connections/acme/endpoint", Map.of("do", "resume", "back", "overview"))
                    .statusCode()).isEqualTo(403);
            assertThat(browser.submit("/console/connections/acme/endpoint", Map.of("do", "resume", "back", "elsewhere"))
                    .headers()
                    .firstValue("Location")).as("a form of its own page").contains("/console/connections/acme");
            assertThat(browser.page("/console")).doesNotContain("Somebody has paused it");

            String id = new JsonMapper().readTree(service.run("stream show crm --json")).path("id").stringValue();
            service.run("stream pause crm");
            assertThat(browser.page("/console")).contains("aria-label=\"Resume crm\"");
            assertThat(browser
                    .submit("/console/streams/" + id + "/resume", Map.of("backlog", "deliver", "back", "overview"))
                    .headers()
                    .firstValue("Location")).contains("/console");
            assertThat(service.run("stream show crm --json")).contains("enabled");
        }
    }

    /** Rows of requests that change nothing are written a moment later. */
    private static String waitFor(Browser browser, String text) throws InterruptedException {
        String page = browser.page("/console");
        for (int i = 0; i < 1_200 && !page.contains(text); i++) {
            Thread.sleep(50);
            page = browser.page("/console");
        }
        return page;
    }

    private static void send(ConsoleService service, String connection, String method, String path, String token,
            String... body) throws Exception {
        URI uri = service.service().url().resolve("/scim/v2/connections/" + connection + path);
        HTTP.send(HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/scim+json")
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofString(body[0]))
                .build(), BodyHandlers.ofString());
    }
}

package dev.rollcall.app.console;

import java.net.http.HttpResponse;
import java.nio.file.Files;
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

/** The pages of a connection, without a script: what they show, and that what they do is done and noted. */
class ConnectionPagesTest {
    @TempDir
    private static Path folder;
    private static ConsoleService service;
    private static Browser browser;

    @BeforeAll
    static void serve() {
        service = ConsoleService.start(folder);
        browser = service.administrator();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aTokenIsShownOnceAndOpensWhatItsScopesSayUntilItIsRevoked() {
        String id = connection("tokens");
        assertThat(browser.page("/console/connections/tokens/tokens")).contains("There is no token",
                "value=\"get:users\" checked", "value=\"put:users\" aria-label");
        String shown = submitted("/console/connections/tokens/tokens", Map.of("scope", "get:users", "lifetime", "30"));
        String token = found(shown, "<code id=\"secret\">(tok_[^<]+)</code>");
        assertThat(shown).contains("/scim/v2/connections/" + id + "?aadOptscim062020", "only time");
        ScimCalls scim = new ScimCalls(service, id, token);
        assertThat(scim.status("GET", "/Users")).isEqualTo(200);
        assertThat(scim.send("POST", "/Users", "{}").statusCode()).isEqualTo(403);

        String tokenId = token.substring(0, token.indexOf('.'));
        assertThat(browser.page("/console/connections/tokens/tokens")).contains(tokenId, "users: get")
                .doesNotContain(token);
        assertThat(browser.submit("/console/connections/tokens/tokens", Map.of("lifetime", "30")).statusCode())
                .as("without a scope")
                .isEqualTo(400);
        String revoke = "/console/connections/tokens/tokens/" + tokenId + "/revoke";
        assertThat(browser.submit(revoke, Map.of()).statusCode()).isEqualTo(303);
        assertThat(browser.submit(revoke, Map.of()).statusCode()).isEqualTo(404);
        assertThat(service.run("token list tokens")).doesNotContain(tokenId);
        assertThat(ScimCalls.audit(service)).doesNotContain(token).contains(tokenId);
    }

    @Test
    void anOAuthClientIsMadeRotatedAndDeletedByItsOwnConnectionAlone() {
        String id = connection("clients");
        connection("others");
        String shown = submitted("/console/connections/clients/clients",
                Map.of("name", "Okta", "scope", "get:users", "lifetime", ""));
        String client = found(shown, "<code id=\"client\">(" + id + "\\.[^<]+)</code>");
        String secret = found(shown, "<code id=\"secret\">(sec_[^<]+)</code>");
        assertThat(browser.page("/console/connections/clients/tokens")).contains("Okta", client, "60 min")
                .doesNotContain(secret);
        String rotated = submitted("/console/connections/clients/clients/" + client + "/rotate",
                Map.of("overlap", "0", "lifetime", "365"));
        assertThat(found(rotated, "<code id=\"secret\">(sec_[^<]+)</code>")).isNotEqualTo(secret);
        assertThat(browser.submit("/console/connections/others/clients/" + client + "/delete", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(browser.submit("/console/connections/clients/clients/" + client + "/delete", Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(browser.page("/console/connections/clients/tokens")).doesNotContain(client);
    }

    @Test
    void anEndpointIsPausedSwitchedOffAndOnAndReadStrictly() {
        assertThat(browser.page("/console/new-connection")).contains("Sync user profiles using SCIM");
        HttpResponse<String> made = browser.submit("/console/new-connection",
                Map.of("name", "made", "strategy", "waad", "scim", "on"));
        assertThat(made.headers().firstValue("Location")).contains("/console/connections/made");
        assertThat(browser.submit("/console/new-connection", Map.of("name", "MADE", "strategy", "okta")).statusCode())
                .isEqualTo(409);
        String token = service.run("token create made --scopes all --print token");
        String page = browser.page("/console/connections/made");
        String id = found(page, "/scim/v2/connections/(con_\\w{16})</code>");
        ScimCalls scim = new ScimCalls(service, id, token);
        assertThat(page).contains("The endpoint closes", "1 tokens and 0 OAuth clients", "Pause instead");

        act("made", "endpoint", Map.of("do", "pause"));
        assertThat(scim.status("GET", "/Users")).isEqualTo(503);
        assertThat(browser.page("/console/connections/made")).contains("503 with Retry-After", "Resume");
        act("made", "endpoint", Map.of("do", "resume"));

        String ada = scim.user("ada@acme.example", "Countess");
        assertThat(scim.patch(ada, "Replace", "title", "\"x\"").statusCode()).isEqualTo(200);
        assertThat(browser.page("/console/connections/made"))
                .contains("Last success", "in the last hour")
                .containsPattern("entra.capital-op\">1</a>")
                .contains("requests of the last week were read by a tolerance");
        assertThat(browser
                .submit("/console/connections/made/tolerances", Map.of("mode", "all", "tolerance", "entra.capital-op"))
                .statusCode()).as("a box was unticked, and all are still wanted").isEqualTo(400);
        act("made", "tolerances", Map.of("mode", "none"));
        assertThat(scim.patch(ada, "Replace", "title", "\"x\"").statusCode()).isEqualTo(400);
        act("made", "tolerances", Map.of("mode", "some", "tolerance", "entra.capital-op"));
        assertThat(scim.patch(ada, "Replace", "title", "\"x\"").statusCode()).isEqualTo(200);

        assertThat(browser.page("/console/connections/made")).contains("name=\"claim\" type=\"text\" value=\"sub\"");
        act("made", "me", Map.of("claim", "oid"));
        assertThat(browser.page("/console/connections/made")).contains("name=\"claim\" type=\"text\" value=\"oid\"",
                "connection update made --me-claim oid");
        assertThat(browser.submit("/console/connections/made/me", Map.of("claim", "x".repeat(129))).body())
                .contains("such as sub or oid");

        act("made", "sign-in", Map.of("sync", "never_on_login"));
        assertThat(browser.page("/console/connections/made")).contains("<option value=\"never_on_login\" selected");

        act("made", "endpoint", Map.of("do", "off"));
        assertThat(scim.status("GET", "/Users")).isEqualTo(401);
        assertThat(browser.page("/console/connections/made")).contains("SCIM is off");
        assertThat(browser.page("/console/connections/made/mapping")).contains("SCIM is off");
        act("made", "endpoint", Map.of("do", "on"));
        assertThat(browser.page("/console/connections/made")).contains("Copy");
        assertThat(scim.status("GET", "/Users")).as("a token of before").isEqualTo(401);
    }

    @Test
    void whoIsHeldByTheGuardIsReleased() {
        ScimCalls scim = ScimCalls.ofNew(service, "guarded");
        assertThat(ScimCalls.manage(service, "PATCH", "/connections/" + scim.connection() + "/scim-configuration",
                "{\"accidental_deletion_guard\":{\"share_percent\":1,\"at_least\":1}}").statusCode()).isEqualTo(200);
        service.advance(Duration.ofSeconds(2));
        String ada = scim.user("ada@acme.example", "x");
        String bo = scim.user("bo@acme.example", "x");
        assertThat(scim.status("DELETE", "/Users/" + ada)).isEqualTo(204);
        assertThat(browser.page("/console/connections/guarded")).doesNotContain("Release whoever is held");
        assertThat(scim.status("DELETE", "/Users/" + bo)).isGreaterThanOrEqualTo(400);
        assertThat(browser.page("/console/connections/guarded")).contains("guard against accidental deletion holds",
                "Release whoever is held");
        act("guarded", "endpoint", Map.of("do", "release"));
        assertThat(browser.page("/console/connections/guarded")).doesNotContain("Release whoever is held");
        assertThat(scim.status("DELETE", "/Users/" + bo)).isEqualTo(204);
    }

    @Test
    void whatEndsSoonAndWhatNobodyUsesIsToldOfAllConnections() throws Exception {
        Path own = Files.createDirectory(folder.resolve("watch"));
        try (ConsoleService other = ConsoleService.start(own)) {
            other.run("connection create --name acme --strategy okta");
            String ending = other.run("token create acme --scopes all --lifetime 10d --print token_id");
            String lasting = other.run("token create acme --scopes all --lifetime 365d --print token_id");
            other.client("nightly", "read:connections");
            assertThat(other.administrator().page("/console/credentials")).contains(ending, "Every token that is older")
                    .doesNotContain(lasting);
            other.advance(Duration.ofDays(2));
            assertThat(other.administrator().page("/console/credentials"))
                    .contains(ending, lasting, "href=\"/console/connections/acme/tokens\"", "What nobody uses");
            other.advance(Duration.ofDays(10));
            assertThat(other.administrator().page("/console/credentials")).contains("That ended in the last 30",
                    "None does.");
            JsonNode client = other.client("tokens", "read:connections,read:scim_token");
            Browser tokens = other.browser();
            tokens.signIn(client.get("client_id").stringValue(), client.get("client_secret").stringValue());
            assertThat(tokens.page("/console/credentials"))
                    .contains("you lack the scope read:clients", "No token does.")
                    .doesNotContain("None does.");
        }
    }

    private static String connection(String name) {
        return service.run("connection create --name " + name + " --strategy waad --print id");
    }

    /** What is done holds at once for credentials that are new here, and within a second for those that were just shown. */
    private static void act(String connection, String what, Map<String, String> fields) {
        assertThat(browser.submit("/console/connections/" + connection + "/" + what, fields).statusCode())
                .as("%s %s", what, fields)
                .isEqualTo(303);
        service.advance(Duration.ofSeconds(2));
    }

    private static String submitted(String path, Map<String, String> fields) {
        HttpResponse<String> answer = browser.submit(path, fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String found(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as("%s in %s", pattern, page).isTrue();
        return matcher.group(1);
    }
}

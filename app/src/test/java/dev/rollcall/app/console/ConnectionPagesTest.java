package dev.rollcall.app.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of a connection, without a script: what they show, and that what they do is done and noted. */
class ConnectionPagesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

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
    void aMappingIsTriedOnSomebodyBeforeItIsSavedWithHowManyItChanges() throws Exception {
        String acme = connection("mapped");
        String token = service.run("token create mapped --scopes all --print token");
        String ada = create(acme, token, "ada@acme.example", "Countess");
        create(acme, token, "grace@acme.example", "Admiral");
        String page = browser.page("/console/connections/mapped/mapping");
        assertThat(page).contains("ada@acme.example", "value=\"userName\"", "Nothing differs.", "Default rows")
                .doesNotContain("Save as a new version");

        String rows = "[{\"scim\":\"userName\",\"auth0\":\"username\"},{\"scim\":\"title\",\"auth0\":"
                + "\"app_metadata.title\",\"direction\":\"in\",\"expression_in\":\"value.upperAscii()\"}]";
        String review = draft("mapped", Map.of("base", "0", "json", rows, "user", "GRACE@acme.example", "do", "review"));
        assertThat(review).contains("ADMIRAL", "2 of 2 users are shown differently",
                "Save as a new version: 2 of 2 users change", "app_metadata.title", "The row only reads")
                .doesNotContain("Countess</");
        assertThat(browser.page("/console/connections/mapped/mapping")).contains("Nothing differs.");

        HttpResponse<String> part = browser.send("POST", "/console/connections/mapped/mapping/draft",
                Map.of("csrf", browser.csrf(), "base", "0", "scim", "userName", "auth0", "username", "direction", "in",
                        "edit", "", "constant", "", "default", "", "in", "value.upperAscii()", "out", ""),
                Map.of("HX-Request", "true"));
        assertThat(part.body()).contains("<output id=\"row-1\" hx-swap-oob=\"true\">", "ADA@ACME.EXAMPLE")
                .doesNotContain("<html");

        String payload = "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"bo\",\"title\":\"x\","
                + "\"nickName\":\"b\"}";
        assertThat(draft("mapped", Map.of("base", "0", "json", rows, "payload", payload)))
                .contains("Read by no row", "nickName");
        assertThat(draft("mapped", Map.of("base", "0", "json", rows, "payload", "{"))).contains("is no JSON object");
        assertThat(draft("mapped", Map.of("base", "0", "json", "[{\"scim\":\"nope\",\"auth0\":\"x\"}]", "do", "review")))
                .contains("nope").contains("The rows make no mapping yet").doesNotContain("Save as a new version:");

        assertThat(save("mapped", "0", rows).statusCode()).isEqualTo(303);
        assertThat(service.run("mapping show mapped")).contains("upperAscii");
        assertThat(browser.page("/console/connections/mapped/mapping?user=" + ada)).contains("COUNTESS", "removed");
        assertThat(save("mapped", "0", "[]").statusCode()).as("somebody else has saved").isEqualTo(409);

        assertThat(browser.page("/console/connections/mapped/mapping/versions/0"))
                .contains("Roll back to it: 2 of 2 users change", "upperAscii");
        assertThat(browser.submit("/console/connections/mapped/mapping/versions/0", Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(service.run("mapping show mapped")).doesNotContain("upperAscii");
        assertThat(browser.page("/console/connections/mapped/mapping/versions/1")).contains("upperAscii");
        assertThat(audit()).contains("POST /console/connections/{connection}/mapping");
    }

    @Test
    void rowsAreMovedAddedAndRemovedByTheirButtons() {
        connection("edited");
        assertThat(rows(draft("edited", fields("do", "add")))).containsExactly("userName", "");
        assertThat(rows(draft("edited", fields("do", "remove 0")))).isEmpty();
        assertThat(rows(draft("edited", fields("do", "up 0")))).containsExactly("userName");
        assertThat(browser.submit("/console/connections/edited/mapping/draft", fields("do", "turn 0")).statusCode())
                .isEqualTo(400);
        assertThat(rows(draft("edited", fields("do", "default")))).contains("userName", "externalId");
        String json = draft("edited", fields("do", "json"));
        assertThat(rows(json)).isEmpty();
        assertThat(json).contains("<textarea id=\"json\"", "\"scim\" : \"userName\"");
        assertThat(rows(draft("edited", Map.of("base", "0", "json", "[{\"scim\":\"title\",\"auth0\":\"nickname\"}]",
                "do", "table")))).containsExactly("title");
    }

    @Test
    void sayingByWhatPeopleAreFoundTellsFirstWhomThatConcerns() throws Exception {
        String id = connection("keyed");
        String token = service.run("token create keyed --scopes all --print token");
        create(id, token, "ada@acme.example", "Countess");
        assertThat(browser.page("/console/connections/keyed/mapping/user-id"))
                .contains("Sign-ins find people by <code>externalId</code>", "1 of 1 users would be found");
        assertThat(browser.submit("/console/connections/keyed/mapping/user-id", Map.of("to", "userName")).statusCode())
                .isEqualTo(303);
        assertThat(browser.page("/console/connections/keyed/mapping")).contains("people by <code>userName</code>");
        assertThat(browser.submit("/console/connections/keyed/mapping/user-id", Map.of("to", "id")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aTokenIsShownOnceAndOpensWhatItsScopesSayUntilItIsRevoked() throws Exception {
        String id = connection("tokens");
        assertThat(browser.page("/console/connections/tokens/tokens")).contains("There is no token",
                "value=\"get:users\" checked", "value=\"put:users\" aria-label");
        String shown = submitted("/console/connections/tokens/tokens", Map.of("scope", "get:users", "lifetime", "30"));
        String token = found(shown, "<code id=\"secret\">(tok_[^<]+)</code>");
        assertThat(shown).contains("/scim/v2/connections/" + id + "?aadOptscim062020", "only time");
        assertThat(send(id, "GET", "/Users", token, "").statusCode()).isEqualTo(200);
        assertThat(send(id, "POST", "/Users", token, "{}").statusCode()).isEqualTo(403);

        String tokenId = token.substring(0, token.indexOf('.'));
        assertThat(browser.page("/console/connections/tokens/tokens")).contains(tokenId, "users: get").doesNotContain(token);
        assertThat(browser.submit("/console/connections/tokens/tokens", Map.of("lifetime", "30")).statusCode())
                .as("without a scope")
                .isEqualTo(400);
        String revoke = "/console/connections/tokens/tokens/" + tokenId + "/revoke";
        assertThat(browser.submit(revoke, Map.of()).statusCode()).isEqualTo(303);
        assertThat(browser.submit(revoke, Map.of()).statusCode()).isEqualTo(404);
        assertThat(service.run("token list tokens")).doesNotContain(tokenId);
        assertThat(audit()).doesNotContain(token).contains(tokenId);
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
    void anEndpointIsPausedSwitchedOffAndOnAndReadStrictly() throws Exception {
        assertThat(browser.page("/console/new-connection")).contains("Sync user profiles using SCIM");
        HttpResponse<String> made = browser.submit("/console/new-connection",
                Map.of("name", "made", "strategy", "waad", "scim", "on"));
        assertThat(made.headers().firstValue("Location")).contains("/console/connections/made");
        assertThat(browser.submit("/console/new-connection", Map.of("name", "MADE", "strategy", "okta")).statusCode())
                .isEqualTo(409);
        String token = service.run("token create made --scopes all --print token");
        String page = browser.page("/console/connections/made");
        String id = found(page, "/scim/v2/connections/(con_\\w{16})</code>");
        assertThat(page).contains("The endpoint closes", "1 tokens and 0 OAuth clients", "Pause instead");

        act("made", "endpoint", Map.of("do", "pause"));
        assertThat(send(id, "GET", "/Users", token, "").statusCode()).isEqualTo(503);
        assertThat(browser.page("/console/connections/made")).contains("503 with Retry-After", "Resume");
        act("made", "endpoint", Map.of("do", "resume"));

        String patch = "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[{\"op\":"
                + "\"Replace\",\"path\":\"title\",\"value\":\"x\"}]}";
        String ada = create(id, token, "ada@acme.example", "Countess");
        assertThat(send(id, "PATCH", "/Users/" + ada, token, patch).statusCode()).isEqualTo(200);
        assertThat(browser.page("/console/connections/made"))
                .contains("Last success", "in the last hour")
                .containsPattern("entra.capital-op\">1</a>")
                .contains("requests of the last week were read by a tolerance");
        act("made", "tolerances", Map.of("mode", "none"));
        assertThat(send(id, "PATCH", "/Users/" + ada, token, patch).statusCode()).isEqualTo(400);
        act("made", "tolerances", Map.of("mode", "some", "tolerance", "entra.capital-op"));
        assertThat(send(id, "PATCH", "/Users/" + ada, token, patch).statusCode()).isEqualTo(200);

        act("made", "sign-in", Map.of("sync", "never_on_login"));
        assertThat(browser.page("/console/connections/made")).contains("<option value=\"never_on_login\" selected");

        act("made", "endpoint", Map.of("do", "off"));
        assertThat(send(id, "GET", "/Users", token, "").statusCode()).isEqualTo(401);
        assertThat(browser.page("/console/connections/made")).contains("SCIM is off");
        assertThat(browser.page("/console/connections/made/mapping")).contains("SCIM is off");
        act("made", "endpoint", Map.of("do", "on"));
        assertThat(browser.page("/console/connections/made")).contains("Copy");
        assertThat(send(id, "GET", "/Users", token, "").statusCode()).as("a token of before").isEqualTo(401);
    }

    @Test
    void whoIsHeldByTheGuardIsReleased() throws Exception {
        String id = connection("guarded");
        String token = service.run("token create guarded --scopes all --print token");
        URI configuration = service.service()
                .url()
                .resolve("/api/v2/connections/" + id + "/scim-configuration");
        assertThat(HTTP.send(HttpRequest.newBuilder(configuration)
                .header("Authorization", "Bearer " + ConsoleService.ADMINISTRATOR)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(
                        "{\"accidental_deletion_guard\":{\"share_percent\":1,\"at_least\":1}}"))
                .build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        service.advance(Duration.ofSeconds(2));
        String ada = create(id, token, "ada@acme.example", "x");
        String bo = create(id, token, "bo@acme.example", "x");
        assertThat(send(id, "DELETE", "/Users/" + ada, token, "").statusCode()).isEqualTo(204);
        assertThat(browser.page("/console/connections/guarded")).doesNotContain("Release whoever is held");
        assertThat(send(id, "DELETE", "/Users/" + bo, token, "").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(browser.page("/console/connections/guarded")).contains("guard against accidental deletion holds",
                "Release whoever is held");
        act("guarded", "endpoint", Map.of("do", "release"));
        assertThat(browser.page("/console/connections/guarded")).doesNotContain("Release whoever is held");
        assertThat(send(id, "DELETE", "/Users/" + bo, token, "").statusCode()).isEqualTo(204);
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
            assertThat(other.administrator().page("/console/credentials")).contains("ended");
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

    private static String draft(String connection, Map<String, String> fields) {
        return submitted("/console/connections/" + connection + "/mapping/draft", fields);
    }

    private static HttpResponse<String> save(String connection, String base, String rows) {
        return browser.submit("/console/connections/" + connection + "/mapping", Map.of("base", base, "json", rows));
    }

    private static String submitted(String path, Map<String, String> fields) {
        HttpResponse<String> answer = browser.submit(path, fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** One plain row, and a button. */
    private static Map<String, String> fields(String name, String value) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of("base", "0", "scim", "userName", "auth0", "username",
                "direction", "", "edit", "", "constant", "", "default", "", "in", "", "out", ""));
        fields.put(name, value);
        return fields;
    }

    private static List<String> rows(String page) {
        return Pattern.compile("name=\"scim\" type=\"text\" value=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String found(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as("%s in %s", pattern, page).isTrue();
        return matcher.group(1);
    }

    private static String audit() {
        return service.browser()
                .send("GET", "/api/v2/logs?per_page=100", Map.of(),
                        Map.of("Authorization", "Bearer " + ConsoleService.ADMINISTRATOR))
                .body();
    }

    private static String create(String connection, String token, String userName, String title) throws Exception {
        HttpResponse<String> answer = send(connection, "POST", "/Users", token,
                "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"" + userName
                        + "\",\"externalId\":\"id of " + userName + "\",\"title\":\"" + title + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonMapper().readTree(answer.body()).get("id").stringValue();
    }

    private static HttpResponse<String> send(String connection, String method, String path, String bearer, String body)
            throws Exception {
        URI uri = service.service().url().resolve("/scim/v2/connections/" + connection + path);
        return HTTP.send(HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/scim+json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString());
    }
}

package dev.rollcall.app.console;

import dev.rollcall.directory.access.SetupLinks;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The tokens that a set-up link makes, and the operator's page of such links. */
class SetupTokenTest {
    @TempDir
    private static Path folder;
    private static ConsoleService service;

    @BeforeAll
    static void serve() {
        service = ConsoleService.start(folder, Map.of("ROLLCALL_CONSOLE_SETUP_RATE", "10000"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aTokenIsMadeByAPageOfThisSiteWithItsTokenAlone() {
        connection("guarded");
        SetupVisitor visitor = SetupVisitor.of(service, "guarded");
        SetupVisitor another = SetupVisitor.of(service, "guarded");
        String csrf = visitor.csrf("entra");
        String path = visitor.guide("entra") + "/token";
        for (String change : List.of(path, visitor.guide("entra") + "/again", visitor.guide("entra") + "/tick",
                path + "s/tok_0000000000000000/revoke")) {
            for (Map<String, String> fields : List.of(Map.<String, String>of(), Map.of("csrf", "x"),
                    Map.of("csrf", another.csrf("entra")))) {
                assertThat(visitor.browser().post(change, fields).statusCode()).isEqualTo(403);
            }
            for (String origin : List.of("https://evil.example", "null", "")) {
                assertThat(visitor.browser().on(origin).post(change, Map.of("csrf", csrf)).statusCode()).isEqualTo(403);
            }
            assertThat(visitor.browser()
                    .send("POST", change, Map.of("csrf", csrf), Map.of("Sec-Fetch-Site", "cross-site"))
                    .statusCode()).isEqualTo(403);
        }
        assertThat(visitor.browser().get(path).statusCode()).isEqualTo(405);
        assertThat(service.run("token list guarded --json")).isEqualTo("[]");
        assertThat(visitor.browser().post(path, Map.of("csrf", csrf)).statusCode()).isEqualTo(200);
    }

    @Test
    void aLinkMakesNoMoreTokensThanItMayHoweverManyAskAtOnce() throws Exception {
        String id = connection("capped");
        SetupVisitor visitor = SetupVisitor.of(service, "capped --tokens 3 --token-lifetime 30d");
        HttpResponse<String> first = visitor.ask("okta-saml");
        assertThat(first.body()).contains("only time", "SCIM connector base URL", "read, create and change");
        String token = SetupVisitor.tokenIn(first.body());
        assertThat(visitor.browser().page(visitor.guide("okta-saml"))).contains("2 more", "for 30 days")
                .doesNotContain(token);
        String csrf = visitor.csrf("entra");
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> ask = () -> visitor.browser()
                    .post(visitor.guide("entra") + "/token", Map.of("csrf", csrf))
                    .statusCode();
            List<Integer> answers = new ArrayList<>();
            for (var answer : many.invokeAll(Collections.nCopies(8, ask))) {
                answers.add(answer.get());
            }
            assertThat(answers.stream().filter(status -> status == 200)).hasSize(2);
            assertThat(answers.stream().filter(status -> status == 403)).hasSize(6);
        }
        JsonNode tokens = new JsonMapper().readTree(service.run("token list capped --json"));
        assertThat(tokens).hasSize(3);
        assertThat(tokens.get(0).get("scopes").toString()).doesNotContain("delete:users").contains("put:users");
        assertThat(tokens.get(0).get("valid_until").isString()).isTrue();
        assertThat(visitor.browser().page(visitor.guide("entra"))).contains("makes no more tokens");
        assertThat(new ScimCalls(service, id, token).status("GET", "/Users")).isEqualTo(200);
    }

    /** Whoever has a link may end what was made by it, and nothing else. */
    @Test
    void aLinkRevokesATokenThatItHasMadeAndNoOtherOne() {
        String id = connection("revoking");
        String foreign = service.run("token create revoking --scopes all --print token");
        SetupVisitor visitor = SetupVisitor.of(service, "revoking");
        SetupVisitor another = SetupVisitor.of(service, "revoking");
        String token = visitor.token("entra");
        String kept = visitor.token("entra");
        String others = another.token("entra");
        String page = visitor.browser().page(visitor.guide("entra"));
        String path = visitor.guide("entra") + "/tokens/";
        assertThat(page)
                .contains("Tokens that this link has made", "3 more", "not used yet", path + idOf(token) + "/revoke",
                        path + idOf(kept) + "/revoke")
                .doesNotContain(idOf(foreign), idOf(others), token);
        Map<String, String> csrf = Map.of("csrf", visitor.csrf("entra"));
        for (String refused : List.of(idOf(foreign), idOf(others), "tok_0000000000000000", "x")) {
            assertThat(visitor.browser().post(path + refused + "/revoke", csrf).statusCode()).as(refused)
                    .isEqualTo(404);
        }
        ScimCalls scim = new ScimCalls(service, id, token);
        assertThat(scim.status("GET", "/Users")).isEqualTo(200);
        HttpResponse<String> revoked = visitor.browser().post(path + idOf(token) + "/revoke", csrf);
        assertThat(revoked.statusCode()).isEqualTo(303);
        assertThat(revoked.headers().firstValue("Location")).contains(visitor.guide("entra") + "#values");
        service.advance(Duration.ofSeconds(2));
        assertThat(scim.status("GET", "/Users")).isEqualTo(401);
        for (String good : List.of(foreign, kept, others)) {
            assertThat(new ScimCalls(service, id, good).status("GET", "/Users")).isEqualTo(200);
        }
        assertThat(visitor.browser().page(visitor.guide("entra"))).contains(idOf(kept), "3 more")
                .doesNotContain(idOf(token));
        assertThat(visitor.browser().post(path + idOf(token) + "/revoke", csrf).statusCode()).isEqualTo(404);
        assertThat(ScimCalls.audit(service)).contains(
                "POST /console/setup/{link}/with/{provider}/tokens/{token}/revoke", idOf(token));
    }

    private static String idOf(String token) {
        return token.substring(0, token.indexOf('.'));
    }

    @Test
    void aLinkForAnEmptyConnectionMakesATokenOnlyWhileItIs() {
        String id = connection("empty");
        SetupVisitor visitor = SetupVisitor.of(service, "empty --only-empty");
        new ScimCalls(service, id, visitor.token("entra")).user("first@acme.example", "x");
        HttpResponse<String> answer = visitor.ask("entra");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("only while the connection has no users", "Back to the set-up")
                .doesNotContain("first@acme.example");
        assertThat(visitor.arrived("entra")).as("it still tells").containsEntry("First user", "arrived");
    }

    @Test
    void theOperatorMakesListsAndRevokesLinksOnAPage() {
        connection("paged");
        Browser operator = service.administrator();
        String page = "/console/connections/paged/setup-links";
        assertThat(operator.page(page)).contains("There is no link", "./rollcall setup-link paged");
        HttpResponse<String> made = operator.submit(page, Map.of("days", "7", "tokens", "2", "lifetime", "365"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        String link = made.body().replaceFirst("(?s).*<code id=\"secret\">(http[^<]+)</code>.*", "$1");
        SetupVisitor visitor = SetupVisitor.with(service, link);
        visitor.token("entra");
        assertThat(operator.page(page)).contains("1 of 2").doesNotContain(SetupVisitor.secret(link));
        String id = operator.page(page).replaceFirst("(?s).*class=\"mono\">(sul_\\w+)</th>.*", "$1");
        assertThat(operator.submit(page + "/" + id + "/revoke", Map.of()).statusCode()).isEqualTo(303);
        assertThat(operator.submit(page + "/" + id + "/revoke", Map.of()).statusCode()).isEqualTo(404);
        assertThat(visitor.browser().get(visitor.home()).statusCode()).isEqualTo(403);
        for (Map<String, String> wrong : List.of(Map.of("tokens", "2", "lifetime", ""),
                Map.of("days", "8", "tokens", "2", "lifetime", ""), Map.of("days", "7", "tokens", "0", "lifetime", ""),
                Map.of("days", "7", "tokens", "x", "lifetime", ""))) {
            assertThat(operator.submit(page, wrong).statusCode()).as("%s", wrong).isEqualTo(400);
        }
        assertThat(service.viewer().page(page)).doesNotContain("Make a link", "Revoke</button>");
        assertThat(ScimCalls.audit(service)).contains("setup_link", id).doesNotContain(SetupVisitor.secret(link));
    }

    @Test
    void aConnectionHasNoMoreLinksThanItMayAndForgetsThoseThatEnded() {
        connection("many");
        Browser operator = service.administrator();
        String page = "/console/connections/many/setup-links";
        Map<String, String> fields = Map.of("days", "1", "tokens", "1", "lifetime", "");
        for (int i = 0; i < SetupLinks.MOST; i++) {
            assertThat(operator.submit(page, fields).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = operator.submit(page, fields);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("has 20 set-up links already. Revoke those");
        service.advance(Duration.ofDays(1));
        Browser later = service.administrator();
        assertThat(later.page(page)).contains("ended <time");
        assertThat(later.submit(page, fields).statusCode()).isEqualTo(200);
        assertThat(later.page(page)).doesNotContain("ended <time");
    }

    private static String connection(String name) {
        return service.run("connection create --name " + name + " --strategy okta --print id");
    }
}

package dev.rollcall.app.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rollcall.console.frame.ConsolePath;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A set-up link: whom it lets in, to what, and until when. */
class SetupLinkTest {
    @TempDir
    private static Path folder;
    private static ConsoleService service;

    @BeforeAll
    static void serve() {
        service = ConsoleService.start(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theSecretIsExchangedForACookieAsOftenAsWantedAndNothingIsUsedUp() {
        String id = connection("exchanged");
        String link = SetupVisitor.link(service, "exchanged");
        assertThat(link).startsWith(service.service().url() + "/console/setup/enter/");
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = service.browser().get(SetupVisitor.path(link));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("rollcall-setup=")
                    .contains("; Path=/console/setup;", "; HttpOnly;", "; SameSite=Strict;")
                    .doesNotContain("Secure", SetupVisitor.secret(link));
            assertThat(answer.body()).contains("http-equiv=\"refresh\" content=\"0; url=/console/setup\"")
                    .doesNotContain(SetupVisitor.secret(link), "exchanged", id);
        }
        SetupVisitor visitor = SetupVisitor.with(service, link);
        assertThat(visitor.browser().page("/console/setup")).contains("exchanged", "Okta", "likely")
                .doesNotContain("/console/log", "Sign out", "name=\"csrf\"");
        assertThat(visitor.browser().page("/console/setup/with/entra"))
                .contains("/scim/v2/connections/" + id + "?aadOptscim062020", "is not HTTPS", "objectId", "5 more");
        assertThat(visitor.browser().page("/console/setup/with/okta-saml"))
                .contains("/scim/v2/connections/" + id + "</code>", "Unique identifier field", "Push Groups");
        for (String provider : List.of("entra-saml", "entra-oidc", "okta-catalogue", "other")) {
            assertThat(visitor.browser().page("/console/setup/with/" + provider)).contains(id, "Has it arrived?");
        }
        HttpResponse<String> odd = visitor.browser().get("/console/setup/with/%3Cscript%3E");
        assertThat(odd.statusCode()).isEqualTo(404);
        assertThat(odd.body()).contains("Back to the set-up").doesNotContain("<script>", "Sign in", "/console/log");
    }

    @Test
    void underHttpsTheCookieIsForHttpsAlone(@TempDir Path other) {
        try (ConsoleService secure = ConsoleService.start(other,
                Map.of("ROLLCALL_PUBLIC_URL", "https://rollcall.example/identity"))) {
            secure.run("connection create --name acme --strategy waad");
            String secret = SetupVisitor.secret(SetupVisitor.link(secure, "acme"));
            Browser browser = secure.browser();
            assertThat(browser.get("/console/setup/enter/" + secret).headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Secure-rollcall-setup=")
                    .contains("; Path=/identity/console/setup;", "; Secure");
            assertThat(browser.page("/console/setup/with/entra"))
                    .contains("https://rollcall.example/identity/scim/v2/connections/con_",
                            "action=\"/identity/console")
                    .doesNotContain("is not HTTPS");
        }
    }

    @Test
    void whoComesFromAnotherSiteIsAskedAgainByAPageOfThisOne() {
        connection("arriving");
        Browser browser = service.browser();
        HttpResponse<String> answer = browser.send("GET", "/console/setup/with/entra", Map.of(),
                Map.of("Sec-Fetch-Site", "cross-site"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("content=\"0; url=/console/setup/with/entra\"");
        assertThat(browser.send("GET", "/console/setup/with/entra", Map.of(), Map.of("Sec-Fetch-Site", "same-origin"))
                .statusCode()).isEqualTo(403);
        HttpResponse<String> part = browser.send("GET", "/console/setup/with/entra/checklist", Map.of(),
                Map.of("HX-Request", "true"));
        assertThat(part.headers().firstValue("HX-Redirect")).contains("/console/setup");
    }

    @Test
    void whateverIsWrongWithALinkLooksAlikeAndOpensNothing() {
        connection("refused");
        connection("deleted");
        connection("off");
        List<String> links = new ArrayList<>();
        String revoked = SetupVisitor.link(service, "refused");
        String expired = SetupVisitor.link(service, "refused --lifetime 5m");
        String deleted = SetupVisitor.link(service, "deleted");
        String off = SetupVisitor.link(service, "off");
        links.addAll(List.of(revoked, expired, deleted, off));
        List<Browser> visitors = new ArrayList<>(
                links.stream().map(link -> SetupVisitor.with(service, link).browser()).toList());
        visitors.forEach(visitor -> assertThat(visitor.get("/console/setup").statusCode()).isEqualTo(200));
        String csrf = SetupVisitor.with(service, revoked).csrf("entra");

        JsonNode known = new JsonMapper().readTree(service.run("setup-link refused --list --json"));
        service.run("setup-link refused --revoke " + known.get(0).get("id").stringValue());
        service.run("connection delete deleted --yes");
        assertThat(ScimCalls.manage(service, "DELETE", "/connections/" + id("off") + "/scim-configuration", "")
                .statusCode()).isEqualTo(204);
        service.advance(Duration.ofMinutes(6));
        links.add(service.service().url() + "/console/setup/enter/" + "0".repeat(64));
        visitors.add(service.browser());
        visitors.add(service.browser().with("rollcall-setup=x"));
        visitors.add(service.browser().with("rollcall-setup=" + "0".repeat(600)));
        String good = SetupVisitor.link(service, "refused");
        visitors.add(service.browser().with("rollcall-setup=" + SetupVisitor.secret(good)));
        visitors.add(service.administrator());

        Set<String> pages = links.stream()
                .map(link -> service.browser().get(SetupVisitor.path(link)))
                .map(answer -> answer.statusCode() + answer.headers().firstValue("Set-Cookie").orElse("")
                        + answer.body())
                .collect(Collectors.toSet());
        for (Browser visitor : visitors) {
            for (String path : List.of("/console/setup", "/console/setup/with/entra",
                    "/console/setup/with/entra/checklist")) {
                HttpResponse<String> answer = visitor.get(path);
                pages.add(answer.statusCode() + answer.body());
            }
            HttpResponse<String> answer = visitor.post("/console/setup/with/entra/token", Map.of("csrf", csrf));
            pages.add(answer.statusCode() + answer.body());
        }
        assertThat(pages).hasSize(1);
        assertThat(pages.iterator().next()).startsWith("403")
                .contains("This set-up link does not work")
                .doesNotContain("refused", "Sign in");
        assertThat(service.run("token list refused --json")).isEqualTo("[]");
    }

    @Test
    void aLinkOpensItsOwnPagesAloneAndThoseOfNoOtherConnection() {
        String mine = connection("mine");
        String other = connection("other");
        SetupVisitor visitor = SetupVisitor.of(service, "mine");
        SetupVisitor stranger = SetupVisitor.of(service, "other");
        String csrf = visitor.csrf("entra");
        for (ConsolePath path : ConsolePath.values()) {
            if (path.template().startsWith("/setup") || path == ConsolePath.SIGN_IN) {
                continue;
            }
            String url = path.with(path.segments()
                    .stream()
                    .filter(ConsolePath::isParameter)
                    .map(name -> name.equals("{connection}") ? mine : "x")
                    .toArray(String[]::new));
            HttpResponse<String> read = visitor.browser().get(url);
            assertThat(read.statusCode()).as(url).isEqualTo(303);
            assertThat(read.headers().firstValue("Location").orElseThrow()).startsWith("/console/sign-in");
            assertThat(visitor.browser().post(url, Map.of("csrf", csrf)).statusCode()).as(url).isEqualTo(401);
        }
        assertThat(stranger.browser().page("/console/setup/with/entra")).contains(other).doesNotContain(mine, "mine");
        ScimCalls scim = new ScimCalls(service, mine, visitor.token("entra"));
        scim.user("somebody@acme.example", "x");
        assertThat(visitor.arrived("entra")).containsEntry("First user", "arrived");
        assertThat(stranger.arrived("entra")).containsEntry("First user", "not yet");
        assertThat(new ScimCalls(service, other, visitor.token("entra")).status("GET", "/Users")).isEqualTo(401);
        String changed = "{\"schemas\":[\"x\"]}";
        assertThat(scim.send("PUT", "/Users/x", changed).statusCode()).as("a scope that Entra never needs")
                .isEqualTo(403);
    }

    @Test
    void aTokenIsMadeByAPageOfThisSiteWithItsTokenAlone() {
        connection("guarded");
        SetupVisitor visitor = SetupVisitor.of(service, "guarded");
        SetupVisitor another = SetupVisitor.of(service, "guarded");
        String path = "/console/setup/with/entra/token";
        String csrf = visitor.csrf("entra");
        for (Map<String, String> fields : List.of(Map.<String, String>of(), Map.of("csrf", "x"),
                Map.of("csrf", another.csrf("entra")))) {
            assertThat(visitor.browser().post(path, fields).statusCode()).isEqualTo(403);
        }
        for (String origin : List.of("https://evil.example", "null", "")) {
            assertThat(visitor.browser().on(origin).post(path, Map.of("csrf", csrf)).statusCode()).isEqualTo(403);
        }
        assertThat(visitor.browser()
                .send("POST", path, Map.of("csrf", csrf), Map.of("Sec-Fetch-Site", "cross-site"))
                .statusCode()).isEqualTo(403);
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
        assertThat(visitor.browser().page("/console/setup/with/okta-saml")).contains("2 more", "for 30 days")
                .doesNotContain(token);
        String csrf = visitor.csrf("entra");
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> ask = () -> visitor.browser()
                    .post("/console/setup/with/entra/token", Map.of("csrf", csrf))
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
        assertThat(visitor.browser().page("/console/setup/with/entra")).contains("makes no more tokens");
        assertThat(new ScimCalls(service, id, token).status("GET", "/Users")).isEqualTo(200);
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
        assertThat(visitor.browser().get("/console/setup").statusCode()).isEqualTo(403);
        for (Map<String, String> wrong : List.of(Map.of("tokens", "2", "lifetime", ""),
                Map.of("days", "8", "tokens", "2", "lifetime", ""), Map.of("days", "7", "tokens", "0", "lifetime", ""),
                Map.of("days", "7", "tokens", "x", "lifetime", ""))) {
            assertThat(operator.submit(page, wrong).statusCode()).as("%s", wrong).isEqualTo(400);
        }
        assertThat(service.viewer().page(page)).doesNotContain("Make a link", "Revoke</button>");
        assertThat(ScimCalls.audit(service)).contains("setup_link", id).doesNotContain(SetupVisitor.secret(link));
    }

    @Test
    void theSecretIsNeitherInALogNorInTheStore() throws IOException {
        String id = connection("secretive");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level level = root.getLevel();
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.DEBUG);
        String link;
        String token;
        try {
            link = SetupVisitor.link(service, "secretive");
            SetupVisitor visitor = SetupVisitor.with(service, link);
            token = visitor.token("entra");
            for (String astray : List.of("/more", "//x", "?y=1")) {
                HttpResponse<String> answer = service.browser()
                        .send("PUT", SetupVisitor.path(link) + astray, Map.of(),
                                Map.of());
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.headers().map().toString() + answer.body()).doesNotContain(
                        SetupVisitor.secret(link));
            }
            assertThat(service.browser().get(SetupVisitor.path(link) + "/more").statusCode()).isEqualTo(403);
            service.browser().post(SetupVisitor.path(link), Map.of());
            service.administrator().post(SetupVisitor.path(link), Map.of());
            service.administrator().get(SetupVisitor.path(link) + "/more");
        } finally {
            root.setLevel(level);
            root.detachAppender(lines);
        }
        String secret = SetupVisitor.secret(link);
        assertThat(secret).hasSize(64);
        assertThat(lines.list.stream().map(ILoggingEvent::getFormattedMessage))
                .noneMatch(line -> line.contains(secret) || line.contains(token));
        assertThat(service.run("log secretive --json") + ScimCalls.audit(service)).contains(id)
                .doesNotContain(secret, token);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(text.contains(secret)).as("the secret in %s", file).isFalse();
                assertThat(text.contains(token)).as("the token in %s", file).isFalse();
            }
        }
    }

    private static String connection(String name) {
        return service.run("connection create --name " + name + " --strategy okta --print id");
    }

    private static String id(String name) {
        return service.run("connection show " + name + " --json").replaceFirst(".*?\"id\":\"([^\"]+)\".*", "$1");
    }
}

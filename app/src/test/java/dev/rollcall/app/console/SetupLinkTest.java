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
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        service = ConsoleService.start(folder, Map.of("ROLLCALL_CONSOLE_SETUP_RATE", "10000"));
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
        SetupVisitor visitor = SetupVisitor.with(service, link);
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = service.browser().get(SetupVisitor.path(link));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("rollcall-setup=")
                    .contains("; Path=" + visitor.home() + ";", "; HttpOnly;", "; SameSite=Strict;")
                    .doesNotContain("Secure", SetupVisitor.secret(link));
            assertThat(answer.body()).contains("http-equiv=\"refresh\" content=\"0; url=" + visitor.home() + "\"")
                    .doesNotContain(SetupVisitor.secret(link), "exchanged", id);
        }
        assertThat(visitor.browser().page(visitor.home())).contains("exchanged", "Okta", "likely")
                .doesNotContain("/console/log", "Sign out", "name=\"csrf\"");
        assertThat(visitor.browser().page(visitor.guide("entra")))
                .contains("/scim/v2/connections/" + id + "?aadOptscim062020", "is not HTTPS", "objectId", "5 more");
        assertThat(visitor.browser().page(visitor.guide("okta-saml")))
                .contains("/scim/v2/connections/" + id + "</code>", "Unique identifier field", "Push Groups");
        for (String provider : List.of("entra-saml", "entra-oidc", "okta-catalogue", "other")) {
            assertThat(visitor.browser().page(visitor.guide(provider))).contains(id, "Has it arrived?");
        }
        HttpResponse<String> odd = visitor.browser().get(visitor.guide("%3Cscript%3E"));
        assertThat(odd.statusCode()).isEqualTo(404);
        assertThat(odd.body()).contains("Back to the set-up").doesNotContain("<script>", "Sign in", "/console/log");
    }

    @Test
    void underHttpsTheCookieIsForHttpsAloneAndWhoAsksTooOftenWaits(@TempDir Path other) {
        try (ConsoleService secure = ConsoleService.start(other,
                Map.of("ROLLCALL_PUBLIC_URL", "https://rollcall.example/identity", "ROLLCALL_CONSOLE_SETUP_RATE",
                        "1"))) {
            secure.run("connection create --name acme --strategy waad");
            String link = SetupVisitor.link(secure, "acme");
            assertThat(link).startsWith("https://rollcall.example/identity/console/setup/enter/");
            String path = "/console/setup/enter/" + SetupVisitor.secret(link);
            SetupVisitor visitor = SetupVisitor.with(secure, secure.service().url().resolve(path).toString());
            Browser browser = visitor.browser();
            assertThat(browser.get(path).headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Secure-rollcall-setup=")
                    .contains("; Path=/identity" + visitor.home() + ";", "; Secure");
            assertThat(browser.page(visitor.guide("entra")))
                    .contains("https://rollcall.example/identity/scim/v2/connections/con_",
                            "action=\"/identity/console")
                    .doesNotContain("is not HTTPS");
            HttpResponse<String> waits = browser.get(visitor.guide("entra") + "/checklist");
            for (int i = 0; i < 10_000 && waits.statusCode() == 200; i++) {
                waits = browser.get(visitor.guide("entra") + "/checklist");
            }
            assertThat(waits.statusCode()).isEqualTo(429);
            assertThat(waits.body()).contains("Wait a few seconds");
            assertThat(browser.get(visitor.home()).statusCode()).as("what looks for nothing").isEqualTo(200);
        }
    }

    @Test
    void anAddressThatShowsTooManyLinksThatAreNoneWaitsButNotWhoseLinkWasGoodAMomentAgo(@TempDir Path other) {
        try (ConsoleService slow = ConsoleService.start(other, Map.of("ROLLCALL_CONSOLE_SETUP_RATE", "1"))) {
            slow.run("connection create --name acme --strategy okta");
            String link = SetupVisitor.link(slow, "acme");
            String unseen = SetupVisitor.path(SetupVisitor.link(slow, "acme"));
            SetupVisitor visitor = SetupVisitor.with(slow, link);
            Browser stranger = slow.browser().with("rollcall-setup=" + "0".repeat(64));
            String bad = "/console/setup/enter/" + "0".repeat(64);
            for (String path : List.of(visitor.home(), visitor.guide("okta") + "/checklist", "/console/setup/x/y",
                    bad)) {
                HttpResponse<String> waits = stranger.get(path);
                for (int i = 0; i < 10_000 && waits.statusCode() != 429; i++) {
                    assertThat(waits.statusCode()).as(path).isEqualTo(403);
                    waits = stranger.get(path);
                }
                assertThat(waits.statusCode()).as(path).isEqualTo(429);
                assertThat(waits.body()).contains("Wait a few seconds, then load this page anew")
                        .doesNotContain("acme");
                assertThat(visitor.browser().get(visitor.home()).statusCode()).as("her cookie").isEqualTo(200);
                assertThat(slow.browser().get(SetupVisitor.path(link)).statusCode()).as("her link").isEqualTo(200);
            }
            slow.advance(Duration.ofMinutes(1));
            HttpResponse<String> later = slow.browser().get(unseen);
            for (int i = 0; i < 10_000 && later.statusCode() == 429; i++) {
                later = slow.browser().get(unseen);
            }
            assertThat(later.statusCode()).as("another link, after a while").isEqualTo(200);
        }
    }

    @Test
    void whoComesFromAnotherSiteIsAskedAgainByAPageOfThisOne() {
        connection("arriving");
        String guide = SetupVisitor.of(service, "arriving").guide("entra");
        Browser browser = service.browser();
        HttpResponse<String> answer = browser.send("GET", guide, Map.of(),
                Map.of("Sec-Fetch-Site", "cross-site"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("content=\"0; url=" + guide + "\"");
        assertThat(browser.send("GET", guide, Map.of(), Map.of("Sec-Fetch-Site", "same-origin"))
                .statusCode()).isEqualTo(403);
        HttpResponse<String> part = browser.send("GET", guide + "/checklist", Map.of(),
                Map.of("HX-Request", "true"));
        assertThat(part.headers().firstValue("HX-Redirect"))
                .contains(guide.replace("/with/entra", ""));
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
        List<SetupVisitor> visitors = new ArrayList<>(
                links.stream().map(link -> SetupVisitor.with(service, link)).toList());
        visitors.forEach(one -> assertThat(one.browser().get(one.home()).statusCode()).isEqualTo(200));
        String csrf = visitors.getFirst().csrf("entra");

        JsonNode known = new JsonMapper().readTree(service.run("setup-link refused --list --json"));
        service.run("setup-link refused --revoke " + known.get(0).get("id").stringValue());
        service.run("connection delete deleted --yes");
        assertThat(ScimCalls.manage(service, "DELETE", "/connections/" + id("off") + "/scim-configuration", "")
                .statusCode()).isEqualTo(204);
        service.advance(Duration.ofMinutes(6));
        links.add(service.service().url() + "/console/setup/enter/" + "0".repeat(64));
        String good = SetupVisitor.link(service, "refused");
        SetupVisitor other = SetupVisitor.with(service, good);
        for (String cookie : List.of("x", "0".repeat(64), "0".repeat(600), SetupVisitor.secret(good))) {
            visitors.add(other.as(service.browser().with("rollcall-setup=" + cookie)));
        }
        visitors.add(other.as(service.browser()));
        visitors.add(other.as(service.administrator()));
        visitors.add(other.as(SetupVisitor.of(service, "refused").browser()));

        Set<String> pages = links.stream()
                .map(link -> service.browser().get(SetupVisitor.path(link)))
                .map(answer -> answer.statusCode() + answer.headers().firstValue("Set-Cookie").orElse("")
                        + answer.body())
                .collect(Collectors.toSet());
        for (SetupVisitor visitor : visitors) {
            for (String path : List.of(visitor.home(), visitor.guide("entra"), visitor.guide("entra") + "/checklist")) {
                HttpResponse<String> answer = visitor.browser().get(path);
                pages.add(answer.statusCode() + answer.body());
            }
            HttpResponse<String> answer = visitor.browser()
                    .post(visitor.guide("entra") + "/token", Map.of("csrf", csrf));
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
            if (path.template().startsWith("/setup/") || path.template().startsWith(ConsolePath.SIGN_IN.template())) {
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
        assertThat(stranger.browser().page(stranger.guide("entra"))).contains(other).doesNotContain(mine, "mine");
        assertThat(stranger.browser().get(visitor.guide("entra")).statusCode()).isEqualTo(403);
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

package dev.rollcall.app.console;

import dev.rollcall.directory.access.ConsoleSessions;
import dev.rollcall.oauth.testing.SignInIssuer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Signing in to the console by the company's own issuer. */
class IssuerSignInTest {
    private static final String OUT = "/console/sign-in/oidc";

    @TempDir
    private Path folder;
    private SignInIssuer issuer;

    @BeforeEach
    void open() {
        issuer = new SignInIssuer("127.0.0.1");
        issuer.says(Instant.now(), set -> set.claim("email", "ada\"@acme.example").claim("roles", "viewer"));
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void whoHasARoleIsSignedInAndMayDoWhatItSays() {
        try (ConsoleService service = start(Map.of())) {
            service.run("connection create --name acme --strategy waad");
            assertThat(service.browser().page("/console/sign-in?next=/console/log?connection%3Dacme"))
                    .contains("Sign in at 127.0.0.1",
                            "/console/sign-in/oidc?next=%2Fconsole%2Flog%3Fconnection%3Dacme");

            Browser browser = service.browser();
            HttpResponse<String> out = browser.get(OUT + "?next=/console/log?connection%3Dacme");
            assertThat(out.statusCode()).isEqualTo(303);
            assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("rollcall-sign-in=")
                    .contains("; Path=/console/sign-in;", "; HttpOnly;", "; SameSite=Lax", "; Max-Age=600");
            URI back = issuer.visit(location(out));
            assertThat(back.toString()).startsWith(service.service().url() + OUT + "/callback?");
            HttpResponse<String> in = come(browser, back);
            assertThat(in.statusCode()).isEqualTo(200);
            assertThat(in.body()).contains("content=\"0; url=/console/log?connection=acme\"");
            assertThat(in.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(in.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("rollcall-console=")
                    .contains("; HttpOnly;", "; SameSite=Strict");

            assertThat(browser.page("/console")).contains("ada&#34;@acme.example", "viewer", "acme");
            assertThat(browser.submit("/console/connections/acme/sign-in", Map.of()).statusCode()).isEqualTo(403);
            String log = service.browser()
                    .send("GET", "/api/v2/logs", Map.of(),
                            Map.of("Authorization", "Bearer " + ConsoleService.ADMINISTRATOR))
                    .body();
            assertThat(log).contains("\"kind\":\"operator\"", "\"id\":\"ada\\\"@acme.example\"", "console_session")
                    .doesNotContain(back.getRawQuery());
            browser.submit("/console/sign-out", Map.of());
            assertThat(browser.get("/console").statusCode()).isEqualTo(303);
            assertThat(come(browser, back).statusCode()).as("the code once more").isEqualTo(403);
        }
    }

    @Test
    void whoeverDidNotGoOutDoesNotComeInAndWaitsAfterAWhile() {
        try (ConsoleService service = start(Map.of("ROLLCALL_CONSOLE_SIGN_IN_RATE", "3"))) {
            Browser victim = service.browser();
            URI attackers = issuer.visit(location(service.browser().get(OUT)));
            assertThat(victim.get(OUT).statusCode()).isEqualTo(303);
            HttpResponse<String> other = come(victim, attackers);
            assertThat(other.statusCode()).as("signed in as somebody else").isEqualTo(403);
            assertThat(other.body()).contains("not begun in this browser");
            assertThat(other.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(come(service.browser(), attackers).statusCode()).as("without a cookie").isEqualTo(403);

            Browser slow = service.browser();
            URI late = issuer.visit(location(slow.get(OUT)));
            service.advance(Duration.ofMinutes(10));
            assertThat(come(slow, late).body()).contains("too long ago");
            Browser waiting = service.browser();
            URI fourth = issuer.visit(location(waiting.get(OUT)));
            for (int i = 0; i < 3; i++) {
                come(service.browser(), fourth);
            }
            assertThat(come(waiting, fourth).statusCode()).isEqualTo(429);
            assertThat(issuer.issued()).as("nothing was asked of the issuer").isZero();
        }
    }

    @Test
    void withoutAnAttemptOfItsOwnNoBrowserComesInWhateverTheAnswerSays() {
        try (ConsoleService service = start(Map.of("ROLLCALL_CONSOLE_SIGN_IN_RATE", "100"))) {
            Browser slow = service.browser();
            assertThat(slow.get(OUT).statusCode()).isEqualTo(303);
            String old = slow.cookie().orElseThrow();
            service.advance(Duration.ofMinutes(10));
            issuer.says(Instant.now().plus(Duration.ofMinutes(10)),
                    set -> set.claim("email", "eve@acme.example").claim("roles", "viewer"));
            Browser fresh = service.browser();
            assertThat(fresh.get(OUT).statusCode()).isEqualTo(303);
            String begun = fresh.cookie().orElseThrow().replaceFirst(".*=([0-9]+)\\..*", "$1.");
            String secret = "ab".repeat(32);
            for (String kept : List.of("", begun + ".", begun + secret, "." + secret + ".",
                    begun + "AB".repeat(32) + ".",
                    "x", old.substring(old.indexOf('=') + 1))) {
                for (String known : Set.copyOf(List.of("", kept))) {
                    Browser victim = service.browser().with("rollcall-sign-in=" + kept);
                    HttpResponse<String> in = come(victim, attackers(service, known));
                    assertThat(in.statusCode()).as("an answer to '%s' for '%s'", known, kept).isEqualTo(403);
                    assertThat(in.body()).contains("not begun in this browser", "Begin again at the sign-in page");
                    assertThat(in.headers().firstValue("Set-Cookie")).isEmpty();
                }
            }
            Browser victim = service.browser();
            assertThat(come(victim, attackers(service, "")).statusCode()).as("without a cookie").isEqualTo(403);
            assertThat(victim.get("/console").statusCode()).as("no session").isEqualTo(303);
            assertThat(issuer.issued()).as("nothing was asked of the issuer").isZero();
        }
    }

    @Test
    void theNextPageIsOneOfThisConsoleWhateverTheLinkSays() {
        try (ConsoleService service = start(Map.of())) {
            for (String elsewhere : List.of("https://evil.example/", "//evil.example", "/console/../api", "/consolex",
                    "/console\\@evil.example", "javascript:alert(1)")) {
                Browser browser = service.browser();
                URI back = issuer.visit(location(browser.get(OUT + "?next=" + encoded(elsewhere))));
                assertThat(come(browser, back).body()).contains("content=\"0; url=/console\"")
                        .doesNotContain("evil", "javascript");
            }
            Browser browser = service.browser();
            URI back = issuer.visit(location(browser.get(OUT)));
            String changed = browser.cookie().orElseThrow().replaceFirst("\\.[A-Za-z0-9_-]*$", ".Ly9ldmlsLmV4YW1wbGU");
            assertThat(come(service.browser().with(changed), back).statusCode()).as("a changed cookie").isEqualTo(403);
        }
    }

    @Test
    void aSessionEndsWhenOthersAreTrusted() {
        Browser browser;
        try (ConsoleService service = start(Map.of())) {
            browser = service.browser();
            come(browser, issuer.visit(location(browser.get(OUT))));
            assertThat(browser.get("/console").statusCode()).isEqualTo(200);
        }
        String cookie = browser.cookie().orElseThrow();
        try (ConsoleService service = start(Map.of())) {
            assertThat(service.browser().with(cookie).get("/console").statusCode()).isEqualTo(200);
        }
        try (ConsoleService service = start(Map.of("ROLLCALL_CONSOLE_OIDC_VIEWERS", "somebody-else"))) {
            assertThat(service.browser().with(cookie).get("/console").statusCode()).isEqualTo(303);
        }
        try (ConsoleService service = ConsoleService.start(folder)) {
            assertThat(service.browser().with(cookie).get("/console").statusCode()).isEqualTo(303);
            assertThat(service.browser().page("/console/sign-in")).doesNotContain("sign-in/oidc");
        }
    }

    @Test
    void whileTheIssuerIsAwayTheSecretStillSignsIn() {
        issuer.answersWith(500);
        try (ConsoleService service = start(Map.of())) {
            HttpResponse<String> out = service.browser().get(OUT);
            assertThat(out.statusCode()).isEqualTo(503);
            assertThat(out.body()).contains("cannot be reached now", "Secret or token");
            assertThat(service.administrator().get("/console").statusCode()).isEqualTo(200);
        }
    }

    private ConsoleService start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("ROLLCALL_CONSOLE_OIDC_ISSUER", issuer.url(),
                "ROLLCALL_CONSOLE_OIDC_CLIENT_ID", SignInIssuer.CLIENT, "ROLLCALL_CONSOLE_OIDC_CLIENT_SECRET",
                SignInIssuer.SECRET, "ROLLCALL_OAUTH_ALLOWED_NETWORKS", "127.0.0.1"));
        settings.putAll(more);
        return ConsoleService.start(folder, settings);
    }

    /** The answer to somebody who has asked the issuer himself, with what would follow from an attempt that he knows. */
    private URI attackers(ConsoleService service, String attempt) {
        return issuer.visit(URI.create(issuer.url() + "/authorize?client_id=" + SignInIssuer.CLIENT + "&redirect_uri="
                + encoded(service.service().url() + OUT + "/callback") + "&state="
                + ConsoleSessions.derived("state", attempt) + "&nonce=" + ConsoleSessions.derived("nonce", attempt)
                + "&code_challenge_method=S256&code_challenge="
                + SignInIssuer.challenge(ConsoleSessions.derived("verifier", attempt))));
    }

    private static HttpResponse<String> come(Browser browser, URI back) {
        return browser.send("GET", back.getRawPath() + "?" + back.getRawQuery(), Map.of(),
                Map.of("Sec-Fetch-Site", "cross-site"));
    }

    private static URI location(HttpResponse<String> answer) {
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

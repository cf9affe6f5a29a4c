package dev.rollcall.app.console;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Signing in to the console and out of it. */
class SignInTest {
    private static final String ID = "client_id";
    private static final String SECRET = "client_secret";

    @TempDir
    private Path folder;

    @Test
    void theAdministratorsTokenAndAClientsSecretSignInAndNothingElseDoes() {
        try (ConsoleService service = ConsoleService.start(folder, Map.of("ROLLCALL_CONSOLE_SIGN_IN_RATE", "1000"))) {
            service.run("connection create --name acme --strategy waad");
            JsonNode client = service.client("console", "read:connections,read:logs");
            String id = client.get(ID).stringValue();
            String secret = client.get(SECRET).stringValue();
            for (Map.Entry<String, String> wrong : Map.of("", secret, id, ConsoleService.ADMINISTRATOR,
                    "cli_0000000000000000", secret, id + "x", secret, "x", "").entrySet()) {
                Browser browser = service.browser();
                HttpResponse<String> answer = browser.signIn(wrong.getKey(), wrong.getValue());
                assertThat(answer.statusCode()).as("%s", wrong).isEqualTo(403);
                assertThat(answer.body()).contains("That is not known here").doesNotContain(secret);
                assertThat(browser.cookie()).isEmpty();
            }

            Browser browser = service.browser();
            HttpResponse<String> answer = browser.signIn(id, secret);
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).contains("/console");
            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("rollcall-console=")
                    .contains("; Path=/console;", "; HttpOnly;", "; SameSite=Strict", "; Max-Age=43200")
                    .doesNotContain("Secure");
            assertThat(browser.page("/console")).contains("acme", id, "viewer");
            assertThat(service.administrator().page("/console")).contains("Administrator", "owner");
            assertThat(service.browser()
                    .send("GET", "/api/v2/logs", Map.of(),
                            Map.of("Authorization", "Bearer " + ConsoleService.ADMINISTRATOR))
                    .body())
                    .contains("POST /console/sign-in", "console_session", "A sign-in to the console was refused.")
                    .doesNotContain(secret, ConsoleService.ADMINISTRATOR);
        }
    }

    @Test
    void underHttpsTheCookieIsForHttpsAndThisHostAlone() {
        try (ConsoleService service = ConsoleService.start(folder,
                Map.of("ROLLCALL_PUBLIC_URL", "https://rollcall.example"))) {
            Browser browser = service.browser().on("https://rollcall.example");
            assertThat(
                    browser.signIn("", ConsoleService.ADMINISTRATOR).headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Host-rollcall-console=")
                    .contains("; Path=/;", "; Secure");
            assertThat(browser.page("/console")).contains("owner");
        }
    }

    @Test
    void oneLandsOnThePageThatWasAskedForAndNeverElsewhere() {
        try (ConsoleService service = ConsoleService.start(folder)) {
            assertThat(service.browser().get("/console?name=a%20b").headers().firstValue("Location"))
                    .contains("/console/sign-in?next=%2Fconsole%3Fname%3Da%2520b");
            for (String next : new String[]{"//evil.example", "https://evil.example", "/console/../x", "/consolex",
                "/console/\\evil", "/api/v2"}) {
                HttpResponse<String> answer = service.browser()
                        .post("/console/sign-in", Map.of("secret", ConsoleService.ADMINISTRATOR, "next", next));
                assertThat(answer.headers().firstValue("Location").orElseThrow()).as(next)
                        .isEqualTo("/console");
            }
            assertThat(service.browser()
                    .post("/console/sign-in", Map.of("secret", ConsoleService.ADMINISTRATOR, "next",
                            "/console?name=a%20b"))
                    .headers()
                    .firstValue("Location")).contains("/console?name=a%20b");
        }
    }

    @Test
    void aSessionEndsBySigningOutByTimeAndWithItsCredential() {
        try (ConsoleService service = ConsoleService.start(folder, Map.of("ROLLCALL_CONSOLE_SESSION_LIFETIME", "3h"))) {
            Browser out = service.administrator();
            Browser copy = service.browser().with(out.cookie().orElseThrow());
            assertThat(copy.get("/console").statusCode()).isEqualTo(200);
            assertThat(out.submit("/console/sign-out", Map.of()).statusCode()).isEqualTo(303);
            assertThat(out.cookie()).isEmpty();
            assertThat(copy.get("/console").statusCode()).as("the copy of its cookie").isEqualTo(303);

            JsonNode client = service.client("console", "read:connections,read:logs");
            Browser rotated = signedIn(service, client);
            service.run("client rotate " + client.get(ID).stringValue() + " --overlap 0s");
            assertThat(rotated.get("/console").statusCode()).isEqualTo(303);
            JsonNode other = service.client("other", "read:connections");
            Browser deleted = signedIn(service, other);
            service.run("client delete " + other.get(ID).stringValue());
            assertThat(deleted.get("/console").statusCode()).isEqualTo(303);

            Browser used = service.administrator();
            Browser unused = service.administrator();
            for (int i = 0; i < 3; i++) {
                service.advance(Duration.ofMinutes(59));
                assertThat(used.get("/console").statusCode()).isEqualTo(200);
            }
            assertThat(unused.get("/console").statusCode()).as("for hours").isEqualTo(303);
            service.advance(Duration.ofMinutes(5));
            assertThat(used.get("/console").statusCode()).as("after three hours").isEqualTo(303);
        }
    }

    @Test
    void oneWhoSignsInAgainAndAgainEndsNobodyElsesSession() {
        try (ConsoleService service = ConsoleService.start(folder, Map.of("ROLLCALL_CONSOLE_SESSIONS", "4",
                "ROLLCALL_CONSOLE_SESSIONS_OF_ONE", "2"))) {
            Browser other = service.administrator();
            JsonNode client = service.client("loop", "read:connections");
            Browser first = signedIn(service, client);
            for (int i = 0; i < 4; i++) {
                service.advance(Duration.ofMinutes(2));
                signedIn(service, client);
            }
            assertThat(first.get("/console").statusCode()).as("its own go").isEqualTo(303);
            assertThat(other.get("/console").statusCode()).as("those of others stay").isEqualTo(200);
        }
    }

    /** A browser sends the cookie with no link of another site, but with what a page of this one asks for. */
    @Test
    void whoComesByALinkOfAnotherSiteIsLedOnByAPageOfThisOne() {
        try (ConsoleService service = ConsoleService.start(folder)) {
            Map<String, String> elsewhere = Map.of("Sec-Fetch-Site", "cross-site");
            String link = "/console/log?connection=a%22b&status=failed";
            HttpResponse<String> answer = service.browser().send("GET", link, Map.of(), elsewhere);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("content=\"0; url=/console/log?connection=a%22b&amp;status=failed\"")
                    .doesNotContain("Sign out");
            assertThat(service.browser()
                    .send("GET", link, Map.of(), Map.of("Sec-Fetch-Site", "same-origin"))
                    .headers()
                    .firstValue("Location")).as("and then to where one signs in")
                    .hasValueSatisfying(to -> assertThat(to).startsWith("/console/sign-in?next="));
            assertThat(service.browser().with("rollcall-console=x").send("GET", link, Map.of(), elsewhere).statusCode())
                    .as("a cookie that is none")
                    .isEqualTo(303);
            assertThat(service.browser().send("POST", "/console/sign-out", Map.of(), elsewhere).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void whoIsSignedInReadsOnWhileNothingCanBeWritten() throws Exception {
        try (ConsoleService service = ConsoleService.start(folder)) {
            Browser browser = service.administrator();
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/rollcall.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                // Longer in all than a session lasts that is not used.
                for (int i = 0; i < 3; i++) {
                    service.advance(Duration.ofMinutes(50));
                    for (String page : List.of("/console", "/console/log")) {
                        HttpResponse<String> answer = browser.get(page);
                        assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);
                        assertThat(answer.body()).contains("Sign out");
                    }
                }
                statement.execute("ROLLBACK");
            }
        }
    }

    @Test
    void anAddressWithManyFailedSignInsWaitsAndNoOtherOneDoes() {
        try (ConsoleService service = ConsoleService.start(folder, Map.of("ROLLCALL_CONSOLE_SIGN_IN_RATE", "3",
                "ROLLCALL_TRUSTED_PROXIES", "127.0.0.1"))) {
            Map<String, String> wrong = Map.of("secret", "wrong");
            Map<String, String> right = Map.of("secret", ConsoleService.ADMINISTRATOR);
            Map<String, String> guesser = Map.of("X-Forwarded-For", "192.0.2.1");
            for (int i = 0; i < 3; i++) {
                assertThat(send(service, wrong, guesser)).isEqualTo(403);
            }
            assertThat(send(service, right, guesser)).isEqualTo(429);
            assertThat(send(service, right, Map.of("X-Forwarded-For", "192.0.2.2"))).isEqualTo(303);
        }
    }

    @Test
    void aSessionOfAnotherAdministratorsTokenIsGoodNoMore() {
        Browser browser;
        try (ConsoleService service = ConsoleService.start(folder)) {
            browser = service.administrator();
        }
        try (ConsoleService service = ConsoleService.start(folder)) {
            assertThat(service.browser().with(browser.cookie().orElseThrow()).get("/console").statusCode())
                    .isEqualTo(200);
        }
        try (ConsoleService service = ConsoleService.start(folder, Map.of("ROLLCALL_ADMIN_TOKEN",
                "another-administrators-token-of-40-chars"))) {
            assertThat(service.browser().with(browser.cookie().orElseThrow()).get("/console").statusCode())
                    .isEqualTo(303);
        }
    }

    @Test
    void whereItIsOffThereIsNone() {
        try (ConsoleService service = ConsoleService.start(folder, Map.of("ROLLCALL_CONSOLE_SERVED", "off"))) {
            assertThat(service.browser().get("/console/sign-in").statusCode()).isEqualTo(404);
        }
    }

    private static Browser signedIn(ConsoleService service, JsonNode client) {
        Browser browser = service.browser();
        assertThat(browser.signIn(client.get(ID).stringValue(), client.get(SECRET).stringValue()).statusCode())
                .isEqualTo(303);
        return browser;
    }

    private static int send(ConsoleService service, Map<String, String> fields, Map<String, String> headers) {
        return service.browser().send("POST", "/console/sign-in", fields, headers).statusCode();
    }
}

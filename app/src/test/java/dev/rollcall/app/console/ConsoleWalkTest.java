package dev.rollcall.app.console;

import dev.rollcall.app.command.TaughtCommands;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every route of the console, over HTTP: it refuses whoever may not, changes nothing then, and protects the browser. Which routes
 * there are, the console is asked: every path says which methods it takes.
 */
class ConsoleWalkTest {
    private record Operation(String method, ConsolePath path, String url) {}

    @TempDir
    private static Path folder;
    private static ConsoleService service;
    private static Browser administrator;
    private static SetupVisitor visitor;
    private static List<Operation> operations;

    @BeforeAll
    static void serve() {
        service = ConsoleService.start(folder);
        ScimCalls scim = ScimCalls.ofNew(service, "acme");
        String user = scim.user("ada@acme.example", "Countess");
        String group = new JsonMapper().readTree(scim.send("POST", "/Groups",
                "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"Analysts\"}").body())
                .path("id")
                .stringValue();
        service.run("stream create crm --webhook https://crm.example/events");
        String stream = id("stream show crm --json");
        String event = id("stream test crm --event user.created --json");
        administrator = service.administrator();
        administrator.submit("/console/connections/acme/mapping", Map.of("base", "0", "json",
                "[{\"scim\":\"userName\",\"auth0\":\"username\"}]"));
        Map<String, String> known = new HashMap<>(
                Map.of("{connection}", scim.connection(), "{stream}", stream, "{event}", event,
                        "{user}",
                        user, "{group}", group, "{version}", "1", "{entry}", entry()));
        String link = SetupVisitor.link(service, "acme");
        visitor = SetupVisitor.with(service, link);
        known.put("{secret}", SetupVisitor.secret(link));
        known.put("{provider}", "entra");
        known.put("{link}", visitor.home().substring("/console/setup/".length()));
        operations = new ArrayList<>();
        for (ConsolePath path : ConsolePath.values()) {
            String[] values = path.segments()
                    .stream()
                    .filter(ConsolePath::isParameter)
                    .map(name -> known.getOrDefault(name, "x"))
                    .toArray(String[]::new);
            HttpResponse<String> answer = administrator.send("PUT", path.with(values), Map.of(), Map.of());
            assertThat(answer.statusCode()).as("%s is served", path).isEqualTo(405);
            String allow = answer.headers().firstValue("Allow").orElseThrow();
            Arrays.stream(allow.split(", "))
                    .forEach(method -> operations.add(new Operation(method, path, path.with(values))));
        }
        assertThat(operations).hasSizeGreaterThan(3);
    }

    private static String id(String words) {
        return new JsonMapper().readTree(service.run(words)).path("id").stringValue();
    }

    /** The newest request of the log. */
    private static String entry() {
        Matcher link = Pattern.compile("/console/log/([0-9a-f-]{20,})").matcher(administrator.page("/console/log"));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void withoutASessionEachLeadsToSigningInAndAnswersNothingElse() {
        unchanged(() -> {
            for (Operation operation : operations) {
                for (Browser nobody : List.of(service.browser(), withCookie("x"), withCookie("0".repeat(64)))) {
                    HttpResponse<String> answer = nobody.send(operation.method(), operation.url(), Map.of(), Map.of());
                    if (operation.path() == ConsolePath.SETUP_ENTER) {
                        assertThat(answer.statusCode()).isEqualTo(200);
                    } else if (isOfSetup(operation)) {
                        assertThat(answer.statusCode()).as("%s", operation).isEqualTo(403);
                        assertThat(answer.body()).contains("This set-up link does not work");
                    } else if (isOfIssuer(operation)) {
                        assertThat(answer.statusCode()).as("%s", operation).isEqualTo(404);
                        assertThat(answer.body()).contains("console.oidc-issuer");
                    } else if (operation.path() == ConsolePath.SIGN_IN) {
                        assertThat(answer.statusCode()).isEqualTo(operation.method().equals("GET") ? 200 : 403);
                    } else if (operation.method().equals("GET")) {
                        assertThat(answer.statusCode()).as("%s", operation).isEqualTo(303);
                        assertThat(answer.headers().firstValue("Location").orElseThrow())
                                .startsWith("/console/sign-in");
                        assertThat(answer.body()).isEmpty();
                    } else {
                        assertThat(answer.statusCode()).as("%s", operation).isEqualTo(401);
                    }
                    assertThat(answer.body()).doesNotContain("acme");
                }
            }
        });
    }

    @Test
    void aViewerChangesNothing() {
        Browser viewer = service.viewer();
        unchanged(() -> {
            for (Operation operation : writes().stream().filter(one -> one.path() != ConsolePath.SIGN_OUT).toList()) {
                assertThat(viewer.submit(operation.url(), Map.of()).statusCode()).as("%s", operation).isEqualTo(403);
            }
        });
    }

    @Test
    void aViewerIsShownNoFormThatWouldBeRefused() {
        Browser viewer = service.viewer();
        for (Operation operation : operations.stream().filter(one -> one.method().equals("GET")).toList()) {
            HttpResponse<String> answer = read(viewer, operation);
            assertThat(answer.body()).as("%s", operation)
                    .doesNotContainPattern(
                            "<form[^>]*method=\"post\"[^>]*action=\"/console/(?!sign-out|sign-in)");
        }
    }

    @Test
    void aChangeNeedsTheTokenOfItsSession() {
        Browser another = service.administrator();
        unchanged(() -> {
            for (Operation operation : writes()) {
                for (Map<String, String> fields : List.of(Map.<String, String>of(), Map.of("csrf", "x"),
                        Map.of("csrf", another.csrf()))) {
                    assertThat(administrator.post(operation.url(), fields).statusCode()).as("%s", operation)
                            .isEqualTo(403);
                }
            }
        });
    }

    @Test
    void aChangeFromAnotherSiteIsRefusedWhateverItBrings() {
        Map<String, String> fields = Map.of("csrf", administrator.csrf());
        unchanged(() -> {
            for (Operation operation : writes()) {
                for (String origin : List.of("https://evil.example", "null", "", "http://127.0.0.1:1")) {
                    assertThat(administrator.on(origin).post(operation.url(), fields).statusCode())
                            .as("%s from %s", operation, origin)
                            .isEqualTo(403);
                }
                for (String site : List.of("cross-site", "same-site", "none")) {
                    assertThat(administrator.send("POST", operation.url(), fields, Map.of("Sec-Fetch-Site", site))
                            .statusCode()).as("%s from %s", operation, site).isEqualTo(403);
                }
            }
        });
    }

    @Test
    void nobodyIsSignedInFromAnotherSite() {
        for (String origin : List.of("https://evil.example", "null", "")) {
            Browser elsewhere = service.browser().on(origin);
            assertThat(elsewhere.signIn("", ConsoleService.ADMINISTRATOR).statusCode()).isEqualTo(403);
            assertThat(elsewhere.cookie()).isEmpty();
        }
    }

    @Test
    void whatAnybodyMaySendIsShort() {
        assertThat(service.browser().signIn("x".repeat(9_000), "y").statusCode()).isEqualTo(413);
        assertThat(administrator.post("/console/log", Map.of()).statusCode()).isEqualTo(405);
        assertThat(
                administrator.post("/console/connections/acme/clients", Map.of("csrf", "&".repeat(3_000))).statusCode())
                .isEqualTo(403);
    }

    @Test
    void everyAnswerProtectsTheBrowser() {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Operation operation : operations.stream().filter(one -> one.method().equals("GET")).toList()) {
            answers.add(read(administrator, operation));
            answers.add(read(visitor.browser(), operation));
            answers.add(service.browser().get(operation.url()));
        }
        answers.add(administrator.get("/console/nothing-here"));
        answers.add(administrator.get("/console/%ff"));
        answers.add(administrator.get("/console/assets/nothing.css"));
        answers.add(administrator.get("/console?x=%ff"));
        for (HttpResponse<String> answer : answers) {
            assertThat(answer.statusCode()).as(answer.uri().toString()).isLessThan(500);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                    .contains("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().allValues("Referrer-Policy"))
                    .containsExactly(answer.uri().getPath().contains("/enter/") ? "no-referrer" : "same-origin");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.body())
                    .doesNotContainPattern("<script(?![^>]*src=\"/console/assets/)")
                    .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=\"|javascript:")
                    .doesNotContainPattern("(src|href|action)=\"(https?:)?//");
        }
    }

    /** What there is one of is shown, and what a page teaches is taken by the program. */
    @Test
    void everyPageIsThereAndTeachesCommandsThatThereAre() {
        Browser viewer = service.viewer();
        Set<List<String>> commands = new HashSet<>(TaughtCommands.of(service.browser().page("/console/sign-in")));
        for (Operation operation : operations.stream().filter(one -> one.method().equals("GET")).toList()) {
            int there = operation.path() == ConsolePath.SIGN_IN ? 303 : isOfIssuer(operation) ? 404 : 200;
            HttpResponse<String> shown = read(isOfSetup(operation) ? visitor.browser() : administrator, operation);
            assertThat(shown.statusCode()).as("%s", operation).isEqualTo(there);
            commands.addAll(TaughtCommands.of(shown.body()));
            HttpResponse<String> looked = read(viewer, operation);
            assertThat(looked.statusCode()).as("%s", operation).isIn(there, 403);
            commands.addAll(TaughtCommands.of(looked.body()));
        }
        assertThat(commands).hasSizeGreaterThan(15).allSatisfy(TaughtCommands::parse);
    }

    @Test
    void filesAreKeptForGoodAndPagesAreNot() {
        String page = administrator.page("/console");
        List<String> files = Pattern.compile("(?:src|href)=\"(/console/assets/[^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(files).hasSize(5);
        for (String file : files) {
            HttpResponse<String> answer = service.browser().get(file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
            assertThat(answer.body()).isNotEmpty();
        }
        assertThat(administrator.get("/console").headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void whatIsLargeIsCompressedOnce() {
        for (String path : List.of("/console", "/console/sign-in",
                StreamHouse.link(administrator.page("/console"), "href=\"(/console/assets/[^\"]+\\.css)\""))) {
            HttpResponse<String> answer = administrator.send("GET", path, Map.of(), Map.of("Accept-Encoding", "gzip"));
            assertThat(answer.headers().allValues("Content-Encoding")).as(path)
                    .isEqualTo(answer.statusCode() == 200 ? List.of("gzip") : List.of());
        }
    }

    /** Whether it is for those who come with a set-up link, and for nobody who has signed in. */
    private static boolean isOfSetup(Operation operation) {
        return operation.path().template().startsWith("/setup/");
    }

    /** Whether it is for those who sign in by an issuer, which is not set here. */
    private static boolean isOfIssuer(Operation operation) {
        return operation.path() == ConsolePath.SIGN_IN_ISSUER || operation.path() == ConsolePath.SIGN_IN_RETURN;
    }

    /** What a route answers; of one that goes on, its headers alone. */
    private static HttpResponse<String> read(Browser asking, Operation operation) {
        // It gives a cookie, and these browsers have one at a time.
        Browser browser = operation.path() == ConsolePath.SETUP_ENTER ? service.browser() : asking;
        HttpResponse<String> head = browser.send("HEAD", operation.url(), Map.of(), Map.of());
        boolean goesOn = head.headers().firstValue("Content-Type").filter("text/event-stream"::equals).isPresent();
        return goesOn ? head : browser.get(operation.url());
    }

    private static List<Operation> writes() {
        List<Operation> writes = operations.stream()
                .filter(one -> one.method().equals("POST") && one.path() != ConsolePath.SIGN_IN)
                .toList();
        assertThat(writes).isNotEmpty();
        return writes;
    }

    private static Browser withCookie(String secret) {
        return service.browser().with("rollcall-console=" + secret);
    }

    /** Runs it, and looks whether anything was changed, by what every change leaves. */
    private static void unchanged(Runnable work) {
        List<String> before = changes();
        work.run();
        assertThat(changes()).isEqualTo(before);
        assertThat(administrator.get("/console").statusCode()).as("is still signed in").isEqualTo(200);
    }

    private static List<String> changes() {
        try (Storage storage = MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults())) {
            List<AuditEntry> entries = storage.read(Share.HOUSE, session -> session.audit().before("", 1_000));
            return entries.stream()
                    .filter(entry -> entry.change()
                            .filter(change -> !change.kind().equals("console_session"))
                            .isPresent())
                    .map(AuditEntry::id)
                    .toList();
        }
    }
}

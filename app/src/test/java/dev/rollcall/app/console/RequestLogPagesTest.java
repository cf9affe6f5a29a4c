package dev.rollcall.app.console;

import dev.rollcall.console.live.LivePages;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The list of requests and the page of one, without a script. */
class RequestLogPagesTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern ENTRY = Pattern.compile("href=\"(/console/log/[0-9a-f-]{36})\"");

    @TempDir
    private static Path folder;
    private static ConsoleService service;
    private static Browser browser;
    private static String acme;
    private static String token;
    private static String ada;

    @BeforeAll
    static void serve() throws Exception {
        service = ConsoleService.start(folder);
        browser = service.viewer();
        acme = service.run("connection create --name acme --strategy waad --print id");
        service.run("connection create --name other --strategy okta");
        token = service.run("token create acme --scopes all --print token");
        ada = create("ada@acme.example");
        send("PATCH", "/Users/" + ada, """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
            {"op":"Replace","path":"title","value":"<b>Countess</b>\\u001B[31m\\u202eesrever"}]}""", token);
        assertThat(send("POST", "/Users", user("ada@acme.example"), token).statusCode()).isEqualTo(409);
        assertThat(send("GET", "/Users/" + ada, "", "no-such-token").statusCode()).isEqualTo(401);
        waitFor("/console/log?connection=acme", "401");
        waitFor("/console/log?connection=acme", "409");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theListIsFilteredByItsLink() {
        assertThat(browser.page("/console/log")).contains(">201<", ">409<", ">401<", "acme");
        assertThat(browser.page("/console/log?connection=ACME&status=failed")).contains(">409<", ">401<")
                .doesNotContain(">201<", ">200<");
        assertThat(browser.page("/console/log?status=409")).contains("has the userName").doesNotContain(">401<");
        assertThat(browser.page("/console/log?status=4xx&within=1h")).contains(">409<").doesNotContain(">201<");
        assertThat(browser.page("/console/log?tolerance=entra.capital-op")).contains("PATCH").doesNotContain("POST");
        assertThat(browser.page("/console/log?connection=other")).contains("No request is of this kind",
                "./rollcall log other --follow");
        HttpResponse<String> wrong = browser.get("/console/log?connection=%3Cb%3E");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("There is no connection &lt;b&gt;").doesNotContain("<b>");
        assertThat(browser.get("/console/log?status=x").statusCode()).isEqualTo(400);
        assertThat(browser.get("/console/log?tolerance=%25").statusCode()).isEqualTo(400);
        assertThat(browser.page("/console/log?connection=con_0000000000000000")).as("of one that is gone")
                .contains("No request is of this kind", "value=\"con_0000000000000000\"");
        assertThat(browser.page("/console/log?within=1h&until=2020-01-01T00:00:00Z"))
                .contains("No request is of this kind", "name=\"until\" type=\"text\" value=\"2020-01-01T00:00:00Z\"")
                .doesNotContain("value=\"1h\" selected");
    }

    @Test
    void theListIsFilteredByWhatWentWrong() {
        assertThat(browser.page("/console/log?cause=taken")).contains(">409<", "What went wrong",
                "value=\"taken\" selected", "format=csv").doesNotContain(">401<", ">201<");
        assertThat(browser.page("/console/log?cause=token&connection=acme")).contains(">401<").doesNotContain(">409<");
        assertThat(browser.page("/console/log?cause=token&status=409")).contains("No request is of this kind");
        assertThat(browser.page("/console/log?cause=held")).contains("No request is of this kind");
        assertThat(browser.page("/console/log?cause=taken&connection=acme"))
                .contains("./rollcall log acme --cause taken --follow");
        assertThat(service.run("log acme --cause taken")).contains("409").doesNotContain("401", "201");
        assertThat(service.run("log acme --cause token --limit 1")).contains("401").doesNotContain("409");
        HttpResponse<String> wrong = browser.get("/console/log?cause=nothing");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("There is no cause nothing");
    }

    @Test
    void somebodyIsFoundByWhateverNamesThem() {
        for (String name : List.of("ADA@acme.example", ada, "waad%7Cacme%7C" + ada)) {
            assertThat(browser.page("/console/log?resource=" + name)).as(name)
                    .contains("PATCH")
                    .doesNotContain(">409<");
        }
        for (String query : List.of("resource=nobody@acme.example", "resource=ada@acme.example&connection=other",
                "resource=waad%7Cother%7Cx")) {
            HttpResponse<String> answer = browser.get("/console/log?" + query);
            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(answer.body()).contains("Nobody here has the userName");
        }
        JsonNode client = service.client("logs", "read:connections,read:logs");
        Browser blind = service.browser();
        blind.signIn(client.get("client_id").stringValue(), client.get("client_secret").stringValue());
        assertThat(blind.page("/console/log?resource=" + ada)).contains("PATCH");
        assertThat(blind.get("/console/log?resource=ada@acme.example").body()).contains("read:users");
        assertThat(blind.page(only("/console/log?tolerance=entra.capital-op"))).doesNotContain("How it is now");
        assertThat(browser.page(only("/console/log?tolerance=entra.capital-op")))
                .contains("href=\"/console/connections/acme/users/" + ada + "\">How it is now");
    }

    @Test
    void onlyWhatWasKeptWholeIsACommand() throws Exception {
        assertThat(browser.page(only("/console/log?tolerance=entra.capital-op"))).as("one text, shown and sent")
                .contains("&lt;b&gt;Countess&lt;/b&gt;\\u001B[31m\\u202eesrever");
        String secret = made(user("secret@acme.example").replace("}", ",\"password\":\"Correct-Horse-9\"}"));
        assertThat(entryWith(secret, "a secret that was not kept")).doesNotContain("curl --globoff", "Correct-Horse");
        String large = made(user("large@acme.example").replace("}", ",\"nickName\":\"" + "x".repeat(20_000) + "\"}"));
        assertThat(entryWith(large, "Only the beginning of this request was kept")).doesNotContain("curl --globoff");
        String gone = create("gone@acme.example");
        send("DELETE", "/Users/" + gone, "", token);
        assertThat(entryWith(gone, "This deletes again")).contains("curl --globoff --path-as-is -X 'DELETE'");
    }

    /** The newest request about somebody, as soon as it shows a text: bodies are written a moment later. */
    private static String entryWith(String resource, String text) throws InterruptedException {
        String page = browser.page(only("/console/log?resource=" + resource));
        for (int i = 0; i < 1_200 && !page.contains(text); i++) {
            Thread.sleep(50);
            page = browser.page(only("/console/log?resource=" + resource));
        }
        assertThat(page).contains(text);
        return page;
    }

    @Test
    void anEntrySaysWhatWasAskedAndAnsweredWhatChangedAndWhatToDo() {
        String conflict = browser.page(only("/console/log?status=409"));
        assertThat(conflict).contains("What this means", "tried to create a user", "Mappings",
                "What to do", "\"userName\" : \"ada@acme.example\"", "uniqueness");

        String patch = browser.page(only("/console/log?tolerance=entra.capital-op"));
        assertThat(patch).contains("<bdi>title</bdi>", "entra.capital-op at", "Previous request about it")
                .contains("curl --globoff --path-as-is -X 'PATCH'", "/scim/v2/connections/" + acme + "/Users/",
                        "Bearer $TOKEN")
                .doesNotContain(token);
        String before = link(patch, "rel=\"prev\" href=\"([^\"]+)\"");
        assertThat(browser.page(before)).contains("POST", "rel=\"next\"");
        assertThat(browser.get("/console/log/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsStoredIsShownAsTextWhateverItIs() {
        String patch = browser.page(only("/console/log?tolerance=entra.capital-op"));
        assertThat(patch).contains("&lt;b&gt;Countess&lt;/b&gt;\u241b[31m[U+202E]esrever")
                .doesNotContain("<b>", "\u001b", "\u202e");
    }

    @Test
    void whatComesInIsFollowed() throws Exception {
        assertThat(browser.page("/console/log?connection=acme&live=on"))
                .contains("sse-connect=\"/console/log/live?connection=" + acme + "&amp;after=", "id=\"live\"",
                        "data-live=\"live\"");
        HttpRequest request = HttpRequest
                .newBuilder(service.service().url().resolve("/console/log/live?connection=acme"))
                .header("Cookie", browser.cookie().orElseThrow())
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> live = HTTP.send(request, BodyHandlers.ofInputStream());
        assertThat(live.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo(":");
            String grace = create("grace@acme.example");
            send("DELETE", "/Users/" + grace, "", token);
            StringBuilder read = new StringBuilder();
            while (read.indexOf(grace) < 0) {
                read.append(lines.readLine()).append('\n');
            }
            assertThat(read).containsPattern("event: entry\\nid: \\d{13}\\ndata: <tr id=\"r-[0-9a-f-]{36}\">");
        }
    }

    @Test
    void whoComesBackIsToldWhatCameInBetweenAndWhatTookLong() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String grace = create("between@acme.example");
        send("DELETE", "/Users/" + grace, "", token);
        Instant begin = now.minusSeconds(60);
        RequestLogEntry slow = entry(begin, 59_000_000, "/slow");
        RequestLogEntry earlier = entry(begin, 1_000, "/earlier");
        try (Storage storage = MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults())) {
            storage.write(Share.HOUSE, "log", session -> {
                session.log().append(List.of(slow, earlier));
                return 2;
            });
        }
        HttpRequest request = HttpRequest.newBuilder(service.service().url().resolve("/console/log/live"))
                .header("Cookie", browser.cookie().orElseThrow())
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", Long.toString(now.toEpochMilli()))
                .build();
        HttpResponse<InputStream> live = HTTP.send(request, BodyHandlers.ofInputStream());
        StringBuilder first = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
            while (first.indexOf("event: seen") < 0) {
                first.append(lines.readLine()).append('\n');
            }
            assertThat(lines.readLine()).matches("id: \\d{13}");
        }
        assertThat(first).contains("id: " + now.toEpochMilli() + "\n", "id=\"r-" + slow.id() + "\"", grace)
                .doesNotContain(earlier.id());
        assertThat(first.indexOf(slow.id())).isLessThan(first.indexOf(grace));
    }

    @Test
    void aPageIsToldThatItLivesAndWhenItsReaderIsGone() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AtomicInteger asked = new AtomicInteger();
        try (LivePages live = new LivePages(1, System::nanoTime, Duration.ofMillis(1))) {
            live.follow(Share.HOUSE, out, List::of, () -> asked.incrementAndGet() < 2);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(":\n\nevent: beat\ndata:\n\nevent: gone\ndata:\n\n");
    }

    @Test
    void noReaderTakesThePlacesOfOthers() throws Exception {
        Share one = Share.of(new ConnectionId(acme));
        OutputStream out = OutputStream.nullOutputStream();
        List<String> happened = new ArrayList<>();
        try (LivePages live = new LivePages(8, System::nanoTime, Duration.ofMillis(1))) {
            follow(live, one, () -> follow(live, one, () -> {
                assertThatThrownBy(() -> live.follow(one, out, List::of, () -> false))
                        .hasMessageContaining("on 2 pages");
                follow(live, Share.HOUSE, () -> happened.add("another"));
            }));
            follow(live, one, () -> happened.add("again"));
            assertThat(live.open()).isZero();
        }
        assertThat(happened).containsExactly("another", "again");
    }

    /** Does something while a page is followed, and leaves it. */
    private static void follow(LivePages live, Share reader, Runnable meanwhile) {
        AtomicInteger looks = new AtomicInteger();
        try {
            live.follow(reader, OutputStream.nullOutputStream(), () -> {
                if (looks.getAndIncrement() == 0) {
                    meanwhile.run();
                }
                return List.of();
            }, () -> false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RequestLogEntry entry(Instant time, long micros, String path) {
        String hex = "%012x".formatted(time.toEpochMilli());
        return new RequestLogEntry(new ConnectionId(acme),
                hex.substring(0, 8) + "-" + hex.substring(8) + "-7000-8000-" + "%012x".formatted(micros), time, "a",
                "GET", path, 200, micros, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static String only(String list) {
        return link(browser.page(list), ENTRY.pattern());
    }

    private static String link(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as("%s in %s", pattern, page).isTrue();
        return matcher.group(1);
    }

    /** Rows of requests that change nothing are written a moment later. */
    private static void waitFor(String page, String text) throws InterruptedException {
        for (int i = 0; i < 1_200 && !browser.page(page).contains(">" + text + "<"); i++) {
            Thread.sleep(50);
        }
    }

    private static String create(String userName) throws Exception {
        return made(user(userName));
    }

    private static String made(String body) throws Exception {
        HttpResponse<String> answer = send("POST", "/Users", body, token);
        assertThat(answer.statusCode()).isEqualTo(201);
        return new JsonMapper().readTree(answer.body()).get("id").stringValue();
    }

    private static String user(String userName) {
        return "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"" + userName + "\"}";
    }

    private static HttpResponse<String> send(String method, String path, String body, String bearer) throws Exception {
        URI uri = service.service().url().resolve("/scim/v2/connections/" + acme + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        Map.of("Authorization", "Bearer " + bearer, "Content-Type", "application/scim+json")
                .forEach(request::header);
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}

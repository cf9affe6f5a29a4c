package dev.rollcall.clients;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.PostgresServer;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code /Me} for callers by OAuth, on every store: whose it is, and that it is the same as under the user's own path. */
@ParameterizedClass
@EnumSource(StoreKind.class)
class MeTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = new JsonMapper();

    private final StoreKind kind;
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;
    private TenantIssuer entra;
    private RollcallService service;
    private String base;
    private String administrator;

    MeTest(StoreKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void serve() throws Exception {
        entra = new TenantIssuer();
        environment.putAll(entra.environment());
        environment.put("ROLLCALL_PORT", "0");
        if (kind == StoreKind.POSTGRESQL) {
            environment.put("ROLLCALL_DATABASE_URL", PostgresServer.newStore().replaceFirst("\\?.*", ""));
            environment.put("ROLLCALL_DATABASE_USER", "postgres");
            environment.put("ROLLCALL_DATABASE_PASSWORD", "none is needed");
        }
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Terminal terminal = new Terminal(nowhere, nowhere, environment, folder, Clock.systemUTC());
        service = RollcallService.start(new SettingSources(Map.of(), Optional.empty(), environment, folder).read(),
                terminal);
        if (kind == StoreKind.POSTGRESQL) {
            run("key", "create");
        }
        String connection = run("connection", "create", "--name", "acme", "--strategy", "waad", "--print", "id");
        base = service.url() + "/scim/v2/connections/" + connection;
        administrator = run("token", "create", "acme", "--scopes", "all", "--print", "token");
        trust("all");
    }

    @AfterEach
    void stop() {
        service.close();
        entra.close();
    }

    @Test
    @Requirement({"7644-3.11-02", "7644-3.11-03"})
    void everyMethodIsServedAsUnderTheUsersOwnPath() throws Exception {
        String id = user("ada@acme.example", "x-1");
        String own = base + "/Users/" + id;
        String token = entra.token(Map.of("sub", "x-1"));

        HttpResponse<String> read = send("GET", "/Me?attributes=userName,meta", "", token);
        assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
        assertThat(read.body()).isEqualTo(send("GET", "/Users/" + id + "?attributes=userName,meta", "", token).body());
        assertThat(json(read).path("meta").path("location").stringValue()).isEqualTo(own);
        assertThat(locations(read)).containsExactly(own);
        assertThat(locations(send("HEAD", "/me/", "", token))).containsExactly(own);

        HttpResponse<String> patched = send("PATCH", "/Me", patch("title", "Countess"), token);
        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(json(patched).path("title").stringValue()).isEqualTo("Countess");
        assertThat(locations(patched)).containsExactly(own);

        HttpResponse<String> replaced = send("PUT", "/Me", body("ada@acme.example", "x-1", ",\"nickName\":\"A\""),
                token);
        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(json(replaced).path("nickName").stringValue()).isEqualTo("A");
        assertThat(json(replaced).has("title")).isFalse();
        assertThat(locations(replaced)).containsExactly(own);

        HttpResponse<String> posted = send("POST", "/Me", body("bo@acme.example", "x-2", ""), token);
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(posted.headers().firstValue("Allow")).contains("GET, HEAD, PUT, PATCH, DELETE");

        HttpResponse<String> deleted = send("DELETE", "/Me", "", token);
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(locations(deleted)).containsExactly(own);
        assertThat(send("GET", "/Users/" + id, "", administrator).statusCode()).isEqualTo(404);
        assertThat(send("GET", "/Me", "", token).statusCode()).as("there is nobody any more").isEqualTo(501);
    }

    @Test
    @Requirement("7644-3.11-03")
    void conditionsHoldAndWhatIsRefusedNamesTheUserToo() throws Exception {
        String own = base + "/Users/" + user("ada@acme.example", "x-1");
        String token = entra.token(Map.of("sub", "x-1"));
        String tag = send("GET", "/Me", "", token).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> unchanged = send("GET", "/Me", "", token, "If-None-Match", tag);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(locations(unchanged)).containsExactly(own);
        HttpResponse<String> refused = send("PATCH", "/Me", patch("title", "x"), token, "If-Match", "W/\"999\"");
        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(locations(refused)).containsExactly(own);
        HttpResponse<String> wrong = send("PATCH", "/Me", "{}", token);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(locations(wrong)).containsExactly(own);
    }

    @Test
    void theClaimIsAnIdAnExternalIdOrAUserNameInThisOrder() throws Exception {
        String ada = user("Ada@Acme.example", "x-ada");
        assertThat(me(Map.of("sub", ada))).isEqualTo(ada);
        assertThat(me(Map.of("sub", "x-ada"))).isEqualTo(ada);
        assertThat(me(Map.of("sub", "aDA@acme.EXAMPLE"))).as("a userName has no case").isEqualTo(ada);
        assertThat(status(Map.of("sub", "X-ADA"))).as("an externalId has").isEqualTo(501);

        String idAsName = user(ada, "x-b");
        String externalAsName = user("x-ada", "x-c");
        String idAsExternal = user("d@acme.example", idAsName);
        assertThat(me(Map.of("sub", ada))).as("before a userName that is the same").isEqualTo(ada);
        assertThat(me(Map.of("sub", "x-ada"))).as("before a userName that is the same").isEqualTo(ada);
        assertThat(me(Map.of("sub", idAsName))).as("before an externalId that is the same")
                .isEqualTo(idAsName)
                .isNotEqualTo(idAsExternal);
        assertThat(me(Map.of("sub", "x-c"))).isEqualTo(externalAsName);
    }

    @Test
    void anExternalIdOfSeveralIsNobodys() throws Exception {
        user("ada@acme.example", "shared");
        user("bo@acme.example", "shared");
        user("shared", "x-3");
        HttpResponse<String> answer = send("GET", "/Me", "", entra.token(Map.of("sub", "shared")));
        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(json(answer).path("detail").stringValue()).contains("several users");
    }

    @Test
    @Requirement({"7644-3.11-01", "7644-3.11-04"})
    void whoeverIsNobodyHereIsAnsweredThatMeIsNotOffered() throws Exception {
        String ada = user("ada@acme.example", "x-1");
        assertThat(status(Map.of())).as("no claim").isEqualTo(501);
        for (String nobody : List.of("", "x-2", "x-1 ", "x\u0000", "x".repeat(5_000), "\ud800")) {
            assertThat(status(Map.of("sub", nobody))).as("\"%s\"", nobody).isEqualTo(501);
        }
        assertThat(status(Map.of("oid", "x-1"))).as("another claim").isEqualTo(501);
        HttpResponse<String> refused = send("GET", "/Me", "", administrator);
        assertThat(refused.statusCode()).as("a static token").isEqualTo(501);
        assertThat(json(refused).path("schemas").path(0).stringValue()).isEqualTo(Urn.ERROR);
        assertThat(json(refused).path("detail").stringValue()).contains("/Users/{id}", "--me-claim");
        assertThat(send("POST", "/Me", "{}", administrator).statusCode()).isEqualTo(501);
        assertThat(send("GET", "/Me/" + ada, "", entra.token(Map.of("sub", "x-1"))).statusCode()).isEqualTo(501);

        String other = run("connection", "create", "--name", "other", "--strategy", "waad", "--print", "id");
        run("client", "trust-entra", "acme", "--off");
        run("client", "trust-entra", "other", "--tenant", TenantIssuer.TENANT, "--scopes", "all");
        base = base.replaceFirst("con_.*", other);
        await("another connection's user is nobody here", () -> status(Map.of("sub", ada)) == 501);
    }

    @Test
    @Requirement("7644-3.11-04")
    void aClientOfOursIsWhoeverHasItsSubject() throws Exception {
        JsonNode client = MAPPER.readTree(run("client", "create", "machine", "--connection", "acme", "--scopes", "all",
                "--json"));
        String id = client.path("client_id").stringValue();
        HttpResponse<String> granted = HTTP.send(HttpRequest.newBuilder(URI.create(service.url() + "/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + id + "&client_secret="
                        + client.path("client_secret").stringValue()))
                .build(), BodyHandlers.ofString());
        String token = json(granted).path("access_token").stringValue();
        assertThat(send("GET", "/Me", "", token).statusCode()).as("nobody has its subject").isEqualTo(501);

        String bySubject = user("machine", id + "@clients");
        String byClient = user(id, "x-9");
        assertThat(json(send("GET", "/Me", "", token)).path("id").stringValue()).isEqualTo(bySubject);
        run("connection", "update", "acme", "--me-claim", "client_id");
        await("by the other claim", () -> json(send("GET", "/Me", "", token)).path("id").asString("").equals(byClient));
        run("connection", "update", "acme", "--me-claim", "jti");
        await("by a claim that is nobody's", () -> send("GET", "/Me", "", token).statusCode() == 501);
    }

    @Test
    void theConnectionSaysWhichClaimCounts() throws Exception {
        String ada = user("ada@acme.example", "x-1");
        String bo = user("bo@acme.example", "x-2");
        Map<String, String> claims = Map.of("sub", "x-1", "https://acme.example/user", "x-2");
        assertThat(me(claims)).isEqualTo(ada);
        run("connection", "update", "acme", "--me-claim", "https://acme.example/user");
        await("the other claim counts", () -> me(claims).equals(bo));
        assertThat(status(Map.of("sub", "x-1"))).isEqualTo(501);
    }

    @Test
    void itNeedsTheScopeThatTheUsersPathNeeds() throws Exception {
        String id = user("ada@acme.example", "x-1");
        String token = entra.token(Map.of("sub", "x-1"));
        trust("get:users,put:users");
        await("less is allowed", () -> send("DELETE", "/Users/" + id, "", token).statusCode() == 403);
        for (String path : List.of("/Me", "/Users/" + id)) {
            assertThat(send("GET", path, "", token).statusCode()).isEqualTo(200);
            for (String method : List.of("PATCH", "DELETE")) {
                HttpResponse<String> answer = send(method, path, patch("title", "x"), token);
                assertThat(answer.statusCode()).as(method + path).isEqualTo(403);
                assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                        .contains("scope=\"" + method.toLowerCase(Locale.ROOT) + ":users\"");
            }
        }
    }

    @Test
    void itsRowInTheLogSaysWhoseItWas() throws Exception {
        String id = user("ada@acme.example", "x-1");
        assertThat(send("PATCH", "/Me", patch("title", "x"), entra.token(Map.of("sub", "x-1"))).statusCode())
                .isEqualTo(200);
        JsonNode row = MAPPER.readTree(run("log", "acme", "--json")).valueStream().toList().getLast();
        assertThat(row.path("method").stringValue()).isEqualTo("PATCH");
        assertThat(row.path("path").stringValue()).endsWith("/Me");
        assertThat(row.path("status").intValue()).isEqualTo(200);
        assertThat(row.toString()).contains(id, "entra:" + TenantIssuer.TENANT);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    /** What is set is in force within a second. */
    private static void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
        }
    }

    private void trust(String scopes) {
        run("client", "trust-entra", "acme", "--tenant", TenantIssuer.TENANT, "--scopes", scopes);
    }

    private String me(Map<String, ?> claims) throws Exception {
        return json(send("GET", "/Me", "", entra.token(claims))).path("id").asString("nobody");
    }

    private int status(Map<String, ?> claims) throws Exception {
        return send("GET", "/Me", "", entra.token(claims)).statusCode();
    }

    private String user(String userName, String externalId) throws Exception {
        HttpResponse<String> made = send("POST", "/Users", body(userName, externalId, ""), administrator);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made).path("id").stringValue();
    }

    private static String body(String userName, String externalId, String more) {
        return "{\"schemas\":[\"" + Urn.USER + "\"],\"userName\":\"" + userName + "\",\"externalId\":\"" + externalId
                + "\"" + more + "}";
    }

    private static String patch(String attribute, String value) {
        return "{\"schemas\":[\"" + Urn.PATCH + "\"],\"Operations\":[{\"op\":\"replace\",\"path\":\"" + attribute
                + "\",\"value\":\"" + value + "\"}]}";
    }

    private HttpResponse<String> send(String method, String path, String body, String token, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/scim+json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static List<String> locations(HttpResponse<?> response) {
        return response.headers().allValues("Location");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }

    private String run(String... words) {
        CommandRun run = CommandRun.of(folder, environment, words);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out().strip();
    }
}

package dev.rollcall.app.service;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.ScimClient;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** OAuth over HTTP, from the first start on, with the commands beside it. */
class OAuthServiceTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String ADMIN_TOKEN = "an-administrators-token-of-40-characters";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theFirstStartLeavesAClientThatIsLetIn() throws Exception {
        Path file = folder.resolve("data/bootstrap-client.json");
        try (RollcallService service = serve(Map.of())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            JsonNode client = MAPPER.readTree(Files.readString(file));
            assertThat(client.get("audience").stringValue()).isEqualTo(service.url() + "/api/v2/");
            HttpResponse<String> answer = post(client.get("token_endpoint").stringValue(), "application/json",
                    "{\"audience\":\"%s\",\"grant_type\":\"client_credentials\",\"client_id\":\"%s\",\"client_secret\":\"%s\"}"
                            .formatted(client.get("audience").stringValue(), client.get("client_id").stringValue(),
                                    client.get("client_secret").stringValue()));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(MAPPER.readTree(answer.body()).get("expires_in").intValue()).isEqualTo(86_400);
            assertThat(MAPPER.readTree(answer.body()).get("scope").stringValue()).contains("read:scim_config");
            assertThat(get(service.url() + "/.well-known/jwks.json", "").body()).contains("\"kid\"");
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("bootstrap-client.json")
                    .doesNotContain(client.get("client_secret").stringValue());
        }
        String first = Files.readString(file);
        try (RollcallService again = serve(Map.of())) {
            assertThat(again.url()).isNotNull();
            assertThat(Files.readString(file)).isEqualTo(first);
        }
        Path keyFile = folder.resolve("data/key-file.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile))).isEqualTo("rw-------");
    }

    @Test
    void withAnAdministratorsTokenNoClientIsLeft() {
        try (RollcallService service = serve(Map.of("ROLLCALL_ADMIN_TOKEN", ADMIN_TOKEN))) {
            assertThat(service.url()).isNotNull();
            assertThat(folder.resolve("data/bootstrap-client.json")).doesNotExist();
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain(ADMIN_TOKEN);
    }

    @Test
    void anIdentityProviderProvisionsByOAuthUntilItsClientIsDeleted() throws Exception {
        try (RollcallService service = serve(Map.of())) {
            String connection = run("connection create --name acme --strategy waad --print id");
            JsonNode client = MAPPER.readTree(
                    run("client create Entra --connection acme --scopes all --lifetime 365d --json"));
            String id = client.get("client_id").stringValue();
            String secret = client.get("client_secret").stringValue();

            // As Entra asks, with the credentials in the body, and in the header.
            HttpResponse<String> form = post(service.url() + "/oauth/token", "application/x-www-form-urlencoded",
                    form(Map.of("grant_type", "client_credentials", "client_id", id, "client_secret", secret)));
            assertThat(form.statusCode()).as(form.body()).isEqualTo(200);
            HttpRequest basic = HttpRequest.newBuilder(URI.create(service.url() + "/oauth/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Authorization", "Basic " + Base64.getEncoder()
                            .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8)))
                    .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                    .build();
            assertThat(HTTP.send(basic, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            JsonNode token = MAPPER.readTree(form.body());
            assertThat(token.get("expires_in").intValue()).isBetween(3_600, 21_600);

            ScimClient entra = new ScimClient(service.url() + "/scim/v2/connections/" + connection,
                    token.get("access_token").stringValue());
            entra.createUser("ada@acme.example");
            refuses(entra, token.get("access_token").stringValue());
            run("key rotate");
            assertThat(entra.send("GET", "/Users").statusCode()).as("after a rotation").isEqualTo(200);

            run("client delete " + id);
            long end = System.nanoTime() + 60_000_000_000L;
            while (entra.send("GET", "/Users").statusCode() != 401) {
                assertThat(System.nanoTime()).as("the client is cut off").isLessThan(end);
            }
            assertThat(post(service.url() + "/oauth/token", "application/x-www-form-urlencoded",
                    form(Map.of("grant_type", "client_credentials", "client_id", id, "client_secret", secret)))
                    .statusCode()).isEqualTo(401);
        }
        noFileHolds("sec_[A-Za-z0-9]{16}\\.[0-9a-f]{64}", "eyJ[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]{20,}\\.");
    }

    /** What is not good is refused over HTTP as well, on every route, and changes nothing. */
    private void refuses(ScimClient good, String token) throws Exception {
        String[] parts = token.split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("alg none", encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".");
        bad.put("tampered", parts[0] + "." + encoded(claims.replace("get:users", "put:users")) + "." + parts[2]);
        bad.put("cut", token.substring(0, token.length() - 4));
        bad.put("no token", "eyJ");
        String before = good.send("GET", "/Users?attributes=userName").body();
        for (Map.Entry<String, String> entry : bad.entrySet()) {
            ScimClient client = new ScimClient(good.endpoint(), entry.getValue());
            for (String path : new String[]{"/Users", "/Groups", "/Schemas", "/ServiceProviderConfig", "/.search"}) {
                for (String method : new String[]{"GET", "POST", "PUT", "PATCH", "DELETE"}) {
                    HttpResponse<String> answer = client.send(method, path, "{}");
                    assertThat(answer.statusCode()).as("%s %s %s", entry.getKey(), method, path).isEqualTo(401);
                    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
                }
            }
        }
        assertThat(good.send("GET", "/Users?attributes=userName").body()).isEqualTo(before);
    }

    /** The store's files, where a secret or a token would be if one was kept; the two files that hold some are left out. */
    private void noFileHolds(String... forms) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("rollcall.db")).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String form : forms) {
                    assertThat(text).as("%s", file).doesNotContainPattern(form);
                }
            }
        }
        for (String form : forms) {
            assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContainPattern(form);
            assertThat(Files.readString(folder.resolve("data/bootstrap-client.json"))).as("the form is right")
                    .containsPattern(forms[0]);
        }
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String form(Map<String, String> values) {
        return values.entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static HttpResponse<String> post(String url, String type, String body) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String url, String token) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build(),
                BodyHandlers.ofString());
    }

    private String run(String words) {
        CommandRun run = CommandRun.of(folder, words.split(" "));
        assertThat(run.code()).as(run.err()).isZero();
        return run.out().strip();
    }

    private RollcallService serve(Map<String, String> environment) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("ROLLCALL_PORT", "0");
        PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(printed, printed, all, folder, Clock.systemUTC());
        return RollcallService.start(new SettingSources(Map.of(), Optional.empty(), all, folder).read(), terminal);
    }
}

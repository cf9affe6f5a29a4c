package dev.rollcall.app;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients' secrets, access tokens, assertions, Basic headers and what is in the key file are shown to a service where they belong and
 * where they do not; afterwards all that it wrote and answered is searched for them.
 */
class OAuthSecretsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Set<String> HOLD_SECRETS = Set.of("key-file.json", "bootstrap-client.json");

    @TempDir
    private Path folder;

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final StringBuilder answers = new StringBuilder();
    private String url = "";

    @Test
    void areFoundNowhere() throws Exception {
        Path data = folder.resolve("data");
        try (ProgramProcess serve = ProgramProcess.serve(folder, Map.of("ROLLCALL_PORT", "0"))) {
            url = serve.url();
            String connection = run("connection", "create", "--name", "acme", "--strategy", "waad", "--print", "id")
                    .strip();
            grant(connection);
            secrets.put("key file", Files.readString(data.resolve("key-file.json"))
                    .replaceAll("(?s).*\"value\":\\s*\"([^\"]+)\".*", "$1"));
            assertThat(secrets).hasSize(8);
            assertThat(secrets.values()).allMatch(secret -> secret.length() > 20);
            for (String secret : List.copyOf(secrets.values())) {
                misplace(connection, secret);
            }
            nowhere("files while it runs", files(data));
            serve.terminate();
            assertThat(serve.exitCode()).isZero();
            nowhere("standard output and error", Map.of("out", serve.err() + serve.rest()));
        }
        assertThat(answers.toString()).contains("invalid_client", "invalid_token")
                .doesNotContainIgnoringCase("set-cookie");
        nowhere("answers", Map.of("answers", answers.toString()));
        nowhere("commands", Map.of("commands", run("log", "acme", "--json", "--limit", "10000")
                + run("log", "acme", "--limit", "10000") + run("client", "list", "--json")
                + run("client", "list", "--connection", "acme", "--json") + run("key", "list", "--json")
                + run("connection", "show", "acme", "--json") + run("key", "rotate", "--json")));
        nowhere("files", files(data));
        assertThat(run("log", "acme", "--json", "--limit", "10000")).contains("[redacted]");
        String kept = Files.readString(data.resolve("bootstrap-client.json"));
        assertThat(kept).as("the search finds what is there").contains(secrets.get("secret of the management client"));
        assertThat(Files.readString(data.resolve("key-file.json"))).contains(secrets.get("key file"));
    }

    private void grant(String connection) throws Exception {
        JsonNode first = MAPPER.readTree(Files.readString(folder.resolve("data/bootstrap-client.json")));
        String firstSecret = first.get("client_secret").stringValue();
        secrets.put("secret of the management client", firstSecret);
        String management = token(form(Map.of("grant_type", "client_credentials", "client_id",
                first.get("client_id").stringValue(), "client_secret", firstSecret)), "");
        secrets.put("access token of the management client", management);
        JsonNode entra = MAPPER.readTree(
                run("client", "create", "Entra", "--connection", "acme", "--scopes", "all", "--json"));
        String secret = entra.get("client_secret").stringValue();
        secrets.put("secret of the connection's client", secret);
        secrets.put("its second half", secret.substring(secret.indexOf('.') + 1));
        String basic = Base64.getEncoder()
                .encodeToString((entra.get("client_id").stringValue() + ":" + secret).getBytes(StandardCharsets.UTF_8));
        secrets.put("Basic header", basic);
        String access = token("grant_type=client_credentials", "Basic " + basic);
        secrets.put("access token of the connection's client", access);
        String assertion = assertion();
        secrets.put("assertion", assertion);

        ScimClient scim = new ScimClient(url + "/scim/v2/connections/" + connection, access);
        scim.createUser("ada@acme.example");
        keep(scim.send("GET", "/Users"));
        for (String path : new String[]{"/clients", "/connections", "/logs?per_page=100", "/logs?search=type:fapi"}) {
            send("GET", "/api/v2" + path, "Bearer " + management, "");
        }
    }

    private String assertion() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        Files.writeString(folder.resolve("keys.json"), new JWKSet(key).toString(true));
        String id = run("client", "create", "signs", "--scopes", "read:users", "--keys", "keys.json", "--print",
                "client_id")
                .strip();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID("k").build(),
                new JWTClaimsSet.Builder().issuer(id)
                        .subject(id)
                        .audience(url + "/oauth/token")
                        .jwtID(UUID.randomUUID().toString())
                        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                        .build());
        jwt.sign(new ECDSASigner(key));
        String assertion = jwt.serialize();
        token(form(Map.of("grant_type", "client_credentials", "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion", assertion)), "");
        return assertion;
    }

    /** Where no such thing belongs, without and with the words that tell what it is. */
    private void misplace(String connection, String secret) throws Exception {
        String query = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String scim = "/scim/v2/connections/" + connection;
        String good = "Bearer " + secrets.get("access token of the connection's client");
        String management = "Bearer " + secrets.get("access token of the management client");
        for (String header : new String[]{"Bearer " + secret + "x", "Basic " + secret, secret}) {
            send("GET", scim + "/Users", header, "");
            send("GET", "/api/v2/connections", header, "");
        }
        for (String name : new String[]{"client_id", "scope", "audience", "grant_type", "client_assertion_type"}) {
            Map<String, String> values = new LinkedHashMap<>(Map.of("grant_type", "client_credentials", "client_id",
                    "cli_0000000000000000", "client_secret", "wrong"));
            values.put(name, secret);
            send("POST", "/oauth/token", "", form(values));
        }
        send("POST", "/oauth/token?client_secret=" + query, "", "");
        send("GET", scim + "/Users?client_secret=" + query, good, "");
        send("GET", scim + "/Users?filter=token+eq+%22" + query + "%22", good, "");
        send("GET", scim + "/Users?access_token=" + query, good, "");
        send("GET", "/api/v2/connections?access_token=" + query, management, "");
        send("POST", "/api/v2/connections", management, "{\"client_secret\":\"" + secret + "\"}");
        if (secret.startsWith("sec_") || secret.startsWith("eyJ")) {
            // These are known by their form, wherever they stand.
            send("GET", scim + "/Users/" + query, good, "");
            send("GET", "/api/v2/connections/" + query, management, "");
            send("POST", "/api/v2/connections", management, "{\"name\":\"" + secret + "\",\"strategy\":\"none\"}");
        }
        send("GET", scim + "/Users/Basic%20" + secrets.get("Basic header"), good, "");
    }

    private String token(String body, String authorization) throws Exception {
        HttpResponse<String> answer = HTTP.send(request("POST", "/oauth/token", authorization, body),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body()).get("access_token").stringValue();
    }

    private void send(String method, String path, String authorization, String body) throws Exception {
        HttpResponse<String> answer = HTTP.send(request(method, path, authorization, body), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s %s: %s", method, path, answer.body()).isLessThan(500);
        keep(answer);
    }

    private void keep(HttpResponse<String> answer) {
        answers.append(answer.headers().map()).append(answer.body()).append('\n');
    }

    private HttpRequest request(String method, String path, String authorization, String body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return authorization.isEmpty() ? builder.build() : builder.header("Authorization", authorization).build();
    }

    private static String form(Map<String, String> values) {
        return values.entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private void nowhere(String where, Map<String, String> texts) {
        List<String> found = new ArrayList<>();
        texts.forEach((name, text) -> secrets.forEach((what, secret) -> {
            if (text.contains(secret)) {
                int at = text.indexOf(secret);
                found.add(what + " in " + name + ": " + text.substring(Math.max(0, at - 200), at));
            }
        }));
        assertThat(found).as(where).isEmpty();
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!HOLD_SECRETS.contains(name)) {
                    texts.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return texts;
    }

    private String run(String... arguments) {
        CommandRun run = CommandRun.of(folder, arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out() + run.err();
    }
}

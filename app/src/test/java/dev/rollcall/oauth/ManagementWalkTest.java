package dev.rollcall.oauth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.rollcall.app.CommandRun;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Every route of the management API that its document names refuses whoever may not, over HTTP, and changes nothing. */
class ManagementWalkTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String ADMINISTRATOR = "an-administrators-token-of-40-characters";

    private record Operation(String method, String path, String scope) {}

    @TempDir
    private Path folder;

    @Test
    void noRouteIsOpenToATokenThatIsNotGood() throws Exception {
        try (RollcallService service = serve()) {
            String api = service.url() + "/api/v2";
            String connection = run("connection create --name acme --strategy waad --print id");
            List<Operation> operations = operations(api, connection);
            assertThat(operations).hasSizeGreaterThan(15);
            Map<String, String> bad = bad(service);
            String before = send(api, new Operation("GET", "/connections", ""), ADMINISTRATOR).body();
            for (Operation operation : operations) {
                for (Map.Entry<String, String> token : bad.entrySet()) {
                    HttpResponse<String> answer = send(api, operation, token.getValue());
                    assertThat(answer.statusCode()).as("%s with %s", operation, token.getKey()).isEqualTo(401);
                    assertThat(MAPPER.readTree(answer.body()).get("statusCode").intValue()).isEqualTo(401);
                }
            }
            assertThat(send(api, new Operation("GET", "/connections", ""), ADMINISTRATOR).body()).isEqualTo(before);
        }
    }

    @Test
    void noRouteIsOpenWithoutItsScopeAndEachIsWithIt() throws Exception {
        try (RollcallService service = serve()) {
            String api = service.url() + "/api/v2";
            String connection = run("connection create --name acme --strategy waad --print id");
            List<Operation> operations = operations(api, connection);
            for (String scope : operations.stream().map(Operation::scope).collect(Collectors.toSet())) {
                String others = ManagementScope.words()
                        .stream()
                        .filter(word -> !word.equals(scope))
                        .collect(Collectors.joining(","));
                String without = token(service, others);
                for (Operation operation : operations.stream().filter(o -> o.scope().equals(scope)).toList()) {
                    assertThat(send(api, operation, without).statusCode()).as("%s", operation).isEqualTo(403);
                }
            }
            assertThat(send(api, new Operation("GET", "/connections", ""), token(service, "read:connections"))
                    .statusCode()).isEqualTo(200);
        }
    }

    private Map<String, String> bad(RollcallService service) throws Exception {
        String good = token(service, "all");
        String id = SignedToken.parse(good).orElseThrow().text("client_id").orElseThrow();
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer("urn:rollcall")
                .audience("urn:rollcall:management")
                .expirationTime(Date.from(now.plusSeconds(600)))
                .claim("client_id", id)
                .claim("scope", String.join(" ", ManagementScope.words()))
                .build();
        try (Storage storage = MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults())) {
            ECKey key = new SigningKeys(storage, KeyFile.at(folder.resolve("data/key-file.json")), Clock.systemUTC())
                    .signer();
            assertThat(send(service.url() + "/api/v2", new Operation("GET", "/connections", ""), signed(key, claims))
                    .statusCode()).as("when nothing is wrong with it").isEqualTo(200);
            Map<String, String> bad = new LinkedHashMap<>();
            bad.put("no token", "");
            bad.put("nonsense", "x");
            bad.put("an expired one", signed(key, new JWTClaimsSet.Builder(claims)
                    .expirationTime(Date.from(now.minusSeconds(1)))
                    .build()));
            bad.put("another audience", signed(key, new JWTClaimsSet.Builder(claims)
                    .audience("https://elsewhere.example/api/v2/")
                    .build()));
            bad.put("another key", signed(new ECKeyGenerator(Curve.P_256).keyID(key.getKeyID()).generate(), claims));
            bad.put("alg none", new PlainJWT(claims).serialize());
            SignedJWT symmetric = new SignedJWT(header(JWSAlgorithm.HS256, key), claims);
            symmetric.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
            bad.put("HS256 with the public key", symmetric.serialize());
            String[] parts = good.split("\\.", -1);
            bad.put("a tampered one", parts[0] + "." + signed(key, claims).split("\\.", -1)[1] + "." + parts[2]);
            bad.put("a connection's", run("token create acme --scopes all --print token"));
            return bad;
        }
    }

    private static String signed(ECKey key, JWTClaimsSet claims) throws Exception {
        SignedJWT jwt = new SignedJWT(header(JWSAlgorithm.ES256, key), claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private static JWSHeader header(JWSAlgorithm algorithm, ECKey key) {
        return new JWSHeader.Builder(algorithm).type(new JOSEObjectType("at+jwt")).keyID(key.getKeyID()).build();
    }

    private static List<Operation> operations(String api, String connection) throws Exception {
        JsonNode paths = MAPPER
                .readTree(send(api, new Operation("GET", "/openapi.json", ""), ADMINISTRATOR).body())
                .get("paths");
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            String filled = path.getKey()
                    .replaceFirst("/connections/\\{id}", "/connections/" + connection)
                    .replaceAll("\\{[^}]*}", "x");
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                JsonNode scopes = operation.getValue().path("security").path(0).path("bearer");
                if (Set.of("get", "post", "put", "patch", "delete").contains(operation.getKey())) {
                    operations.add(new Operation(operation.getKey().toUpperCase(Locale.ROOT), filled,
                            scopes.path(0).asString("")));
                }
            }
        }
        return operations;
    }

    /** An access token of a new client. */
    private String token(RollcallService service, String scopes) throws Exception {
        JsonNode client = MAPPER.readTree(run("client create walker --scopes " + scopes + " --json"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id="
                        + client.get("client_id").stringValue() + "&client_secret="
                        + client.get("client_secret").stringValue()))
                .build();
        return MAPPER.readTree(HTTP.send(request, BodyHandlers.ofString()).body()).get("access_token").stringValue();
    }

    private static HttpResponse<String> send(String api, Operation operation, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + operation.path()))
                .header("Content-Type", "application/json")
                .method(operation.method(), operation.method().equals("GET") ? BodyPublishers.noBody()
                        : BodyPublishers.ofString("{}"));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private String run(String words) {
        CommandRun run = CommandRun.of(folder, words.split(" "));
        assertThat(run.code()).as(run.err()).isZero();
        return run.out().strip();
    }

    private RollcallService serve() {
        Map<String, String> environment = Map.of("ROLLCALL_PORT", "0", "ROLLCALL_ADMIN_TOKEN", ADMINISTRATOR,
                "ROLLCALL_LIMIT_TOKEN_RATE", "1000");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Terminal terminal = new Terminal(nowhere, nowhere, environment, folder, Clock.systemUTC());
        MigratedSqlite.prepare(folder.resolve("data"));
        return RollcallService.start(new SettingSources(Map.of(), Optional.empty(), environment, folder).read(),
                terminal);
    }
}

package dev.rollcall.server.oauth;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.client.AuthorizationServer;
import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.TokenAnswer;
import dev.rollcall.directory.client.TokenRequest;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The token endpoint over HTTP: what may be written where, and what is refused before anybody is asked. */
class TokenEndpointTest {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String CLIENT = "cli_AAAAAAAAAAAAAAAA";
    private static final String SECRET = "sec_0123456789abcdef.geheim";

    /** Remembers what it was asked. */
    private static final class Asked implements AuthorizationServer {
        private @Nullable TokenRequest request;
        private TokenAnswer answer = new TokenAnswer.Granted(ClientId.parse(CLIENT).orElseThrow(), "the.access.token",
                86_400, "read:users");
        private @Nullable RuntimeException failure;

        @Override
        public TokenAnswer token(TokenRequest asked) {
            request = asked;
            if (failure != null) {
                throw failure;
            }
            return answer;
        }

        @Override
        public String issuer() {
            return "urn:the-issuer";
        }

        @Override
        public String keySet() {
            return "{\"keys\":[]}";
        }

        TokenRequest request() {
            return Optional.ofNullable(request).orElseThrow();
        }
    }

    private final Asked asked = new Asked();
    private Service service;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = Service.start(folder, ServerOptions.defaults()
                .with(RequestSettings.TOKEN_RATE, 5)
                .with(RequestSettings.LOG_REFUSALS, 3), asked);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void auth0sJavaClientIsUnderstood() throws Exception {
        for (String path : new String[]{"/oauth/token", "/api/v2/oauth/token"}) {
            HttpResponse<String> answer = post(path, "application/json", null,
                    "{\"audience\":\"http://x/api/v2/\",\"grant_type\":\"client_credentials\",\"client_id\":\"cli_1\","
                            + "\"client_secret\":\"" + SECRET + "\"}");
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode token = JSON.readTree(answer.body());
            assertThat(token.get("access_token").stringValue()).isEqualTo("the.access.token");
            assertThat(token.get("expires_in").intValue()).isEqualTo(86_400);
            assertThat(token.get("token_type").stringValue()).isEqualTo("Bearer");
            assertThat(token.get("scope").stringValue()).isEqualTo("read:users");
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        }
        TokenRequest request = asked.request();
        assertThat(request.clientId()).contains("cli_1");
        assertThat(request.clientSecret()).contains(SECRET);
        assertThat(request.audience()).contains("http://x/api/v2/");
        assertThat(request.baseUrl()).isEqualTo(service.server().uri().toString());
        assertThat(request.toString()).doesNotContain("geheim");
    }

    @Test
    void aFormIsUnderstoodWithTheSecretInItOrInTheHeader() throws Exception {
        post("/oauth/token", FORM, null,
                "grant_type=client_credentials&client_id=con_1.2&client_secret=a%2Bb+c&scope=scim");
        assertThat(asked.request().clientSecret()).contains("a+b c");
        assertThat(asked.request().scope()).contains("scim");
        post("/oauth/token", FORM + "; charset=utf-8", basic("con_1.2", "a%2Bb"), "grant_type=client_credentials");
        assertThat(asked.request().clientId()).contains("con_1.2");
        assertThat(asked.request().clientSecret()).contains("a+b");
        post("/oauth/token", FORM, basic("con_1.2", "s"), "grant_type=client_credentials&client_id=con_1.2");
        assertThat(asked.request().clientSecret()).contains("s");
        post("/oauth/token", FORM, null,
                "grant_type=client_credentials&client_id=c&client_assertion_type=t&client_assertion=a");
        assertThat(asked.request().assertion()).contains("a");
        assertThat(asked.request().clientSecret()).isEmpty();
        post("/oauth/token", null, null, "grant_type=client_credentials&client_secret=&unknown=1&unknown=2");
        assertThat(asked.request().clientSecret()).as("an empty parameter").isEmpty();
    }

    @Test
    void whoWasGrantedATokenAndWhoWasRefusedIsInTheAuditLog() throws Exception {
        String client = CLIENT;
        post("/oauth/token", FORM, null,
                "grant_type=client_credentials&client_id=" + client + "&client_secret=" + SECRET);
        asked.answer = new TokenAnswer.Refused(401, "invalid_client", "Nobody is known by this.");
        for (int i = 0; i < 5; i++) {
            post("/oauth/token", FORM, null, "client_id=" + client + i + "&client_secret=" + SECRET);
        }
        List<AuditEntry> rows = service.storage()
                .read(Share.HOUSE, session -> session.audit().before("", 100))
                .reversed();
        assertThat(rows).extracting(AuditEntry::status)
                .as("as many refusals as the setting says")
                .containsExactly(200,
                        401, 401, 401);
        assertThat(rows).extracting(AuditEntry::operation).containsOnly("POST /oauth/token");
        assertThat(rows.getFirst().actor()).isEqualTo(Actor.client(client));
        assertThat(rows.get(1).actor().kind()).isEqualTo(Actor.Kind.UNKNOWN);
        assertThat(rows.get(1).error()).contains("invalid_client: Nobody is known by this.");
        assertThat(rows.toString()).doesNotContain("geheim", "the.access.token");
    }

    /** Anybody can say who he is: the row is that client's own only when the client has shown it. */
    @Test
    void aRefusalIsLoggedUnderAClientThatHasShownWhoItIsAndNoOther() throws Exception {
        asked.answer = new TokenAnswer.Refused(401, "invalid_client", "Nobody.");
        post("/oauth/token", FORM, null, "client_id=" + CLIENT + "&client_secret=" + SECRET);
        asked.answer = new TokenAnswer.Refused(403, "access_denied", "Not that.", ClientId.parse(CLIENT));
        post("/oauth/token", FORM, null, "client_id=" + CLIENT + "&client_secret=" + SECRET);
        List<AuditEntry> rows = service.storage()
                .read(Share.HOUSE, session -> session.audit().before("", 100))
                .reversed();
        assertThat(rows.getFirst().actor().kind()).isEqualTo(Actor.Kind.UNKNOWN);
        assertThat(rows.getFirst().error())
                .contains("invalid_client: Nobody. (Asked for in the name of " + CLIENT + ".)");
        assertThat(rows.getLast().actor()).isEqualTo(Actor.client(CLIENT));
        assertThat(rows.getLast().error()).contains("access_denied: Not that.");
    }

    /** An assertion names its client itself. */
    @Test
    void whoWasGrantedATokenWithoutNamingItselfIsInTheAuditLog() throws Exception {
        post("/oauth/token", FORM, null, "grant_type=client_credentials&client_assertion_type=t&client_assertion=a");
        List<AuditEntry> rows = service.storage().read(Share.HOUSE, session -> session.audit().before("", 100));
        assertThat(rows).singleElement()
                .satisfies(row -> assertThat(row.actor()).isEqualTo(Actor.client(CLIENT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "application/json|{\"grant_type\":1}",
        "application/json|{\"client_secret\":{\"a\":\"b\"}}",
        "application/json|{\"client_id\":\"a\",\"client_id\":\"b\"}",
        "application/json|[]",
        "application/json|",
        "application/json|{",
        "application/x-www-form-urlencoded|client_id=a&client_id=b",
        "application/x-www-form-urlencoded|client_id=%",
        "application/x-www-form-urlencoded|client_id=%00",
        "text/plain|client_id=a",
        "application/xml|<a/>"})
    void whatCannotBeReadIsRefusedInASentence(String request) throws Exception {
        String[] parts = request.split("\\|", 2);
        HttpResponse<String> answer = post("/oauth/token", parts[0], null, parts[1]);
        assertThat(answer.statusCode()).isIn(400, 415);
        assertThat(JSON.readTree(answer.body()).get("error").stringValue()).isEqualTo("invalid_request");
        assertThat(JSON.readTree(answer.body()).get("error_description").stringValue()).matches("[A-Z].*[.;].*");
        assertThat(asked.request).isNull();
    }

    @Test
    void aClientThatIsNamedTwiceIsRefused() throws Exception {
        assertThat(post("/oauth/token", FORM, basic("a", "s"), "client_secret=s").statusCode()).isEqualTo(400);
        assertThat(post("/oauth/token", FORM, basic("a", "s"), "client_id=b").statusCode()).isEqualTo(400);
        assertThat(post("/oauth/token", FORM, "Basic !", "client_id=b").statusCode()).isEqualTo(400);
        assertThat(post("/oauth/token", FORM, "Basic YQ==", "client_id=b").statusCode()).isEqualTo(400);
        assertThat(asked.request).isNull();
    }

    @Test
    void aSecretInTheUrlIsRefused() throws Exception {
        HttpResponse<String> answer = post("/oauth/token?client_secret=geheim", FORM, null, "client_id=a");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("rotate").doesNotContain("geheim");
        assertThat(asked.request).isNull();
    }

    @Test
    void aLargeBodyIsRefused() throws Exception {
        HttpResponse<String> answer = post("/oauth/token", FORM, null, "client_id=" + "a".repeat(8 * 1024));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("limits.token-body");
        assertThat(asked.request).isNull();
    }

    @Test
    void refusalsHaveTheirStatusAndTheirHeaders() throws Exception {
        asked.answer = new TokenAnswer.Refused(401, "invalid_client", "Nobody.");
        HttpResponse<String> unknown = post("/oauth/token", FORM, null, "client_id=a");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo("{\"error\":\"invalid_client\",\"error_description\":\"Nobody.\"}");
        assertThat(unknown.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"Rollcall\"");
        asked.answer = new TokenAnswer.Refused(503, "temporarily_unavailable", "Later.");
        assertThat(post("/oauth/token", FORM, null, "client_id=a").headers().firstValue("Retry-After")).contains("5");
        asked.failure = new StorageException(StorageException.Kind.BUSY, "The database is busy.");
        assertThat(post("/oauth/token", FORM, null, "client_id=a").statusCode()).isEqualTo(503);
        asked.failure = new IllegalStateException(SECRET);
        HttpResponse<String> failed = post("/oauth/token", FORM, null, "client_id=a");
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).doesNotContain("geheim");
        HttpResponse<String> read = send(request("/oauth/token").GET());
        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(read.headers().firstValue("Allow")).contains("POST");
        assertThat(post("/oauth/token/x", FORM, null, "client_id=a").statusCode()).isEqualTo(404);
    }

    @Test
    void anAddressThatAsksTooOftenWaits() throws Exception {
        HttpResponse<String> answer = post("/oauth/token", FORM, null, "client_id=a");
        for (int i = 0; i < 60 && answer.statusCode() == 200; i++) {
            answer = post("/oauth/token", FORM, null, "client_id=a");
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).contains("limits.token-rate");
        service.clock().advance(Duration.ofSeconds(1));
        assertThat(post("/oauth/token", FORM, null, "client_id=a").statusCode()).isEqualTo(200);
    }

    @Test
    void theKeysAndTheWayToTokensArePublished() throws Exception {
        HttpResponse<String> keys = send(request("/.well-known/jwks.json").GET());
        assertThat(keys.statusCode()).isEqualTo(200);
        assertThat(keys.body()).isEqualTo("{\"keys\":[]}");
        HttpResponse<String> metadata = send(request("/.well-known/oauth-authorization-server").GET());
        assertThat(JSON.readTree(metadata.body()).get("token_endpoint").stringValue())
                .isEqualTo(service.server().uri() + "/oauth/token");
        assertThat(JSON.readTree(metadata.body()).get("issuer").stringValue()).isEqualTo("urn:the-issuer");
        assertThat(metadata.headers().firstValue("Cache-Control")).contains("private, max-age=300");
        assertThat(keys.headers().firstValue("Cache-Control")).contains("public, max-age=300");
        assertThat(send(request("/.well-known/other").GET()).statusCode()).isEqualTo(404);
        assertThat(post("/.well-known/jwks.json", FORM, null, "a=b").statusCode()).isEqualTo(405);
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> post(String path, @Nullable String type, @Nullable String authorization, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        if (type != null) {
            request.setHeader("Content-Type", type);
        }
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.server().uri() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}

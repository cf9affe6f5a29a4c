package dev.rollcall.server;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Walks every route with every method as somebody who may not (requirements 7644-2-01, 7644-2-02, 6750-01, 7644-6-01). */
class IsolationTest {
    private static final String USERS = "Users";
    private static final String GROUPS = "Groups";

    /** One call; {@code scope} is what it needs, empty for any token. */
    private record Call(String method, String path, Optional<TokenScope> scope) {
        Answer by(ScimClient client) {
            boolean body = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
            return client.call(method, path, body ? "{}".getBytes(StandardCharsets.UTF_8) : null);
        }
    }

    private Service service;
    private ScimClient ours;
    private ScimClient theirs;
    private String user;
    private String group;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = Service.start(folder);
        ours = service.connect("ours");
        theirs = service.connect("theirs");
        user = ours.user("anna@example.com");
        group = ours.group("Staff");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        for (String method : List.of("GET", "HEAD", "POST")) {
            calls.add(new Call(method, "/Users", scope(method, USERS)));
            calls.add(new Call(method, "/Groups", scope(method, GROUPS)));
        }
        for (String method : List.of("GET", "HEAD", "PUT", "PATCH", "DELETE")) {
            calls.add(new Call(method, "/Users/" + user, scope(method, USERS)));
            calls.add(new Call(method, "/Groups/" + group, scope(method, GROUPS)));
        }
        calls.add(new Call("POST", "/Users/.search", scope("GET", USERS)));
        calls.add(new Call("POST", "/Groups/.search", scope("GET", GROUPS)));
        for (String path : List.of(
                "/Schemas",
                "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User",
                "/ResourceTypes",
                "/ResourceTypes/User",
                "/ServiceProviderConfig",
                "/Me",
                "/Bulk",
                "/Nothing")) {
            calls.add(new Call("GET", path, Optional.empty()));
        }
        calls.add(new Call("GET", "/", Optional.empty()));
        calls.add(new Call("POST", "/.search", Optional.empty()));
        calls.add(new Call("POST", "/Bulk", Optional.empty()));
        calls.add(new Call("DELETE", "/Users", Optional.empty()));
        return calls;
    }

    private static Optional<TokenScope> scope(String method, String endpoint) {
        return TokenScope.ofKeyword((method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT)) + ":" + endpoint);
    }

    @Test
    void anotherConnectionsTokenOpensNothing() {
        requireUnauthorized(theirs.at(ours.connection()), "invalid_token");
        requireUnauthorized(ours.at(new ConnectionId("con_0000000000000000")), "invalid_token");
    }

    @Test
    void noTokenOpensNothing() {
        requireUnauthorized(ours.withToken(null), "Bearer realm=\"Rollcall\"");
        requireUnauthorized(ours.withToken("tok_x.y"), "invalid_token");
    }

    @Test
    @DisplayName("7644-7.4-01 an expired token opens nothing")
    void anExpiredTokenOpensNothing() {
        ScimClient soon = service.withLifetime(ours, Duration.ofMinutes(20));
        assertThat(soon.get("/Users").status()).isEqualTo(200);
        service.clock().advance(Duration.ofMinutes(21));
        requireUnauthorized(soon, "invalid_token");
    }

    private void requireUnauthorized(ScimClient client, String challenge) {
        String state = state();
        for (Call call : calls()) {
            Answer answer = call.by(client);
            assertThat(answer.status()).as("%s", call).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate").orElseThrow()).startsWith("Bearer realm=").contains(challenge);
            if (!call.method().equals("HEAD")) {
                answer.error(401);
            }
        }
        assertThat(state()).isEqualTo(state);
    }

    @Test
    void foreignAndUnknownConnectionsAreAnsweredAlike() {
        Answer foreign = theirs.at(ours.connection()).get("/Users");
        Answer unknown = theirs.at(new ConnectionId("con_0000000000000000")).get("/Users");
        assertThat(foreign.text()).isEqualTo(unknown.text());
        assertThat(foreign.header("WWW-Authenticate")).isEqualTo(unknown.header("WWW-Authenticate"));
    }

    @Test
    void anotherConnectionsIdsAreUnknown() {
        String state = state();
        for (String path : List.of("/Users/" + user, "/Groups/" + group, "/Users/" + group, "/Groups/" + user)) {
            ScimClient client = path.contains(path.startsWith("/Users") ? user : group) ? theirs : ours;
            client.get(path).error(404);
            client.delete(path).error(404);
            client.patch(path, "[{'op':'replace','path':'displayName','value':'x'}]").error(404);
            String body = path.startsWith("/Users")
                    ? ScimClient.user("x", "")
                    : "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],'displayName':'x'}";
            client.put(path, body).error(404);
        }
        assertThat(state()).isEqualTo(state);
        assertThat(theirs.get("/Users").json().path("totalResults").asInt()).isZero();
    }

    @Test
    void namesDoNotConflictAcrossConnections() {
        assertThat(theirs.user("anna@example.com")).isNotEqualTo(user);
        assertThat(theirs.group("Staff")).isNotEqualTo(group);
        ours.post("/Users", ScimClient.user("ANNA@example.com", "")).error(409, "uniqueness");
    }

    @Test
    void eachMissingScopeIsRefusedByName() {
        String state = state();
        for (Call call : calls()) {
            if (call.scope().isEmpty()) {
                continue;
            }
            EnumSet<TokenScope> others = EnumSet.complementOf(EnumSet.of(call.scope().get()));
            Answer answer = call.by(service.withScopes(ours, others));
            String scope = call.scope().get().keyword();
            assertThat(answer.status()).as("%s", call).isEqualTo(403);
            assertThat(answer.header("WWW-Authenticate").orElseThrow())
                    .contains("error=\"insufficient_scope\"", "scope=\"" + scope + "\"");
            if (!call.method().equals("HEAD")) {
                assertThat(answer.error(403)).contains(scope);
            }
        }
        assertThat(state()).isEqualTo(state);
    }

    @Test
    void theConnectionTestOfATokenForUsersFindsNoGroupAndNothingElseIsAnswered() {
        String guid = "0b7c6f0e-6f3a-4b1e-9c3d-2f1a5e8d7c6b";
        ours.group(guid);
        ScimClient usersOnly = service.withScopes(ours, EnumSet.of(TokenScope.GET_USERS, TokenScope.PATCH_USERS));
        String probe = "/Groups?excludedAttributes=members&filter=displayName+eq+%22" + guid + "%22";

        Answer answer = usersOnly.get(probe);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("totalResults").asInt()).isZero();
        assertThat(answer.json().path("Resources").isArray()).isTrue();
        for (String other : List.of(
                "/Groups",
                "/Groups?filter=displayName+eq+%22Staff%22",
                "/Groups?filter=displayName+sw+%22" + guid + "%22",
                "/Groups?filter=displayName+eq+%22" + guid + "%22+or+id+pr",
                "/Groups/" + group)) {
            assertThat(usersOnly.get(other).error(403)).contains("get:groups");
        }
        ScimClient groupWriter = service.withScopes(ours, EnumSet.of(TokenScope.GET_USERS, TokenScope.PATCH_GROUPS));
        assertThat(groupWriter.get(probe).error(403)).contains("get:groups");
    }

    @Test
    void eachScopeAloneIsEnoughForItsCalls() {
        for (Call call : calls()) {
            if (call.scope().isPresent()) {
                Answer answer = call.by(service.withScopes(ours, EnumSet.of(call.scope().get())));
                assertThat(answer.status()).as("%s", call).isNotIn(401, 403);
            }
        }
    }

    @Test
    void aSearchOverEverythingSeesWhatTheTokenMayRead() {
        String search = "{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest']}";
        ScimClient usersOnly = service.withScopes(ours, EnumSet.of(TokenScope.GET_USERS));
        assertThat(ours.post("/.search", search).json().path("totalResults").asInt()).isEqualTo(2);
        assertThat(usersOnly.post("/.search", search).json().path("totalResults").asInt()).isEqualTo(1);
        assertThat(usersOnly.get("/").json().path("Resources").path(0).path("id").stringValue()).isEqualTo(user);
        ScimClient writer = service.withScopes(ours, EnumSet.of(TokenScope.POST_USERS));
        assertThat(writer.post("/.search", search).error(403)).contains("get:users");
        writer.get("/").error(403);
    }

    @Test
    void aTokenInTheQueryIsRefusedAndNotLogged() {
        assertThat(ours.withToken(null).get("/Users?access_token=" + ours.token()).error(401))
                .contains("Authorization");
        ours.get("/Users?access_token=" + ours.token()).error(401);
        assertThat(service.log(ours).toString()).doesNotContain(ours.token()).contains("access_token=");
    }

    private String state() {
        return ours.get("/Users").text() + ours.get("/Groups").text() + theirs.get("/Users").text();
    }
}

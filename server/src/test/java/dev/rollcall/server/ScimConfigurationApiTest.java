package dev.rollcall.server;

import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ManagementClient.Reply;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code /api/v2/connections/{id}/scim-configuration}: the switch of SCIM, its settings, its tokens. */
class ScimConfigurationApiTest {
    private static final String ROWS = "[{'scim':'userName','auth0':'username'},"
            + "{'scim':'emails[primary eq true].value','auth0':'email'}]";

    @TempDir
    private Path folder;
    private Service service;
    private ManagementClient client;
    private String connection;
    private String scim;

    @BeforeEach
    void start() {
        service = Service.start(folder);
        client = service.manage();
        connection = client.post("/connections", "{'name':'acme','strategy':'waad'}")
                .is(201)
                .json()
                .path("id")
                .stringValue();
        scim = "/connections/" + connection + "/scim-configuration";
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** As Java, Terraform, npm and curl send it. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "null", "{}", "{\"user_id_attribute\":\"externalId\",\"mapping\":[]}"})
    void creatingItEnablesScim(String body) {
        client.get(scim).error(404, "scim_configuration_not_found");
        client.post(scim + "/tokens", "{}").error(404, "scim_configuration_not_found");
        ObjectNode made = client.post(scim, body).is(201).json();
        assertThat(made.path("connection_id").stringValue()).isEqualTo(connection);
        assertThat(made.path("connection_name").stringValue()).isEqualTo("acme");
        assertThat(made.path("tenant_name").stringValue()).isEqualTo("rollcall");
        assertThat(made.path("strategy").stringValue()).isEqualTo("waad");
        assertThat(made.path("user_id_attribute").stringValue()).isEqualTo("externalId");
        assertThat(made.path("mapping")).isEqualTo(client.get(scim + "/default-mapping").json().path("mapping"));
        assertThat(made.path("mapping")).hasSizeGreaterThan(10);
        assertThat(client.get(scim).is(200).json()).isEqualTo(made);
        assertThat(client.post(scim, body).error(400)).contains("already exists");
        scimClient(newToken("{}")).post("/Users", ScimClient.user("ann@acme.example", "")).json();
    }

    @Test
    void aConnectionOfTheCommandLineHasItsConfiguration() {
        ScimClient known = service.connect("by-command");
        ObjectNode json = client.get("/connections/" + known.connection() + "/scim-configuration").is(200).json();
        assertThat(json.path("user_id_attribute").stringValue()).isEqualTo("externalId");
        assertThat(json.path("status").stringValue()).isEqualTo("enabled");
        JsonNode all = client.get("/connections-scim-configurations?take=1").is(200).json();
        assertThat(all.path("scim_configurations")).hasSize(1);
        assertThat(all.has("next")).isFalse();
        client.post(scim, null).is(201);
        JsonNode first = client.get("/connections-scim-configurations?take=1").json();
        JsonNode last = client.get("/connections-scim-configurations?take=1&from=" + first.path("next").stringValue())
                .json();
        assertThat(List.of(first, last)).extracting(
                page -> page.path("scim_configurations").get(0).path("connection_id").stringValue())
                .containsExactlyInAnyOrder(connection, known.connection().value());
        assertThat(last.has("next")).isFalse();
    }

    /** Somebody who meant to look only must not delete. */
    @Test
    void aFlagThatIsNotUnderstoodDeletesNothing() {
        client.post(scim, null).is(201);
        for (String query : List.of("?dry_run", "?dry_run=", "?dry_run=yes", "?dryRun=true", "?dry-run=true")) {
            client.delete(scim + query).error(400, "invalid_query_string");
        }
        client.get(scim).is(200);
    }

    @Test
    void aPreviewOfSomebodyWhoIsHereWantsTheScopeForUsers() {
        client.post(scim, null).is(201);
        String user = scimClient(newToken("{}")).user("ann@acme.example");
        ManagementClient narrow = service.manage("cli_narrow", Set.of("read:scim_config"));
        assertThat(narrow.post(scim + "/preview", "{'user':'" + user + "'}").error(403, "insufficient_scope"))
                .contains("read:users");
        narrow.post(scim + "/preview", "{'resource':{'userName':'a'}}").is(200);
        client.post(scim + "/preview", "{'user':'" + user + "'}").is(200);
    }

    @Test
    void aTimeThatIsTooFarAwayIsRefused() {
        for (String time : List.of("%2B999999999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z")) {
            String log = "/connections/" + connection + "/provisioning-log";
            client.get(log + "?since=" + time).error(400, "invalid_query_string");
            client.get(log + "?until=" + time).error(400, "invalid_query_string");
        }
    }

    @Test
    void deletingItClosesTheEndpointAndRevokesTokens() {
        client.post(scim, null).is(201);
        String token = newToken("{}").path("token").stringValue();
        ScimClient provider = scimClient(token);
        String user = provider.user("ann@acme.example");

        ConnectionId id = new ConnectionId(connection);
        OAuthClient oauth = new OAuthClient(ClientId.of(id, "AAAAAAAAAAAAAAAA"), "entra", Set.of("get:users"),
                Duration.ofHours(1), Optional.empty(), Optional.empty(), service.clock().instant(), Optional.empty());
        EntraTrust trust = new EntraTrust(id, "11111111-2222-3333-4444-555555555555", "a", "c", Optional.empty(),
                EnumSet.of(TokenScope.GET_USERS), service.clock().instant(), Optional.empty());
        service.storage().write(Share.HOUSE, "test", session -> {
            session.clients().insert(oauth);
            session.clients().trust(trust);
            return trust;
        });
        ObjectNode dry = client.delete(scim + "?dry_run=true").is(200).json();
        assertThat(dry.path("tokens")).hasSize(1);
        assertThat(dry.path("clients").get(0).stringValue()).isEqualTo(oauth.id().value());
        assertThat(dry.path("trusts_entra").booleanValue()).isTrue();
        assertThat(dry.path("message").stringValue()).contains("OAuth clients", "Entra");
        assertThat(provider.get("/Users/" + user).status()).isEqualTo(200);

        client.delete(scim).is(204);
        client.get(scim).error(404, "scim_configuration_not_found");
        client.delete(scim).error(404);
        service.clock().advance(Duration.ofSeconds(1));
        provider.get("/Users/" + user).error(401);
        assertThat(client.get("/connections/" + connection).json().path("scim_status").stringValue())
                .isEqualTo("closed");
        client.get(scim + "/tokens").error(404);

        client.post(scim, null).is(201);
        assertThat(client.get(scim + "/tokens").is(200).tree()).isEmpty();
        provider.get("/Users/" + user).error(401);
        ScimClient again = scimClient(newToken("{}").path("token").stringValue());
        assertThat(again.get("/Users/" + user).status()).isEqualTo(200);
    }

    @Test
    void aPausedConnectionIsToldToComeAgainAndNothingIsLost() {
        client.post(scim, null).is(201);
        ScimClient provider = scimClient(newToken("{}"));
        ScimClient bystander = service.connect("bystander");
        String user = provider.user("ann@acme.example");

        assertThat(client.patch(scim, "{'status':'paused'}").is(200).json().path("status").stringValue())
                .isEqualTo("paused");
        service.clock().advance(Duration.ofSeconds(1));
        var refused = provider.patch("/Users/" + user, "[{'op':'replace','path':'active','value':false}]");
        assertThat(refused.error(503)).contains("paused");
        assertThat(refused.header("Retry-After")).contains("60");
        assertThat(bystander.get("/Users").status()).isEqualTo(200);
        provider.withToken("tok_wrong.wrong").get("/Users").error(401);

        client.patch(scim, "{'status':'enabled'}").is(200);
        service.clock().advance(Duration.ofSeconds(1));
        assertThat(provider.get("/Users/" + user).json().path("active").asBoolean(true)).isTrue();
        assertThat(provider.patch("/Users/" + user, "[{'op':'replace','path':'active','value':false}]").status())
                .isEqualTo(200);
    }

    @Test
    void tolerancesAreAllNoneOrAList() {
        client.post(scim, null).is(201);
        ScimClient provider = scimClient(newToken("{}"));
        String user = provider.user("ann@acme.example");
        String capital = "[{'op':'Replace','path':'nickName','value':'A'}]";
        String text = "[{'op':'replace','path':'active','value':'False'}]";

        assertThat(client.get(scim).json().path("tolerances").stringValue()).isEqualTo("all");
        client.patch(scim, "{'tolerances':'none'}").is(200);
        service.clock().advance(Duration.ofSeconds(1));
        provider.patch("/Users/" + user, capital).error(400);

        ObjectNode some = client.patch(scim, "{'tolerances':['entra.capital-op']}").is(200).json();
        assertThat(some.path("tolerances").toString()).isEqualTo("[\"entra.capital-op\"]");
        service.clock().advance(Duration.ofSeconds(1));
        assertThat(provider.patch("/Users/" + user, capital).status()).isEqualTo(200);
        provider.patch("/Users/" + user, text).error(400);

        client.patch(scim, "{'tolerances':'all'}").is(200);
        service.clock().advance(Duration.ofSeconds(1));
        assertThat(provider.patch("/Users/" + user, text).status()).isEqualTo(200);
        assertThat(client.patch(scim, "{'tolerances':['entra.nothing']}").error(400)).contains("entra.nothing");
        client.patch(scim, "{'tolerances':7}").error(400);
    }

    @Test
    void deletedUsersAreForgottenOrWaitForSoManyDays() {
        assertThat(client.post(scim, null).is(201).json().path("deletion_policy").stringValue()).isEqualTo("delete");
        assertThat(client.patch(scim, "{'deletion_policy':{'keep_days':30}}")
                .is(200)
                .json()
                .path("deletion_policy")
                .toString()).isEqualTo("{\"keep_days\":30}");
        for (String wrong : List.of("'keep'", "7", "{}", "{'keep_days':0}", "{'keep_days':3651}", "{'keep_days':1.5}",
                "{'keep_days':30,'and':1}")) {
            client.patch(scim, "{'deletion_policy':" + wrong + "}").error(400, "invalid_body");
        }
        ScimClient provider = scimClient(newToken("{}"));
        String body = ScimClient.user("ann@acme.example", ",'externalId':'X-1'");
        String first = provider.post("/Users", body).json().path("id").stringValue();
        assertThat(provider.delete("/Users/" + first).status()).isEqualTo(204);
        assertThat(provider.get("/Users/" + first).status()).isEqualTo(404);
        assertThat(provider.post("/Users", body).status()).isEqualTo(201);

        client.delete(scim).is(204);
        assertThat(client.post(scim, "{'deletion_policy':{'keep_days':7}}")
                .is(201)
                .json()
                .path("deletion_policy")
                .toString())
                .isEqualTo("{\"keep_days\":7}");
        client.delete(scim).is(204);
        assertThat(client.post(scim, null).is(201).json().path("deletion_policy").stringValue()).isEqualTo("delete");
    }

    @Test
    void aClaimSaysWhoseMeIs() {
        assertThat(client.post(scim, null).is(201).json().path("me_claim").stringValue()).isEqualTo("sub");
        assertThat(client.patch(scim, "{'me_claim':'oid'}").is(200).json().path("me_claim").stringValue())
                .isEqualTo("oid");
        for (String wrong : List.of("''", "' '", "7", "{}", "'" + "x".repeat(129) + "'", "'a\\u001f'")) {
            client.patch(scim, "{'me_claim':" + wrong + "}").error(400, "invalid_body");
        }
        assertThat(client.patch(scim, "{'tolerances':'none','me_claim':null}")
                .is(200)
                .json()
                .path("me_claim")
                .stringValue()).isEqualTo("oid");
        client.delete(scim).is(204);
        assertThat(client.post(scim, "{'me_claim':'upn'}").is(201).json().path("me_claim").stringValue())
                .isEqualTo("upn");
    }

    @Test
    void aMappingHasVersionsAndIsRolledBack() {
        ObjectNode made = client.post(scim, null).is(201).json();
        assertThat(made.path("mapping_version").intValue()).isZero();
        ObjectNode first = client.patch(scim, "{'user_id_attribute':'externalId','mapping':" + ROWS + "}")
                .is(200)
                .json();
        assertThat(first.path("mapping_version").intValue()).isEqualTo(1);
        assertThat(first.path("mapping").toString()).isEqualTo(ROWS.replace('\'', '"'));
        assertThat(client.patch(scim, "{'mapping':" + ROWS + "}").json().path("mapping_version").intValue())
                .isEqualTo(1);
        ObjectNode back = client.patch(scim, "{'mapping':[]}").is(200).json();
        assertThat(back.path("mapping")).isEqualTo(made.path("mapping"));
        assertThat(back.path("mapping_version").intValue()).isZero();
        client.patch(scim, "{'mapping':[{'scim':'nickName','auth0':'nickname','direction':'in'}]}").is(200);

        JsonNode versions = client.get(scim + "/mapping-versions").is(200).json();
        assertThat(versions.path("mapping_version").intValue()).isEqualTo(2);
        assertThat(versions.path("versions")).extracting(one -> one.path("mapping_version").intValue())
                .containsExactly(2, 1);
        ObjectNode rolled = client.post(scim + "/rollback", "{'mapping_version':1}").is(200).json();
        assertThat(rolled.path("mapping")).isEqualTo(first.path("mapping"));
        client.post(scim + "/rollback", "{'mapping_version':9}").error(404);
        client.post(scim + "/rollback", "{}").error(400, "invalid_body");
        assertThat(
                client.patch(scim, "{'mapping':[{'scim':'noSuch thing','auth0':'x'}]}").error(400, "invalid_mapping"))
                .contains("Row 1");
    }

    @Test
    void whatIdentifiesUsersIsChangedByAJobThatIsPreviewedAndSeenInTheStatus() {
        client.post(scim, null).is(201);
        assertThat(client.patch(scim, "{'user_id_attribute':'userName'}")
                .is(200)
                .json()
                .path("user_id_attribute")
                .stringValue()).isEqualTo("userName");
        client.patch(scim, "{'user_id_attribute':'test_attribute'}").error(400, "invalid_body");
        scimClient(newToken("{}")).user("ann@acme.example");
        JsonNode preview = client.patch(scim + "?dry_run=true", "{'user_id_attribute':'externalId'}").is(200).json();
        assertThat(preview.path("re_key").path("from").stringValue()).isEqualTo("userName");
        assertThat(preview.path("re_key").path("users").intValue()).isEqualTo(1);
        assertThat(preview.path("re_key").path("complete").booleanValue()).isTrue();
        assertThat(preview.path("re_key").path("without_value").intValue()).isEqualTo(1);
        assertThat(preview.path("re_key").path("without")).hasSize(1);
        client.patch(scim + "?dry_run=true", "{'user_id_attribute':'nickName'}").error(400, "invalid_body");
        client.patch(scim + "?dry-run=true", "{'user_id_attribute':'externalId'}").error(400);
        assertThat(client.patch(scim + "?dry_run=true", "{'mapping':" + ROWS + "}").json().has("re_key")).isFalse();
        assertThat(client.get(scim).json().path("user_id_attribute").stringValue()).isEqualTo("userName");
        assertThat(client.get(scim).json().path("mapping_version").intValue()).isZero();
        String status = "/connections/" + connection + "/status";
        assertThat(client.get(status).json().path("jobs")).isEmpty();

        client.patch(scim, "{'user_id_attribute':'externalId','mapping':" + ROWS + "}").is(200);
        JsonNode jobs = client.get(status).json().path("jobs");
        assertThat(jobs).extracting(job -> job.path("job").stringValue() + " " + job.path("state").stringValue())
                .containsExactly("mapping running", "re-key running");
        assertThat(jobs.get(0).path("mapping_version").intValue()).isEqualTo(1);
        assertThat(jobs.get(1).path("to").stringValue()).isEqualTo("externalId");
    }

    @Test
    void whatCannotWorkTogetherIsWarnedAbout() {
        client.post(scim, null).is(201);
        assertThat(client.get(scim).json().has("warnings")).isFalse();
        client.patch("/connections/" + connection, "{'options':{'userid_attribute':'sub','useCommonEndpoint':true}}")
                .is(200);
        JsonNode warnings = client.get(scim).json().path("warnings");
        assertThat(warnings.toString()).contains("useCommonEndpoint", "pairwise");
        client.patch("/connections/" + connection, "{'options':{'userid_attribute':'oid','useCommonEndpoint':false}}")
                .is(200);
        assertThat(client.get(scim).json().has("warnings")).isFalse();
    }

    @Test
    void tokensAreMadeListedUsedAndRevoked() {
        client.post(scim, null).is(201);
        ObjectNode whole = newToken("{'scopes':['get:users','post:users'],'token_lifetime':3600}");
        assertThat(whole.path("token").stringValue()).matches("tok_[A-Za-z0-9]{16}\\.[0-9a-f]{64}");
        assertThat(whole.path("scopes").toString()).isEqualTo("[\"get:users\",\"post:users\"]");
        assertThat(whole.has("valid_until")).isTrue();
        ObjectNode plain = newToken("{'token_lifetime':null}");
        assertThat(plain.has("valid_until")).isFalse();
        assertThat(plain.path("scopes")).hasSize(10);

        Reply list = client.get(scim + "/tokens").is(200);
        assertThat(list.tree().isArray()).isTrue();
        assertThat(list.tree()).hasSize(2);
        assertThat(list.text()).doesNotContain("\"token\"", whole.path("token").stringValue());
        ScimClient provider = scimClient(whole);
        String user = provider.user("ann@acme.example");
        provider.delete("/Users/" + user).error(403);

        client.delete(scim + "/tokens/" + whole.path("token_id").stringValue()).is(204);
        client.delete(scim + "/tokens/" + whole.path("token_id").stringValue()).error(404, "scim_token_not_found");
        service.clock().advance(Duration.ofSeconds(1));
        provider.get("/Users/" + user).error(401);

        client.post(scim + "/tokens", "{'scopes':[]}").error(400);
        client.post(scim + "/tokens", "{'scopes':['get:everything']}").error(400, "invalid_body");
        client.post(scim + "/tokens", "{'token_lifetime':900}").error(400);
        client.post(scim + "/tokens", "{'token_lifetime':9223372036854775807}").error(400);
        client.post(scim + "/tokens", "{'scope':['get:users']}").error(400, "invalid_body");
        for (int i = 1; i < 100; i++) {
            newToken("{'scopes':['get:users']}");
        }
        assertThat(client.post(scim + "/tokens", "{}").error(409)).contains("100");
    }

    private ObjectNode newToken(String body) {
        return client.post(scim + "/tokens", body).is(201).json();
    }

    private ScimClient scimClient(JsonNode token) {
        return scimClient(token.path("token").stringValue());
    }

    private ScimClient scimClient(String token) {
        return service.scimClient(new ConnectionId(connection), token);
    }
}

package dev.rollcall.clients;

import com.auth0.client.mgmt.ManagementApi;
import com.auth0.client.mgmt.ManagementApiBuilder;
import com.auth0.client.mgmt.connections.ScimConfigurationClient;
import com.auth0.client.mgmt.connections.scimconfiguration.types.CreateScimTokenRequestContent;
import com.auth0.client.mgmt.connections.types.UpdateScimConfigurationRequestContent;
import com.auth0.client.mgmt.core.ManagementApiException;
import com.auth0.client.mgmt.core.ObjectMappers;
import com.auth0.client.mgmt.core.OptionalNullable;
import com.auth0.client.mgmt.core.SyncPage;
import com.auth0.client.mgmt.errors.BadRequestError;
import com.auth0.client.mgmt.errors.ConflictError;
import com.auth0.client.mgmt.errors.NotFoundError;
import com.auth0.client.mgmt.types.ConnectionForList;
import com.auth0.client.mgmt.types.CreateConnectionRequestContent;
import com.auth0.client.mgmt.types.CreateConnectionResponseContent;
import com.auth0.client.mgmt.types.CreateScimConfigurationRequestContent;
import com.auth0.client.mgmt.types.CreateScimConfigurationResponseContent;
import com.auth0.client.mgmt.types.CreateScimTokenResponseContent;
import com.auth0.client.mgmt.types.ListConnectionsQueryParameters;
import com.auth0.client.mgmt.types.ListLogsRequestParameters;
import com.auth0.client.mgmt.types.Log;
import com.auth0.client.mgmt.types.ScimMappingItem;
import com.auth0.client.mgmt.types.UpdateConnectionRequestContent;
import com.auth0.client.mgmt.types.UpdateScimConfigurationResponseContent;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Auth0's own Java SDK, unpatched and by its public settings alone, does what a program does that was written for Auth0. */
class Auth0JavaClientTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    private Path folder;
    private RollcallService service;
    private ManagementApi api;

    @BeforeEach
    void start() throws Exception {
        service = serve(Map.of());
        api = client("/api/v2");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aConnectionIsMadeListedReadChangedAndDeleted() throws Exception {
        CreateConnectionResponseContent made = api.connections().create(connection("acme", """
            ,"display_name":"Acme","options":{"tenant_domain":"acme.example","userid_attribute":"oid"},
             "realms":["acme"],"metadata":{"plan":"gold"}"""));
        String id = made.getId().orElseThrow();
        assertThat(made.getName()).contains("acme");
        assertThat(made.getStrategy()).contains("waad");
        assertThat(made.getRealms()).contains(List.of("acme"));
        assertThat(made.getAdditionalProperties().get("updated_at"))
                .isEqualTo(made.getAdditionalProperties().get("created_at"));
        for (int i = 0; i < 4; i++) {
            api.connections().create(connection("other-" + i, ""));
        }

        Set<String> names = new TreeSet<>();
        api.connections().list().forEach(one -> names.add(one.getName().orElseThrow()));
        assertThat(names).containsExactly("acme", "other-0", "other-1", "other-2", "other-3");
        SyncPage<ConnectionForList> page = api.connections()
                .list(
                        ListConnectionsQueryParameters.builder().take(2).build());
        List<ConnectionForList> walked = new ArrayList<>(page.getItems());
        int pages = 1;
        while (page.hasNext()) {
            page = page.nextPage();
            walked.addAll(page.getItems());
            pages++;
        }
        assertThat(walked).hasSize(5);
        assertThat(pages).isEqualTo(3);

        assertThat(api.connections().get(id).getOptions().orElseThrow().toString()).contains("acme.example");
        assertThat(api.connections()
                .update(id, read("{\"display_name\":\"Acme Ltd\"}", UpdateConnectionRequestContent.class))
                .getDisplayName()).contains("Acme Ltd");
        api.connections().checkStatus(id);
        api.connections().delete(id);
        refused(404, "inexistent_connection", NotFoundError.class, () -> api.connections().get(id));
    }

    @Test
    void scimIsConfigured() throws Exception {
        String id = api.connections().create(connection("acme", "")).getId().orElseThrow();
        ScimConfigurationClient scim = api.connections().scimConfiguration();
        refused(404, "scim_configuration_not_found", NotFoundError.class, () -> scim.get(id));

        CreateScimConfigurationResponseContent made = scim.create(id);
        assertThat(made.getUserIdAttribute()).contains("externalId");
        assertThat(made.getMapping()).isEqualTo(scim.getDefaultMapping(id).getMapping());
        ManagementApiException twice = refused(400, "invalid_body", BadRequestError.class, () -> scim.create(id));
        assertThat(twice.body().toString()).contains("already exists");
        scim.delete(id);
        scim.create(id, OptionalNullable.ofNull());
        scim.delete(id);
        scim.create(id, OptionalNullable.of(read(
                "{\"user_id_attribute\":\"userName\",\"mapping\":[{\"scim\":\"userName\",\"auth0\":\"username\"}]}",
                CreateScimConfigurationRequestContent.class)));
        assertThat(scim.get(id).getMapping().orElseThrow()).extracting(ScimMappingItem::getScim)
                .containsExactly(
                        Optional.of("userName"));

        UpdateScimConfigurationResponseContent changed = scim.update(id, read("""
            {"user_id_attribute":"externalId","mapping":[{"scim":"userName","auth0":"username"},
             {"scim":"nickName","auth0":"nickname","direction":"in"}],"tolerances":["entra.capital-op"]}""",
                UpdateScimConfigurationRequestContent.class));
        List<ScimMappingItem> rows = changed.getMapping().orElseThrow();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).getAdditionalProperties()).containsEntry("direction", "in");
        assertThat(changed.getAdditionalProperties()).containsEntry("tolerances", List.of("entra.capital-op"));

        assertThat(scim.tokens().get(id)).isEmpty();
        CreateScimTokenResponseContent token = scim.tokens()
                .create(id, read(
                        "{\"scopes\":[\"get:users\"],\"token_lifetime\":3600}", CreateScimTokenRequestContent.class));
        assertThat(token.getToken().orElseThrow()).startsWith(token.getTokenId().orElseThrow() + ".");
        assertThat(scim.tokens().create(id).getScopes().orElseThrow()).hasSize(10);
        assertThat(scim.tokens().get(id)).hasSize(2);
        scim.tokens().delete(id, token.getTokenId().orElseThrow());
        assertThat(scim.tokens().get(id)).hasSize(1);
        scim.delete(id);
        refused(404, "scim_configuration_not_found", NotFoundError.class, () -> scim.tokens().get(id));
    }

    @Test
    void whatWasMadeIsNotMadeTwice() throws Exception {
        api.connections().create(connection("acme", ""));
        refused(409, "conflict", ConflictError.class, () -> api.connections().create(connection("acme", "")));
        assertThat(api.connections().list().getItems()).hasSize(1);
        refused(400, "invalid_body", BadRequestError.class,
                () -> api.connections().create(connection("not a name", "")));
    }

    @Test
    void aSlashAtTheEndOfTheAddressDoesNoHarm() throws Exception {
        assertThat(client("/api/v2/").connections().list().getItems()).isEmpty();
    }

    @Test
    void logsAreReadToTheEnd() throws Exception {
        for (int i = 0; i < 5; i++) {
            api.connections().create(connection("c" + i, ""));
        }
        List<String> ids = new ArrayList<>();
        api.logs()
                .list(ListLogsRequestParameters.builder().perPage(2).build())
                .forEach(
                        log -> ids.add(log.getLogId().orElseThrow()));
        assertThat(ids).as("beside the client that the first start made, and its access token")
                .hasSize(5 + 2)
                .doesNotHaveDuplicates();
        assertThat(api.logs().get(ids.getFirst()).getLogId()).contains(ids.getFirst());
        Log newest = api.logs().list().getItems().getFirst();
        assertThat(newest.getType()).contains("sapi");
    }

    @Test
    void aTooFastClientSucceedsAtItsSecondTry() throws Exception {
        service.close();
        service = serve(Map.of("ROLLCALL_LIMIT_MANAGEMENT_RATE_PER_SECOND", "1",
                "ROLLCALL_LIMIT_MANAGEMENT_RATE_BURST", "1"));
        ManagementApi patient = builder("/api/v2").maxRetries(2).build();
        assertThat(patient.connections().list().getItems()).isEmpty();
        assertThat(patient.connections().list().getItems()).isEmpty();
    }

    private ManagementApi client(String path) throws Exception {
        return builder(path).maxRetries(0).build();
    }

    private ManagementApiBuilder builder(String path) throws Exception {
        JsonNode client = MAPPER.readTree(Files.readString(folder.resolve("data/bootstrap-client.json")));
        return ManagementApi.builder()
                .url(service.url() + path)
                .clientCredentials(client.get("client_id").stringValue(), client.get("client_secret").stringValue());
    }

    private static <E extends ManagementApiException> E refused(
            int status, String errorCode, Class<E> type, ThrowingCallable call) {
        E refused = catchThrowableOfType(type, call);
        assertThat(refused).isNotNull();
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.body()).isInstanceOf(Map.class);
        Map<?, ?> body = (Map<?, ?>) refused.body();
        assertThat(body.get("statusCode")).isEqualTo(status);
        assertThat(body.get("errorCode")).isEqualTo(errorCode);
        assertThat(body.get("error")).isNotNull();
        assertThat(body.get("message")).isNotNull();
        return refused;
    }

    private static CreateConnectionRequestContent connection(String name, String more) throws Exception {
        return read("{\"name\":\"" + name + "\",\"strategy\":\"waad\"" + more + "}",
                CreateConnectionRequestContent.class);
    }

    private static <T> T read(String json, Class<T> type) throws Exception {
        return ObjectMappers.JSON_MAPPER.readValue(json, type);
    }

    private RollcallService serve(Map<String, String> environment) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("ROLLCALL_PORT", "0");
        PrintStream printed = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(printed, printed, all, folder, Clock.systemUTC());
        MigratedSqlite.prepare(folder.resolve("data"));
        return RollcallService.start(new SettingSources(Map.of(), Optional.empty(), all, folder).read(), terminal);
    }
}

package dev.rollcall.clients;

import com.auth0.client.mgmt.ManagementApi;
import com.auth0.client.mgmt.connections.types.DeleteConnectionUsersByEmailQueryParameters;
import com.auth0.client.mgmt.core.ManagementApiException;
import com.auth0.client.mgmt.core.ObjectMappers;
import com.auth0.client.mgmt.core.SyncPage;
import com.auth0.client.mgmt.errors.BadRequestError;
import com.auth0.client.mgmt.errors.ConflictError;
import com.auth0.client.mgmt.errors.ForbiddenError;
import com.auth0.client.mgmt.errors.NotFoundError;
import com.auth0.client.mgmt.groups.types.GetGroupMembersRequestParameters;
import com.auth0.client.mgmt.types.CreateConnectionRequestContent;
import com.auth0.client.mgmt.types.CreateUserRequestContent;
import com.auth0.client.mgmt.types.Group;
import com.auth0.client.mgmt.types.ListGroupsRequestParameters;
import com.auth0.client.mgmt.types.ListUsersByEmailRequestParameters;
import com.auth0.client.mgmt.types.ListUsersRequestParameters;
import com.auth0.client.mgmt.types.UpdateUserRequestContent;
import com.auth0.client.mgmt.types.UserIdentity;
import com.auth0.client.mgmt.types.UserIdentityProviderEnum;
import com.auth0.client.mgmt.types.UserResponseSchema;
import com.auth0.client.mgmt.users.types.LinkUserIdentityRequestContent;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Auth0's own Java SDK, unpatched and by its public settings alone, works with users and groups that came by SCIM. */
class Auth0JavaPeopleTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;
    private RollcallService service;
    private final SignInIssuer issuer;
    private ManagementApi api;
    private String connection = "";
    private ScimClient provider;

    Auth0JavaPeopleTest() throws Exception {
        issuer = new SignInIssuer();
        provider = new ScimClient(http, "", Optional.empty());
    }

    @BeforeEach
    void start() throws Exception {
        service = serve();
        JsonNode client = MAPPER.readTree(Files.readString(folder.resolve("data/bootstrap-client.json")));
        api = ManagementApi.builder()
                .url(service.url() + "/api/v2")
                .clientCredentials(client.get("client_id").stringValue(), client.get("client_secret").stringValue())
                .maxRetries(0)
                .build();
        connection = api.connections()
                .create(read("{\"name\":\"acme\",\"strategy\":\"waad\"}", CreateConnectionRequestContent.class))
                .getId()
                .orElseThrow();
        api.connections().scimConfiguration().create(connection);
        String token = api.connections().scimConfiguration().tokens().create(connection).getToken().orElseThrow();
        provider = new ScimClient(http, service.url() + "/scim/v2/connections/" + connection, Optional.of(token));
    }

    @AfterEach
    void stop() {
        http.close();
        issuer.close();
        service.close();
    }

    @Test
    void usersAreListedToTheEndFoundReadChangedAndDeleted() throws Exception {
        for (int i = 0; i < 5; i++) {
            user(i);
        }
        List<String> ids = new ArrayList<>();
        api.users()
                .list(ListUsersRequestParameters.builder().perPage(2).build())
                .forEach(user -> ids.add(user.getUserId().orElseThrow()));
        assertThat(ids).containsExactly(
                "waad|acme|E|0", "waad|acme|E|1", "waad|acme|E|2", "waad|acme|E|3", "waad|acme|E|4");
        List<UserResponseSchema> found = api.users()
                .list(ListUsersRequestParameters.builder()
                        .q("email:\"U3@acme.example\"")
                        .connection("acme")
                        .build())
                .getItems();
        assertThat(found).singleElement().satisfies(user -> assertThat(user.getUserId()).contains("waad|acme|E|3"));
        assertThat(api.users()
                .listUsersByEmail(ListUsersByEmailRequestParameters.builder()
                        .email("u3@ACME.example")
                        .build()))
                .hasSize(1);

        String id = "waad|acme|E|1";
        assertThat(api.users().get(id).getEmail()).contains("u1@acme.example");
        assertThat(api.users()
                .update(id, read("{\"blocked\":true,\"given_name\":\"Ada\","
                        + "\"app_metadata\":{\"plan\":\"gold\",\"gone\":1}}", UpdateUserRequestContent.class))
                .getBlocked())
                .contains(true);
        api.users().update(id, read("{\"app_metadata\":{\"gone\":null}}", UpdateUserRequestContent.class));
        assertThat(api.users().get(id).getAppMetadata().orElseThrow())
                .containsEntry("plan", "gold")
                .doesNotContainKey("gone");
        assertThat(provider.get("/Users?filter=externalId%20eq%20%22E%7C1%22").at("/Resources/0/name/givenName"))
                .isEqualTo("Ada");
        assertThat(provider.get("/Users?filter=externalId%20eq%20%22E%7C1%22").at("/Resources/0/active"))
                .isEqualTo(true);
        api.users().revokeAccess(id);
        assertThat(api.users().get(id).getAdditionalProperties()).containsKey("access_revoked_at");
        assertThat(api.users().logs().list(id).getItems()).singleElement()
                .satisfies(log -> assertThat(log.getType()).contains("sscim"));
        api.users().delete(id);
        api.users().delete(id);
        api.connections()
                .users()
                .deleteByEmail(connection,
                        DeleteConnectionUsersByEmailQueryParameters.builder().email("u2@acme.example").build());
        refused(404, "inexistent_user", NotFoundError.class, () -> api.users().get("waad|acme|E|2"));
        refused(404, "inexistent_user", NotFoundError.class, () -> api.users().get(id));
        refused(400, "invalid_query_string", BadRequestError.class,
                () -> api.users().list(ListUsersRequestParameters.builder().q("email:(").build()).getItems());
    }

    @Test
    void aUserIsCreatedOnce() throws Exception {
        CreateUserRequestContent ada = read(
                "{\"connection\":\"acme\",\"user_id\":\"X-1\",\"email\":\"ada@acme.example\","
                        + "\"user_metadata\":{\"colour\":\"red\"}}",
                CreateUserRequestContent.class);
        assertThat(api.users().create(ada).getUserId()).contains("waad|acme|X-1");
        refused(409, "user_exists", ConflictError.class, () -> api.users().create(ada));
        assertThat(provider.get("/Users").at("/totalResults")).isEqualTo(1);
    }

    @Test
    void identitiesAreLinkedAndTakenApart() throws Exception {
        user(1);
        user(2);
        String id = "waad|acme|E|1";
        assertThat(api.users()
                .identities()
                .link(id, read("{\"provider\":\"waad\",\"user_id\":\"acme|E|2\"}",
                        LinkUserIdentityRequestContent.class)))
                .hasSize(2);
        assertThat(api.users().get(id).getIdentities().orElseThrow()).hasSize(2);
        assertThat(api.users().identities().delete(id, UserIdentityProviderEnum.valueOf("waad"), "acme|E|2"))
                .hasSize(1);
        refused(400, "invalid_body", BadRequestError.class, () -> link(api, id, "token"));
    }

    @Test
    void anIdentityIsLinkedByTheIdTokenOfItsSignIn() throws Exception {
        user(1);
        user(2);
        String id = "waad|acme|E|1";
        assertThat(link(api, id, issuer.idToken("waad|acme|E|2"))).hasSize(2);
        refused(409, "conflict", ConflictError.class, () -> link(api, id, issuer.idToken("waad|acme|E|2")));
        refused(400, "invalid_body", BadRequestError.class, () -> link(api, id, issuer.idToken(id)));
        api.users().identities().delete(id, UserIdentityProviderEnum.valueOf("waad"), "acme|E|2");
        String own = issuer.token("urn:rollcall:management", id, "openid update:current_user_identities");
        ManagementApi person = ManagementApi.builder().url(service.url() + "/api/v2").token(own).maxRetries(0).build();
        assertThat(link(person, id, issuer.idToken("waad|acme|E|2"))).hasSize(2);
        refused(403, "insufficient_scope", ForbiddenError.class,
                () -> link(person, "waad|acme|E|2", issuer.idToken(id)));
        refused(403, "insufficient_scope", ForbiddenError.class, () -> person.users().get(id));
    }

    private static List<UserIdentity> link(ManagementApi by, String id, String idToken) throws Exception {
        return by.users()
                .identities()
                .link(id, read("{\"link_with\":\"" + idToken + "\"}", LinkUserIdentityRequestContent.class));
    }

    @Test
    void groupsAndTheirMembersAreWalked() throws Exception {
        List<String> members = List.of(user(1), user(2), user(3));
        for (int i = 0; i < 3; i++) {
            String values = String.join(",", members.stream().map(id -> "{value:'" + id + "'}").toList());
            provider.create("/Groups", "{schemas:['" + Urn.GROUP + "'],displayName:'g" + i + "',externalId:'G" + i
                    + "',members:[" + values + "]}");
        }
        SyncPage<Group> page = api.groups().list(ListGroupsRequestParameters.builder().take(2).build());
        List<Group> groups = new ArrayList<>(page.getItems());
        while (page.hasNext()) {
            page = page.nextPage();
            groups.addAll(page.getItems());
        }
        assertThat(groups).extracting(group -> group.getName().orElseThrow()).containsExactly("g0", "g1", "g2");
        String group = groups.get(1).getId().orElseThrow();
        assertThat(group).startsWith("grp_");
        assertThat(api.groups().get(group).getExternalId().orElseThrow()).isEqualTo("G1");
        List<String> ids = new ArrayList<>();
        api.groups()
                .members()
                .get(group, GetGroupMembersRequestParameters.builder().take(2).build())
                .forEach(member -> ids.add(member.getId().orElseThrow()));
        assertThat(ids).containsExactly("waad|acme|E|1", "waad|acme|E|2", "waad|acme|E|3");
        List<String> of = new ArrayList<>();
        api.users().groups().get("waad|acme|E|2").forEach(each -> of.add(each.getName().orElseThrow()));
        assertThat(of).containsExactly("g0", "g1", "g2");
        refused(404, "inexistent_group", NotFoundError.class, () -> api.groups().get("grp_none"));
    }

    private String user(int number) {
        return provider.create("/Users", "{schemas:['" + Urn.USER + "'],userName:'u" + number + "',externalId:'E|"
                + number + "',emails:[{type:'work',value:'u" + number + "@acme.example'}]}").path("id").stringValue();
    }

    private static <E extends ManagementApiException> void refused(
            int status, String errorCode, Class<E> type, ThrowingCallable call) {
        E refused = catchThrowableOfType(type, call);
        assertThat(refused).isNotNull();
        assertThat(refused.statusCode()).isEqualTo(status);
        Map<?, ?> body = (Map<?, ?>) refused.body();
        assertThat(body.get("errorCode")).isEqualTo(errorCode);
        assertThat(body.get("message")).isNotNull();
    }

    private static <T> T read(String json, Class<T> type) throws Exception {
        return ObjectMappers.JSON_MAPPER.readValue(json, type);
    }

    private RollcallService serve() {
        Map<String, String> environment = new HashMap<>(issuer.environment());
        environment.put("ROLLCALL_PORT", "0");
        PrintStream printed = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(printed, printed, environment, folder, Clock.systemUTC());
        MigratedSqlite.prepare(folder.resolve("data"));
        return RollcallService.start(
                new SettingSources(Map.of(), Optional.empty(), environment, folder).read(), terminal);
    }
}

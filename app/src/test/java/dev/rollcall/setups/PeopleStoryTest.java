package dev.rollcall.setups;

import dev.rollcall.clients.LiveServer;
import dev.rollcall.clients.LiveServer.Endpoint;
import dev.rollcall.clients.LiveServers;
import dev.rollcall.clients.StoreKind;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.PersonCaller;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.SignIn;
import dev.rollcall.directory.person.SignInAnswer;
import dev.rollcall.directory.person.SignInAnswer.Found;
import dev.rollcall.directory.person.SignInAnswer.Reason;
import dev.rollcall.directory.person.SignIns;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.token.TokenScope;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** People from their first sign-in to their deletion, with Entra as the provider: source documents 001 and 002 end to end. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class PeopleStoryTest {
    private static final String FLAG = "?aadOptscim062020";
    private static final String ADA = "11111111-0000-4000-8000-000000000001";

    private final LiveServer server;
    private final PersonSearch search;
    private final PersonEdits edits;
    private final SignIns signIns;
    private Optional<Application> application = Optional.empty();

    @TempDir
    private Path folder;

    PeopleStoryTest(StoreKind kind, LiveServers servers) {
        server = servers.on(kind);
        search = new PersonSearch(server.people());
        edits = new PersonEdits(server.people());
        signIns = new SignIns(server.people());
    }

    @AfterEach
    void leave() {
        application.ifPresent(Application::close);
    }

    private Application enter(Endpoint endpoint) {
        Application entered = new Application(endpoint);
        application = Optional.of(entered);
        return entered;
    }

    /** Known by a pairwise subject; matched by externalId, then by the work e-mail; updated, disabled, deleted, never created. */
    @Test
    void anOlderConnection() {
        Endpoint everything = server.newEndpoint(Strategy.WAAD);
        Connection connection = server.connection(everything);
        Application users = enter(everything);
        SignInAnswer first = signIn(connection, "pairwise-Ada", "ada.lovelace@contoso.example");
        UserId userId = userId(first);
        assertThat(first.found()).isEqualTo(Found.CREATED);
        assertThat(userId).hasToString("waad|" + connection.name() + "|pairwise-Ada");

        Setup setup = new Setup(folder, server.narrowed(everything,
                EnumSet.of(TokenScope.GET_USERS, TokenScope.PATCH_USERS, TokenScope.DELETE_USERS)), FLAG, """
                    users:
                      actions: [update, delete]
                      mappings:
                        - target: externalId
                          source: objectId
                        - target: emails[type eq "work"].value
                          match: 2
                    groups:
                      enabled: false
                    """);
        assertThat(setup.runClean().counts().updated()).isEqualTo(1);
        assertThat(users.userNames()).as("Grace has not signed in").hasSize(1);
        ObjectNode profile = profile(userId);
        String id = profile.path("identities").path(0).path("scim_id").asString();
        assertThat(users.userWithId(id).orElseThrow().path("externalId").asString()).isEqualTo(ADA);
        assertThat(profile.path("name").asString()).isEqualTo("Ada Lovelace");
        assertThat(userId(signIn(connection, "pairwise-Ada", "ada.lovelace@contoso.example"))).isEqualTo(userId);

        setup.edit("users.yaml", "displayName: Ada Lovelace", "displayName: Ada King");
        setup.runClean();
        assertThat(profile(userId).path("name").asString()).isEqualTo("Ada King");

        // The administrator's block holds through every cycle, and Entra sees its own value all the while.
        patch(userId, "blocked", true);
        for (int cycle = 0; cycle < 3; cycle++) {
            setup.edit("users.yaml", "jobTitle: Analyst" + "!".repeat(cycle),
                    "jobTitle: Analyst" + "!".repeat(cycle + 1));
            assertThat(setup.runClean().counts().updated()).isEqualTo(1);
            assertThat(users.userWithId(id).orElseThrow().path("active").asBoolean()).isTrue();
            assertThat(refusal(connection, "pairwise-Ada")).isEqualTo(Reason.BLOCKED);
        }
        patch(userId, "blocked", false);
        assertThat(refusal(connection, "pairwise-Ada")).isEqualTo(Reason.ALLOWED);

        setup.edit("users.yaml", "jobTitle: Analyst!!!", "softDeleted: true");
        assertThat(setup.runClean().counts().disabled()).isEqualTo(1);
        assertThat(refusal(connection, "pairwise-Ada")).isEqualTo(Reason.INACTIVE);
        setup.write("users.yaml", "- userPrincipalName: mary@contoso.example\n");
        setup.write("groups.yaml", "[]\n");
        setup.write("assignments.yaml", "[]\n");
        assertThat(setup.runClean().counts().deleted()).isEqualTo(1);
        assertThat(search.find(caller(), userId)).isEmpty();
        assertThat(userId(signIn(connection, "pairwise-Ada", "ada.lovelace@contoso.example")))
                .as("a user_id is never given away")
                .isNotEqualTo(userId);
    }

    /** Known by userName, which is the name identifier of the sign-in; provisioned first. */
    @Test
    void aSamlConnection() {
        Endpoint everything = server.newEndpoint(Strategy.SAMLP);
        Connection connection = server.connection(everything);
        Application users = enter(everything);
        Setup setup = new Setup(folder, server.narrowed(everything, EnumSet.of(TokenScope.GET_USERS,
                TokenScope.POST_USERS, TokenScope.PATCH_USERS, TokenScope.DELETE_USERS)), FLAG, """
                    users:
                      mappings:
                        - target: emails[type eq "work"].value
                          match: 2
                    groups:
                      enabled: false
                    """);
        assertThat(setup.runClean().counts().created()).isEqualTo(2);
        SignInAnswer first = signIn(connection, "ada@contoso.example", "ada.lovelace@contoso.example");
        UserId userId = userId(first);
        assertThat(first.found()).isEqualTo(Found.USER_ID_ATTRIBUTE);
        assertThat(userId).hasToString("samlp|" + connection.name() + "|ada@contoso.example");

        // An edit of the profile is in the provider's next read, and the provider's next write is in the profile.
        patch(userId, "given_name", "Augusta");
        String id = profile(userId).path("identities").path(0).path("scim_id").asString();
        assertThat(users.userWithId(id).orElseThrow().path("name").path("givenName").asString()).isEqualTo("Augusta");
        setup.edit("users.yaml", "userPrincipalName: ada@contoso.example", "userPrincipalName: king@contoso.example");
        setup.edit("groups.yaml", "[ada@contoso.example", "[king@contoso.example");
        setup.runClean();
        assertThat(users.userWithId(id).orElseThrow().path("userName").asString()).isEqualTo("king@contoso.example");
        assertThat(userId(signIn(connection, "king@contoso.example", "ada.lovelace@contoso.example")))
                .as("the same person under the new name")
                .isEqualTo(userId);
        assertThat(userId(signIn(connection, "ada@contoso.example", "somebody@contoso.example")))
                .as("the old name is not hers any more")
                .isNotEqualTo(userId);
        assertThat(profile(userId).path("user_id").asString()).isEqualTo(userId.toString());

        setup.edit("users.yaml", "jobTitle: Analyst", "accountEnabled: false");
        setup.runClean();
        assertThat(refusal(connection, "king@contoso.example")).isEqualTo(Reason.INACTIVE);
        assertThat(profile(userId).path("blocked").asBoolean()).isTrue();

        setup.edit("users.yaml", "accountEnabled: false", "softDeleted: true");
        setup.runClean();
        setup.write("users.yaml", "- userPrincipalName: mary@contoso.example\n");
        setup.write("groups.yaml", "[]\n");
        setup.write("assignments.yaml", "[]\n");
        assertThat(setup.runClean().counts().deleted()).isPositive();
        assertThat(users.userWithId(id)).isEmpty();
        assertThat(search.find(caller(), userId)).isEmpty();
        assertThat(userId(signIn(connection, "king@contoso.example", "ada.lovelace@contoso.example")))
                .as("a user_id is never given away")
                .isNotEqualTo(userId);
    }

    private SignInAnswer signIn(Connection connection, String subject, String email) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode().put("sub", subject).put("email", email);
        return signIns.signIn(caller(), connection, SignIn
                .of(connection.strategy(), claims, Optional.of("sub"), Optional.empty())
                .orElseThrow());
    }

    private Reason refusal(Connection connection, String subject) {
        return signIn(connection, subject, "ada.lovelace@contoso.example").reason();
    }

    private static UserId userId(SignInAnswer answer) {
        return UserId.parse(answer.profile().orElseThrow().path("user_id").asString()).orElseThrow();
    }

    private ObjectNode profile(UserId userId) {
        return search.find(caller(), userId).orElseThrow();
    }

    private void patch(UserId userId, String name, Object value) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode plain = value instanceof Boolean flag
                ? body.put(name, flag)
                : body.put(name, String.valueOf(value));
        assertThat(edits.patch(caller(), userId, plain)).isPresent();
    }

    private PersonCaller caller() {
        return new PersonCaller(Actor.client("story"), server.people().ids().next(), "192.0.2.1",
                "http://rollcall.test",
                new Share("management story"), Presence.ASSUMED);
    }
}

package dev.rollcall.setups;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.clients.LiveServer;
import dev.rollcall.clients.LiveServer.Endpoint;
import dev.rollcall.clients.LiveServers;
import dev.rollcall.clients.StoreKind;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.definition.JobFile;
import dev.rollcall.entra.log.ErrorInformation;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.ondemand.OnDemandReport;
import dev.rollcall.entra.work.Effect;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Source document 002: a SAML connection whose users are known by {@code userName}; the tenant URL with the flag; the row of
 * the work e-mail matches second; a token for the four verbs on users. Source document 000: the manager's row is removed.
 */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class SamlConnectionTest {
    private static final String FLAG = "?aadOptscim062020";
    private static final String USERS_ONLY = """
        users:
          mappings:
            - target: emails[type eq "work"].value
              match: 2
        groups:
          enabled: false
        """;
    private static final String MANAGER_ROW = """
        users:
          mappings:
            - target: urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager
              remove: true
        """;
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private final Endpoint everything;
    private final Endpoint four;
    private final Application application;

    @TempDir
    private Path folder;

    SamlConnectionTest(StoreKind kind, LiveServers servers) {
        LiveServer server = servers.on(kind);
        everything = server.newEndpoint(Strategy.SAMLP);
        four = server.narrowed(everything, EnumSet.of(TokenScope.GET_USERS, TokenScope.POST_USERS,
                TokenScope.PATCH_USERS, TokenScope.DELETE_USERS));
        application = new Application(everything);
    }

    @AfterEach
    void leave() {
        application.close();
    }

    @Test
    void aUserIsCreatedOnDemandAsTheDocumentSaysAndTheCycleFindsItAgain() {
        Setup setup = new Setup(folder, four, FLAG, USERS_ONLY);
        assertThat(setup.job().testConnection().passed()).isTrue();
        OnDemandReport report = setup.onDemand("grace@contoso.example");
        assertThat(report.effect()).isEqualTo(Effect.CREATED);
        assertThat(report.status()).isEqualTo(ProvisioningStatus.SUCCESS);
        assertThat(application.userNames()).containsExactly("grace@contoso.example");
        CycleReport cycle = setup.runClean();
        assertThat(cycle.counts().created()).as("the other member of the assigned group").isEqualTo(1);
        assertThat(application.userNames()).containsExactly("ada@contoso.example", "grace@contoso.example");
        assertThat(application.user("ADA@contoso.example").path("externalId").asString()).isEqualTo("ada");
    }

    @Test
    void aManagerWhoIsNotThereYetIsAWarningOnDemandAndLinkedByTheCycle() {
        Setup setup = new Setup(folder, four, FLAG, USERS_ONLY);
        OnDemandReport report = setup.onDemand("Ada Lovelace");
        assertThat(report.effect()).isEqualTo(Effect.CREATED);
        assertThat(report.status()).isEqualTo(ProvisioningStatus.WARNING);
        assertThat(report.steps().getLast().summary()).contains("The manager 'Grace Hopper' of 'Ada Lovelace'");
        setup.runClean();
        assertThat(manager()).isEqualTo(application.user("grace@contoso.example").path("id").asString());
    }

    @Test
    void usersAreChangedDisabledEnabledAndDeleted() {
        Setup setup = new Setup(folder, four, FLAG, USERS_ONLY);
        setup.runClean();
        String ada = application.user("ada@contoso.example").path("id").asString();

        setup.edit("users.yaml", "jobTitle: Analyst", "jobTitle: Countess");
        assertThat(setup.runClean().counts().updated()).isEqualTo(1);
        assertThat(application.user("ada@contoso.example").path("title").asString()).isEqualTo("Countess");
        assertThat(setup.lastRecord("Ada").modifiedProperties()).extracting(property -> property.displayName())
                .containsExactly("title");

        setup.edit("groups.yaml", "ada@contoso.example, ", "");
        assertThat(setup.runClean().counts().disabled()).isEqualTo(1);
        assertThat(application.user("ada@contoso.example").path("active").asBoolean()).isFalse();

        setup.write("assignments.yaml", "- group: Engineers\n- user: ada@contoso.example\n");
        assertThat(setup.runClean().counts().updated()).isEqualTo(1);
        assertThat(application.user("ada@contoso.example").path("active").asBoolean()).isTrue();

        setup.edit("users.yaml", "jobTitle: Countess", "softDeleted: true");
        assertThat(setup.runClean().counts().disabled()).isEqualTo(1);
        assertThat(application.userWithId(ada)).hasValueSatisfying(
                user -> assertThat(user.path("active").asBoolean()).isFalse());

        setup.write("assignments.yaml", "- group: Engineers\n");
        setup.write("users.yaml", """
            - userPrincipalName: grace@contoso.example
              id: 11111111-0000-4000-8000-000000000002
              displayName: Grace Hopper
              mail: grace.hopper@contoso.example
              mailNickname: grace
            """);
        assertThat(setup.runClean().counts().deleted()).isEqualTo(1);
        assertThat(application.userWithId(ada)).isEmpty();
        assertThat(application.userNames()).containsExactly("grace@contoso.example");
    }

    @Test
    void whoHasAnotherUserNameIsFoundByTheWorkMailAndGetsTheRightOne() {
        String id = application.signedInBefore("ada-the-first", "ADA.LOVELACE@contoso.example");
        Setup setup = new Setup(folder, four, FLAG, USERS_ONLY);
        CycleReport report = setup.runClean();
        assertThat(report.counts().created()).isEqualTo(1);
        assertThat(report.counts().updated()).isEqualTo(1);
        assertThat(application.user("ada@contoso.example").path("id").asString()).isEqualTo(id);
        assertThat(setup.log()).anySatisfy(record -> assertThat(record.provisioningSteps().toString())
                .contains("Found the target's object " + id + " by emails[type eq \"work\"].value"));
    }

    @Test
    void aUserNameMatchesBeforeAWorkMailDoes() {
        String byName = application.signedInBefore("ada@contoso.example", "countess@contoso.example");
        String byMail = application.signedInBefore("somebody", "ada.lovelace@contoso.example");
        Setup setup = new Setup(folder, four, FLAG, USERS_ONLY);
        setup.runClean();
        assertThat(application.userWithId(byName)).hasValueSatisfying(
                user -> assertThat(user.path("displayName").asString()).isEqualTo("Ada Lovelace"));
        assertThat(application.userWithId(byMail)).hasValueSatisfying(
                user -> assertThat(user.has("displayName")).isFalse());
    }

    @Test
    void removingTheRowOfTheManagerAndRestartingLeavesManagersAlone() {
        Setup setup = new Setup(folder, four, FLAG, USERS_ONLY);
        setup.runClean();
        String grace = application.user("grace@contoso.example").path("id").asString();
        assertThat(manager()).isEqualTo(grace);

        setup.edit(JobFile.NAME, "users:\n  mappings:\n", MANAGER_ROW);
        setup.job().restart(false);
        setup.edit("users.yaml", "manager: grace@contoso.example", "manager: mary@contoso.example");
        setup.edit("users.yaml", "jobTitle: Analyst", "jobTitle: Countess");
        CycleReport report = setup.runClean();
        assertThat(report.counts().updated()).isEqualTo(1);
        assertThat(report.counts().linked()).isZero();
        assertThat(application.user("ada@contoso.example").path("title").asString()).isEqualTo("Countess");
        assertThat(manager()).isEqualTo(grace);
    }

    @Test
    void groupsThatAreLeftOnAreRefusedByTheNameOfTheScopeAndUsersArriveAllTheSame() {
        Setup setup = new Setup(folder, four, FLAG, USERS_ONLY.replace("enabled: false", "enabled: true"));
        assertThat(setup.job().testConnection().passed()).isTrue();
        CycleReport report = setup.run();
        assertThat(report.counts().failed()).isEqualTo(1);
        ErrorInformation error = setup.lastRecord("Engineers")
                .provisioningStatusInfo()
                .errorInformation()
                .orElseThrow();
        assertThat(error.errorCode()).isEqualTo(ErrorCode.INSUFFICIENT_RIGHTS.code());
        assertThat(error.reason()).contains("Forbidden", "get:groups").doesNotContain(four.token());
        assertThat(application.userNames()).containsExactly("ada@contoso.example", "grace@contoso.example");
    }

    private String manager() {
        return application.user("ada@contoso.example").path(ENTERPRISE).path("manager").path("value").asString("");
    }
}

package dev.rollcall.setups;

import dev.rollcall.clients.LiveServer;
import dev.rollcall.clients.LiveServer.Endpoint;
import dev.rollcall.clients.LiveServers;
import dev.rollcall.clients.StoreKind;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.log.ErrorInformation;
import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningRecord;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.ondemand.OnDemandReport;
import dev.rollcall.entra.ondemand.OnDemandStep;
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
 * Source document 001: an older connection, on which users come into being at their first sign-in and are only updated and
 * deleted. The tenant URL with the flag, <em>Create</em> switched off, {@code externalId} from {@code objectId}, the row of
 * the work e-mail matches second, and a token for {@code get:users}, {@code patch:users} and {@code delete:users}.
 */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class OlderConnectionTest {
    private static final String FLAG = "?aadOptscim062020";
    private static final String ADA = "11111111-0000-4000-8000-000000000001";
    private static final String GRACE = "11111111-0000-4000-8000-000000000002";
    private static final String MAPPING = """
        users:
          actions: [update, delete]
          mappings:
            - target: externalId
              source: objectId
            - target: emails[type eq "work"].value
              match: 2
        groups:
          enabled: false
        """;

    private final Endpoint narrow;
    private final Application application;

    @TempDir
    private Path folder;

    OlderConnectionTest(StoreKind kind, LiveServers servers) {
        LiveServer server = servers.on(kind);
        Endpoint everything = server.newEndpoint(Strategy.WAAD);
        narrow = server.narrowed(everything,
                EnumSet.of(TokenScope.GET_USERS, TokenScope.PATCH_USERS, TokenScope.DELETE_USERS));
        application = new Application(everything);
    }

    @AfterEach
    void leave() {
        application.close();
    }

    @Test
    void aPersonWhoIsThereIsUpdatedOnDemandAndReportedAsUpdated() {
        String id = application.signedInBefore("pairwise-7f3a", "grace.hopper@contoso.example");
        Setup setup = new Setup(folder, narrow, FLAG, MAPPING);
        OnDemandReport report = setup.onDemand("grace@contoso.example");
        assertThat(report.effect()).isEqualTo(Effect.UPDATED);
        assertThat(report.status()).isEqualTo(ProvisioningStatus.SUCCESS);
        assertThat(report.targetId()).contains(id);
        assertThat(report.modified()).anySatisfy(property -> {
            assertThat(property.displayName()).isEqualTo("externalId");
            assertThat(property.newValue()).contains(GRACE);
        });
        assertThat(application.userWithId(id)).hasValueSatisfying(
                user -> assertThat(user.path("externalId").asString()).isEqualTo(GRACE));
        ProvisioningRecord record = setup.lastRecord("Grace");
        assertThat(record.provisioningAction()).isEqualTo(ProvisioningAction.UPDATE);
        assertThat(record.status()).isEqualTo(ProvisioningStatus.SUCCESS);
    }

    @Test
    void aPersonWhoIsNotThereIsAnErrorThatNamesTheActionAndNothingIsCreated() {
        Setup setup = new Setup(folder, narrow, FLAG, MAPPING);
        OnDemandReport report = setup.onDemand("ada@contoso.example");
        assertThat(report.status()).isEqualTo(ProvisioningStatus.FAILURE);
        OnDemandStep last = report.steps().getLast();
        assertThat(last.kind()).isEqualTo(OnDemandStep.Kind.PERFORM_ACTION);
        assertThat(last.status()).isEqualTo(ProvisioningStatus.FAILURE);
        assertThat(last.summary()).contains("'Ada Lovelace' was not found in the target",
                "target object action Create is switched off", "nothing was created");
        assertThat(last.details()).containsEntry("ErrorCode", "EntrySynchronizationSkipped")
                .containsKey("RecommendedAction");
        assertThat(application.userNames()).isEmpty();
    }

    @Test
    void aTokenThatMayNotCreateIsAnErrorThatNamesTheScopeAndNothingIsCreated() {
        Setup setup = new Setup(folder, narrow, FLAG, MAPPING.replace("actions: [update, delete]\n  ", ""));
        OnDemandReport report = setup.onDemand("ada@contoso.example");
        assertThat(report.effect()).isEqualTo(Effect.FAILED);
        assertThat(report.status()).isEqualTo(ProvisioningStatus.FAILURE);
        OnDemandStep last = report.steps().getLast();
        assertThat(last.summary()).contains("Forbidden", "post:users").doesNotContain(narrow.token());
        assertThat(last.details()).containsEntry("ErrorCode", "InsufficientRights")
                .hasEntrySatisfying("RecommendedAction", advice -> assertThat(advice).contains("actions"));

        CycleReport cycle = setup.run();
        assertThat(cycle.counts().failed()).isEqualTo(2);
        assertThat(cycle.isClean()).isFalse();
        assertThat(setup.job().status().escrows()).isEqualTo(2);
        ErrorInformation error = setup.lastRecord("Ada").provisioningStatusInfo().errorInformation().orElseThrow();
        assertThat(error.errorCode()).isEqualTo("InsufficientRights");
        assertThat(error.reason()).contains("post:users");
        assertThat(application.userNames()).isEmpty();
    }

    @Test
    void theCycleUpdatesThoseWhoAreThereSkipsTheOthersAndCreatesNobody() {
        String id = application.signedInBefore("pairwise-7f3a", "ada.lovelace@contoso.example");
        Setup setup = new Setup(folder, narrow, FLAG, MAPPING);
        CycleReport report = setup.runClean();
        assertThat(report.counts().updated()).isEqualTo(1);
        assertThat(report.counts().skipped()).isEqualTo(1);
        assertThat(report.counts().created()).isZero();
        assertThat(application.userNames()).containsExactly("ada@contoso.example");
        ProvisioningRecord skipped = setup.lastRecord("Grace");
        assertThat(skipped.status()).isEqualTo(ProvisioningStatus.SKIPPED);
        assertThat(skipped.provisioningAction()).isEqualTo(ProvisioningAction.CREATE);
        assertThat(skipped.provisioningStatusInfo().errorInformation().orElseThrow().errorCode())
                .isEqualTo("EntrySynchronizationSkipped");

        assertThat(setup.runClean().counts().attempts()).as("nothing changed").isZero();
        setup.edit("users.yaml", "jobTitle: Analyst", "jobTitle: Countess");
        setup.runClean();
        assertThat(application.userWithId(id)).hasValueSatisfying(
                user -> assertThat(user.path("title").asString()).isEqualTo("Countess"));
    }

    @Test
    void whoSignsInLaterIsFoundWhenTheJobIsRestarted() {
        Setup setup = new Setup(folder, narrow, FLAG, MAPPING);
        assertThat(setup.runClean().counts().skipped()).isEqualTo(2);
        String id = application.signedInBefore("pairwise-7f3a", "ada.lovelace@contoso.example");
        assertThat(setup.runClean().counts().updated()).as("an incremental cycle looks at changes alone").isZero();
        setup.job().restart(false);
        assertThat(setup.runClean().counts().updated()).isEqualTo(1);
        assertThat(application.userWithId(id)).hasValueSatisfying(
                user -> assertThat(user.path("externalId").asString()).isEqualTo(ADA));
    }

    @Test
    void whoLeavesIsDisabledAndWhoIsDeletedForGoodIsDeleted() {
        String id = application.signedInBefore("pairwise-7f3a", "ada.lovelace@contoso.example");
        Setup setup = new Setup(folder, narrow, FLAG, MAPPING);
        setup.runClean();
        setup.edit("users.yaml", "jobTitle: Analyst", "softDeleted: true");
        assertThat(setup.runClean().counts().disabled()).isEqualTo(1);
        assertThat(application.userWithId(id)).hasValueSatisfying(
                user -> assertThat(user.path("active").asBoolean()).isFalse());
        setup.write("users.yaml", "- userPrincipalName: mary@contoso.example\n");
        setup.write("groups.yaml", "[]\n");
        setup.write("assignments.yaml", "[]\n");
        assertThat(setup.runClean().counts().deleted()).isEqualTo(1);
        assertThat(application.userWithId(id)).isEmpty();
    }
}

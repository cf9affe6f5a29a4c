package dev.rollcall.entra.ondemand;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.bench.JobBench;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.mapping.ObjectFlow;
import dev.rollcall.entra.mapping.ObjectMapping;
import dev.rollcall.entra.work.Effect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Provision on demand, step by step; source: entra.md §5.8. */
class OnDemandTest {
    @TempDir
    Path folder;

    private JobBench bench;

    @BeforeEach
    void bench() {
        bench = new JobBench(folder);
    }

    @Test
    void aNewUserIsCreatedInFourVisibleSteps() {
        bench.source.user("ada");

        OnDemandReport report = bench.onDemand("ADA@example.com");

        assertThat(report.status()).isEqualTo(ProvisioningStatus.SUCCESS);
        assertThat(report.effect()).isEqualTo(Effect.CREATED);
        assertThat(report.steps())
                .extracting(OnDemandStep::kind)
                .containsExactly(
                        OnDemandStep.Kind.IMPORT,
                        OnDemandStep.Kind.DETERMINE_SCOPE,
                        OnDemandStep.Kind.MATCH,
                        OnDemandStep.Kind.PERFORM_ACTION);
        assertThat(report.steps().get(1).details())
                .containsEntry("IsActive", "True")
                .containsEntry("IsAssigned", "True")
                .containsEntry("IsInProvisioningScope", "True");
        assertThat(report.modified()).extracting(property -> property.displayName()).contains("userName", "active");
        assertThat(bench.records()).hasSize(1);
        assertThat(bench.state.object("ada").orElseThrow().targetId()).contains("u1");
    }

    @Test
    void aFailedConnectionTestIsTheOnlyStep() {
        bench.source.user("ada");
        bench.target.failOn("probe", ErrorCode.CREDENTIAL_VALIDATION_FAILURE);

        OnDemandReport report = bench.onDemand("ada");

        assertThat(report.status()).isEqualTo(ProvisioningStatus.FAILURE);
        assertThat(report.steps()).extracting(OnDemandStep::kind).containsExactly(OnDemandStep.Kind.TEST_CONNECTION);
        assertThat(bench.state.quarantine()).isEmpty();
    }

    @Test
    void whatTheJobDoesNotProvisionAtAllIsRefused() {
        bench.source.user("ada").group("crew", "ada");
        bench.job = JobBench.job(JobBench.users(JobBench.ALL_FLOWS),
                new ObjectMapping(ObjectType.GROUP, false, List.of(), Set.of()));

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> bench.onDemand("crew"))
                .withMessageContaining("'crew' is a group, and this job does not provision any");
        assertThat(bench.target.takeRequests()).isEmpty();
    }

    @Test
    void whoIsNotAssignedIsSkippedAndTheScopeStepSaysWhy() {
        bench.source.user("ada").unassign("ada");

        OnDemandReport report = bench.onDemand("ada");

        assertThat(report.status()).isEqualTo(ProvisioningStatus.SKIPPED);
        assertThat(report.steps().get(1).details()).containsEntry("IsAssigned", "False");
        assertThat(bench.target.takeWrites()).isEmpty();
    }

    @Test
    void whoWasUnassignedIsDisabled() {
        bench.source.user("ada");
        bench.onDemand("ada");
        bench.source.unassign("ada");

        assertThat(bench.onDemand("ada").effect()).isEqualTo(Effect.DISABLED);
    }

    @Test
    void withCreateSwitchedOffAPersonWhoIsThereIsUpdatedAndOneWhoIsNotIsAnError() {
        bench.job = JobBench.job(
                JobBench.users(Set.of(ObjectFlow.UPDATE, ObjectFlow.DELETE)), JobBench.groups(JobBench.ALL_FLOWS));
        bench.target.add(
                ObjectType.USER, Map.of("userName", "x", "emails[type eq \"work\"].value", "ada@mail.example.com"));
        bench.source.user("ada").user("bob");

        assertThat(bench.onDemand("ada").effect()).isEqualTo(Effect.UPDATED);
        OnDemandReport bob = bench.onDemand("bob");

        assertThat(bob.status()).isEqualTo(ProvisioningStatus.FAILURE);
        assertThat(bob.steps().getLast().summary()).contains("not found in the target")
                .contains("Create is switched off");
        assertThat(bench.target.count(ObjectType.USER)).isEqualTo(1);
    }

    @Test
    void aFailureIsReportedAndNotRemembered() {
        bench.source.user("ada");
        bench.target.failOn("create", ErrorCode.ENTRY_CONFLICT);

        OnDemandReport report = bench.onDemand("ada");

        assertThat(report.status()).isEqualTo(ProvisioningStatus.FAILURE);
        assertThat(bench.state.object("ada")).isEmpty();
    }

    @Test
    void aManagerWhoIsThereIsLinked() {
        bench.source.user("ada").user("bob").set("ada", "manager", "bob");
        bench.onDemand("bob");

        OnDemandReport report = bench.onDemand("ada");

        assertThat(bench.target.byAttribute("displayName", "ada").manager).contains("u1");
        assertThat(report.modified()).extracting(property -> property.displayName()).contains("manager");
    }

    @Test
    void upToFiveMembersOfAGroupAreAddedAndTheNextCycleAddsTheRest() {
        bench.source.user("a").user("b").user("c").user("d").user("e").user("f");
        bench.source.group("crew", "a", "b", "c", "d", "e", "f");
        List.of("a", "b", "c", "d", "e", "f").forEach(bench::onDemand);

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> bench.onDemand("crew"))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.REQUEST))
                .withMessageContaining("At most 5");
        bench.onDemand("crew", "b", "f@example.com");
        assertThat(bench.target.byAttribute("displayName", "crew").members).containsExactly("u2", "u6");

        bench.state.advance(bench.clock.instant(), bench.job.digest());
        bench.incremental();
        assertThat(bench.target.byAttribute("displayName", "crew").members).hasSize(6);
    }

    @Test
    void aMemberWhoLeftIsRemovedByTheNextCycle() {
        bench.source.user("a").user("b").group("crew", "a", "b");
        bench.initial();
        bench.source.members("crew", "a");

        bench.onDemand("crew");
        bench.incremental();

        assertThat(bench.target.byAttribute("displayName", "crew").members).containsExactly("u1");
    }

    @Test
    void aManagerWhoseLinkingBrokeOffIsLinkedByTheNextCycleAndTheCreationIsLogged() {
        bench.source.user("ada").user("bob");
        bench.initial();
        bench.source.user("eve").set("eve", "manager", "bob");
        bench.target.failOn("manager", ErrorCode.UNAUTHORIZED);

        assertThat(bench.onDemand("eve").status()).isEqualTo(ProvisioningStatus.FAILURE);
        assertThat(bench.recordTexts()).containsExactly("create success eve");
        bench.target.mend();
        bench.incremental();

        assertThat(bench.target.byAttribute("displayName", "eve").manager).contains("u2");
    }

    @Test
    void whoIsNotInTheSourceIsNotFoundAndAnAmbiguousNameIsRefused() {
        bench.source.user("ada").user("bob").set("bob", "displayName", "ada");

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> bench.onDemand("nobody"))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.NOT_FOUND));
        bench.source.user("cleo").user("dora").set("cleo", "displayName", "twin").set("dora", "displayName", "twin");
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> bench.onDemand("twin"))
                .withMessageContaining("cleo, dora");
    }
}

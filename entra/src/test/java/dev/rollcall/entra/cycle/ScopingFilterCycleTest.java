package dev.rollcall.entra.cycle;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.bench.JobBench;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.mapping.MappingSchema;
import dev.rollcall.entra.mapping.ScopingClause;
import dev.rollcall.entra.mapping.ScopingFilter;
import dev.rollcall.entra.mapping.ScopingOperator;
import dev.rollcall.entra.state.CycleOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A job with a scoping filter, from its first cycle until somebody falls out of scope. */
class ScopingFilterCycleTest {
    @TempDir
    Path folder;

    private JobBench bench;

    @BeforeEach
    void salesOnly() {
        bench = new JobBench(folder);
        bench.job = filtered(bench.job);
        bench.source.user("ada").user("bob").user("cyd").group("crew", "ada", "bob");
        bench.source.set("ada", "department", "Sales")
                .set("bob", "department", "R&D")
                .set("cyd", "department", "Sales");
        bench.source.unassign("cyd");
        bench.initial();
    }

    @Test
    void onlyWhoIsAssignedAndMatchesIsCreatedAndAddedToGroups() {
        assertThat(bench.target.takeWrites()).containsExactly("create User ada@example.com", "create Group crew",
                "add g2 [u1]");
        assertThat(bench.recordTexts()).contains("other skipped bob").doesNotContain("other skipped cyd");
        assertThat(bench.records()).anySatisfy(record -> assertThat(record.toString())
                .contains("'bob' does not match the scoping filters"));
    }

    @Test
    void whoFallsOutOfScopeIsDisabledAndComesBack() {
        bench.target.takeRequests();
        bench.source.set("ada", "department", "R&D").set("bob", "department", "Sales");
        bench.incremental();
        assertThat(bench.target.takeWrites()).contains("disable u1", "create User bob@example.com");

        bench.source.set("ada", "department", "Sales");
        bench.incremental();
        assertThat(bench.target.takeWrites()).anyMatch(request -> request.startsWith("update User u1"));
    }

    @Test
    void whoFallsOutOfScopeCountsForTheDeletionThreshold() {
        bench.set(settings -> settings.withDeletionThreshold(OptionalInt.of(0)));
        bench.target.takeRequests();
        bench.source.set("ada", "department", "R&D");

        assertThat(bench.incremental().outcome()).isEqualTo(CycleOutcome.QUARANTINED);
        assertThat(bench.target.takeWrites()).isEmpty();
    }

    @Test
    void outOfScopeDeletionsCanBeSkipped() {
        bench.set(settings -> settings.withSkipOutOfScopeDeletions(true));
        bench.target.takeRequests();
        bench.source.set("ada", "department", "R&D");
        bench.incremental();

        assertThat(bench.target.takeWrites()).noneMatch(request -> request.startsWith("disable"));
    }

    @Test
    void whoIsBlockedAndLeftOutByAFilterIsNotEvenLookedFor() {
        bench.target.takeRequests();
        bench.target.add(ObjectType.USER, Map.of("userName", "dan@example.com", "active", "True"));
        bench.source.user("dan").set("dan", "department", "R&D").enabled("dan", false);
        bench.incremental();

        assertThat(bench.target.takeRequests()).noneMatch(request -> request.contains("dan@example.com"));
    }

    @Test
    void onDemandSaysWhichFilterLeavesSomebodyOut() {
        assertThat(bench.onDemand("bob").steps().toString())
                .contains("ScopeEvaluationResult=department EQUALS \"Sales\": False", "IsInProvisioningScope=False");
    }

    @Test
    void anotherFilterIsAnotherDefinition() {
        assertThat(bench.job.digest()).isNotEqualTo(JobBench.job(bench.job.users().withScope(ScopingFilter.NONE),
                bench.job.groups()).digest());
    }

    private static ProvisioningJob filtered(ProvisioningJob job) {
        ScopingClause clause = new ScopingClause("department", ScopingOperator.EQUALS, List.of("Sales"));
        ScopingFilter filter = new ScopingFilter(List.of(new ScopingFilter.Group("", List.of(clause))));
        return job.withSchema(new MappingSchema(job.users().withScope(filter), job.groups()));
    }
}

package dev.rollcall.entra.cycle;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.bench.JobBench;
import dev.rollcall.entra.state.Management;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of who should not be active in the target any more; source: entra.md §3.15. */
class DeprovisionTest {
    @TempDir
    Path folder;

    private JobBench bench;

    @BeforeEach
    void bench() {
        bench = new JobBench(folder);
    }

    @Test
    void anUnassignedUserIsDisabledAndThenLeftAloneEvenWhenDeleted() {
        bench.source.user("ada");
        bench.initial();
        bench.target.takeRequests();

        bench.source.unassign("ada");
        bench.incremental();
        assertThat(bench.target.takeWrites()).containsExactly("disable u1");
        assertThat(bench.recordTexts()).containsExactly("disable success ada");

        bench.source.delete("ada");
        bench.incremental();
        assertThat(bench.target.takeWrites()).isEmpty();
        assertThat(bench.state.object("ada")).isEmpty();
    }

    @Test
    void aSoftDeletedUserIsDisabledAndDeletedWhenItIsPurged() {
        bench.source.user("ada");
        bench.initial();
        bench.target.takeRequests();

        bench.source.softDelete("ada", true);
        bench.incremental();
        assertThat(bench.target.takeWrites()).containsExactly("disable u1");

        bench.source.delete("ada");
        bench.incremental();
        assertThat(bench.target.takeWrites()).containsExactly("delete User u1");
        assertThat(bench.recordTexts()).containsExactly("delete success ada");
    }

    @Test
    void aRestoredUserIsEnabledAgainWithItsChanges() {
        bench.source.user("ada");
        bench.initial();
        bench.source.softDelete("ada", true);
        bench.incremental();
        bench.target.takeRequests();

        bench.source.softDelete("ada", false).set("ada", "displayName", "Ada L");
        bench.incremental();

        assertThat(bench.target.takeWrites()).containsExactly("update User u1 [displayName, active]");
        assertThat(bench.target.byAttribute("displayName", "Ada L").text("active")).isEqualTo("True");
    }

    @Test
    void aUserWhoIsUnassignedAndAssignedAgainKeepsItsObject() {
        bench.source.user("ada");
        bench.initial();
        bench.source.unassign("ada");
        bench.incremental();
        bench.target.takeRequests();

        bench.source.assign("ada");
        bench.incremental();

        assertThat(bench.target.takeWrites()).containsExactly("update User u1 [active]");
        assertThat(bench.state.object("ada").orElseThrow().management()).isEqualTo(Management.PROVISIONED);
    }

    @Test
    void anAccountThatIsSwitchedOffIsDisabledOnce() {
        bench.source.user("ada");
        bench.initial();
        bench.target.takeRequests();

        bench.source.enabled("ada", false);
        bench.incremental();
        bench.source.set("ada", "displayName", "other");
        bench.incremental();

        assertThat(bench.target.takeWrites()).containsExactly("disable u1");
    }

    @Test
    void aDisabledUserIsNotCreatedAndOneThatIsNotAssignedIsNotEvenLogged() {
        bench.source.user("ada").enabled("ada", false).user("bob").unassign("bob");

        var summary = bench.initial();

        assertThat(bench.target.takeWrites()).isEmpty();
        assertThat(summary.counts().skipped()).isEqualTo(1);
        assertThat(bench.recordTexts()).containsExactly("other skipped ada");
        assertThat(bench.records().getFirst().provisioningStatusInfo().errorInformation().orElseThrow().reason())
                .contains("NotEffectivelyEntitled");
    }

    @Test
    void aUserIsDeletedWhereActiveIsNotMapped() {
        bench.job = JobBench.job(JobBench.users(JobBench.ALL_FLOWS, false), JobBench.groups(JobBench.ALL_FLOWS));
        bench.source.user("ada");
        bench.initial();
        bench.target.takeRequests();

        bench.source.unassign("ada");
        bench.incremental();

        assertThat(bench.target.takeWrites()).containsExactly("delete User u1");
    }

    @Test
    void aGroupIsDeletedWhenItIsUnassignedOrGone() {
        bench.source.user("ada").group("crew", "ada").group("team", "ada");
        bench.initial();
        bench.target.takeRequests();

        bench.source.unassign("crew").delete("team");
        bench.incremental();

        assertThat(bench.target.takeWrites()).containsExactlyInAnyOrder("delete Group g2", "delete Group g3");
    }

    @Test
    void outOfScopeUsersAreLeftAloneWhenTheJobSkipsThem() {
        bench.set(settings -> settings.withSkipOutOfScopeDeletions(true));
        bench.source.user("ada").user("bob");
        bench.initial();
        bench.target.takeRequests();

        bench.source.unassign("ada").softDelete("bob", true);
        bench.incremental();

        assertThat(bench.target.takeWrites()).containsExactly("disable u2");
        assertThat(bench.recordTexts()).contains("disable skipped ada");
    }

    @Test
    void aBlockedUserWhoWasNeverLinkedIsLookedForAndDisabled() {
        bench.source.user("eve").enabled("eve", false).user("fay").enabled("fay", false);
        bench.target.add(ObjectType.USER, Map.of("userName", "eve@example.com", "active", "True"));

        bench.initial();

        assertThat(bench.target.byAttribute("userName", "eve@example.com").text("active")).isEqualTo("False");
        assertThat(bench.recordTexts()).contains("disable success eve", "other skipped fay");
        assertThat(bench.target.takeRequests()).contains("match User userName fay@example.com");
    }
}

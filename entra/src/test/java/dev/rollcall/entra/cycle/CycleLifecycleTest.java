package dev.rollcall.entra.cycle;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.bench.JobBench;
import dev.rollcall.entra.bench.MovableClock;
import dev.rollcall.entra.log.ProvisioningRecord;
import dev.rollcall.entra.mapping.ObjectFlow;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** How objects of the source are found, made and changed in the target; source: entra.md §5.1 and §5.2. */
class CycleLifecycleTest {
    @TempDir
    Path folder;

    private JobBench bench;

    @BeforeEach
    void bench() {
        bench = new JobBench(folder);
    }

    @Test
    void anInitialCycleProbesThenCreatesThenLinks() {
        bench.source.user("ada").user("bob").group("crew", "ada", "bob").set("ada", "manager", "bob");

        var summary = bench.initial();

        assertThat(bench.target.takeRequests())
                .containsExactly(
                        "probe User userName",
                        "probe Group displayName",
                        "match User userName ada@example.com",
                        "match User emails[type eq \"work\"].value ada@mail.example.com",
                        "create User ada@example.com",
                        "match User userName bob@example.com",
                        "match User emails[type eq \"work\"].value bob@mail.example.com",
                        "create User bob@example.com",
                        "match Group displayName crew",
                        "create Group crew",
                        "manager u1 u2",
                        "add g3 [u1, u2]");
        assertThat(summary.counts().created()).isEqualTo(3);
        assertThat(summary.counts().linked()).isEqualTo(2);
        assertThat(bench.state.watermark()).contains(MovableClock.START);
        assertThat(bench.recordTexts())
                .containsExactly(
                        "create success ada",
                        "create success bob",
                        "create success crew",
                        "update success ada",
                        "update success crew");
    }

    @Test
    void aSecondCycleWithoutChangesOnlyProbes() {
        bench.source.user("ada").group("crew", "ada");
        bench.initial();
        bench.target.takeRequests();

        var summary = bench.incremental();

        assertThat(bench.target.takeRequests()).containsExactly("probe User userName", "probe Group displayName");
        assertThat(summary.counts().attempts()).isZero();
        assertThat(bench.records()).isEmpty();
    }

    @Test
    void theFirstHitInPrecedenceWinsAndIsReadBeforeItIsChanged() {
        bench.target.add(
                ObjectType.USER, Map.of("userName", "old", "emails[type eq \"work\"].value", "ada@mail.example.com"));
        bench.source.user("ada");

        bench.initial();

        assertThat(bench.target.takeRequests())
                .contains(
                        "match User userName ada@example.com",
                        "match User emails[type eq \"work\"].value ada@mail.example.com",
                        "read User u1",
                        "update User u1 [userName, displayName, active]");
        assertThat(bench.target.count(ObjectType.USER)).isEqualTo(1);
        ProvisioningRecord record = bench.records().getFirst();
        assertThat(record.modifiedProperties().getFirst().oldValue()).contains("old");
        assertThat(record.modifiedProperties().getFirst().newValue()).contains("ada@example.com");
        assertThat(record.targetIdentity().id()).isEqualTo("u1");
    }

    @Test
    void aChangedAttributeIsReadByTheCachedIdAndPatched() {
        bench.source.user("ada").user("bob");
        bench.initial();
        bench.target.takeRequests();

        bench.source.set("ada", "displayName", "Ada L");
        bench.incremental();

        assertThat(bench.target.takeRequests())
                .endsWith("read User u1", "update User u1 [displayName]")
                .noneMatch(request -> request.startsWith("match"));
    }

    @Test
    void theDirectMembersOfAnAssignedGroupAreInScope() {
        bench.source.user("ada").unassign("ada").user("bob").unassign("bob").group("crew", "ada");

        bench.initial();

        assertThat(bench.target.takeWrites())
                .containsExactly("create User ada@example.com", "create Group crew", "add g2 [u1]");
    }

    @Test
    void switchedOffActionsAreSkippedWithARecord() {
        bench.job = JobBench.job(JobBench.users(Set.of(ObjectFlow.UPDATE)), JobBench.groups(Set.of()));
        bench.target.add(ObjectType.USER, Map.of("userName", "ada@example.com"));
        bench.target.add(ObjectType.GROUP, Map.of("displayName", "other"));
        bench.source.user("ada").user("bob").group("crew", "ada");

        bench.initial();

        assertThat(bench.target.takeWrites()).hasSize(1).allMatch(request -> request.startsWith("update User u1"));
        assertThat(bench.recordTexts())
                .containsExactly("update success ada", "create skipped bob", "create skipped crew");

        bench.source.delete("ada");
        bench.incremental();
        assertThat(bench.target.takeWrites()).isEmpty();
        assertThat(bench.recordTexts()).containsExactly("delete skipped ada");
    }

    @Test
    void anObjectWithoutAMatchingValueIsSkippedAsImportSkipped() {
        bench.source.user("ada").clear("ada", "userPrincipalName").clear("ada", "mail");

        bench.initial();

        assertThat(bench.target.takeWrites()).isEmpty();
        assertThat(bench.records().getFirst().provisioningStatusInfo().errorInformation().orElseThrow().errorCode())
                .isEqualTo("ImportSkipped");
    }

    @Test
    void twoSourceObjectsNeverShareOneOfTheTarget() {
        bench.target.add(ObjectType.USER, Map.of("emails[type eq \"work\"].value", "same@mail.example.com"));
        bench.source.user("ada").set("ada", "mail", "same@mail.example.com");
        bench.source.user("bob").set("bob", "mail", "same@mail.example.com");

        bench.initial();

        assertThat(bench.recordTexts()).containsExactly("update success ada", "other failure bob");
        assertThat(bench.records().getLast().provisioningStatusInfo().errorInformation().orElseThrow().errorCode())
                .isEqualTo("DuplicateSourceEntries");
    }

    @Test
    void anInitialCycleMatchesAgainWhatTheTargetLost() {
        bench.source.user("ada");
        bench.initial();
        bench.target.remove("u1");
        bench.state.restart(false);
        bench.target.takeRequests();

        bench.initial();

        assertThat(bench.target.takeRequests())
                .contains("read User u1", "match User userName ada@example.com", "create User ada@example.com");
        assertThat(bench.state.object("ada").orElseThrow().targetId()).isEqualTo(Optional.of("u2"));
    }
}

package dev.rollcall.entra.cycle;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.entra.bench.JobBench;
import dev.rollcall.entra.log.ProvisioningStatus;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Managers and members are linked after all objects are there; source: entra.md §3.14 and §5.2. */
class ReferencesTest {
    @TempDir
    Path folder;

    private JobBench bench;

    @BeforeEach
    void bench() {
        bench = new JobBench(folder);
        bench.set(settings -> settings.withParallelism(1));
    }

    @Test
    void aManagerWhoIsReportedFirstIsLinkedInTheSameCycle() {
        bench.source.user("ada").user("bob").set("ada", "manager", "bob");

        bench.initial();

        assertThat(bench.target.byAttribute("displayName", "ada").manager)
                .contains(bench.target.idOf("displayName", "bob"));
    }

    @Test
    void aManagerIsChangedAndRemoved() {
        bench.source.user("ada").user("bob").user("cleo").set("ada", "manager", "bob");
        bench.initial();
        bench.target.takeRequests();

        bench.source.set("ada", "manager", "cleo");
        bench.incremental();
        assertThat(bench.target.takeWrites()).containsExactly("manager u1 u3");

        bench.source.clear("ada", "manager");
        bench.incremental();
        assertThat(bench.target.takeWrites()).containsExactly("manager u1 none");
    }

    @Test
    void aManagerWhoIsOutOfScopeIsAWarningAndIsNotLinkedRetroactively() {
        bench.source.user("ada").user("bob").unassign("bob").set("ada", "manager", "bob");

        var summary = bench.initial();
        assertThat(summary.counts().unresolved()).isEqualTo(1);
        assertThat(bench.records().getLast().status()).isEqualTo(ProvisioningStatus.WARNING);
        assertThat(bench.records().getLast().provisioningStatusInfo().errorInformation().orElseThrow().errorCode())
                .isEqualTo("UnableToResolveReferenceAttributeValue");

        bench.source.assign("bob");
        bench.clock.advance(Duration.ofDays(2));
        bench.incremental();
        assertThat(bench.target.byAttribute("displayName", "ada").manager).isEmpty();

        bench.state.restart(false);
        bench.initial();
        assertThat(bench.target.byAttribute("displayName", "ada").manager).isPresent();
    }

    @Test
    void aManagerWhoseCreationFailedIsLinkedInALaterCycle() {
        bench.source.user("ada").user("bob").set("ada", "manager", "bob");
        bench.target.failOn("create User bob", ErrorCode.INTERNAL_SERVER_ERROR);
        bench.initial();
        assertThat(bench.target.byAttribute("displayName", "ada").manager).isEmpty();

        bench.target.mend();
        bench.clock.advance(Duration.ofMinutes(40));
        bench.incremental();

        assertThat(bench.target.byAttribute("displayName", "ada").manager).isPresent();
        assertThat(bench.state.object("ada").orElseThrow().referenceEscrow()).isEmpty();
    }

    @Test
    void aManagerWhomTheJobNeverSetIsLeftAlone() {
        bench.source.user("ada");
        bench.initial();
        bench.target.byAttribute("displayName", "ada").manager = java.util.Optional.of("u99");
        bench.target.takeRequests();

        bench.source.set("ada", "mail", "new@mail.example.com");
        bench.incremental();

        assertThat(bench.target.takeWrites()).hasSize(1).allMatch(request -> request.startsWith("update User u1"));
    }

    @Test
    void onlyTheChangedMembersAreSentAndNobodyIsReadBack() {
        bench.source.user("ada").user("bob").user("cleo").group("crew", "ada", "bob");
        bench.initial();
        bench.target.takeRequests();

        bench.source.members("crew", "bob", "cleo");
        bench.incremental();

        assertThat(bench.target.takeRequests())
                .containsExactly("probe User userName", "probe Group displayName", "read Group g4", "add g4 [u3]",
                        "remove g4 [u1]");
        assertThat(bench.recordTexts()).containsExactly("other skipped crew", "update success crew");
        assertThat(bench.records().getLast().modifiedProperties())
                .extracting(property -> property.oldValue().orElse("-") + ">" + property.newValue().orElse("-"))
                .containsExactly("->u3", "u1>-");
    }

    @Test
    void membersAreSentInRequestsOfBoundedSize() {
        bench.rules = bench.rules.withMembersPerRequest(2);
        bench.source.user("ada").user("bob").user("cleo").group("crew", "ada", "bob", "cleo");

        bench.initial();

        assertThat(bench.target.takeWrites()).endsWith("add g4 [u1, u2]", "add g4 [u3]");
    }

    @Test
    void membersOutOfScopeAndNestedGroupsAreLeftOut() {
        bench.source.user("ada")
                .user("bob")
                .enabled("bob", false)
                .group("inner", "ada")
                .group("crew", "ada", "bob", "inner");

        var summary = bench.initial();

        assertThat(bench.target.byAttribute("displayName", "crew").members).containsExactly("u1");
        assertThat(summary.counts().unresolved()).isEqualTo(1);
        assertThat(bench.records().getLast().provisioningStatusInfo().errorInformation().orElseThrow().reason())
                .isEqualTo("1 members of 'crew' are not in the target, so they were not added: bob.");
    }

    @Test
    void aFailedReferenceIsKeptApartFromTheObjectAndRetried() {
        bench.source.user("ada").group("crew", "ada");
        bench.target.failOn("add ", ErrorCode.BAD_REQUEST);
        var summary = bench.initial();
        assertThat(summary.counts().failed()).isZero();
        assertThat(summary.counts().referenceFailed()).isEqualTo(1);
        assertThat(bench.state.object("crew").orElseThrow().escrow()).isEmpty();

        bench.target.mend();
        bench.clock.advance(Duration.ofMinutes(40));
        bench.incremental();

        assertThat(bench.target.byAttribute("displayName", "crew").members).containsExactly("u1");
        assertThat(bench.state.object("crew").orElseThrow().referenceEscrow()).isEmpty();
    }

    @Test
    void aRestoredUserGetsNoMembershipsBack() {
        bench.source.user("ada").group("crew", "ada");
        bench.initial();
        bench.source.softDelete("ada", true);
        bench.incremental();
        bench.target.takeRequests();

        bench.source.softDelete("ada", false);
        bench.incremental();

        assertThat(bench.target.takeWrites()).containsExactly("update User u1 [active]");
    }
}

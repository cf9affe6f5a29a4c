package dev.rollcall.entra.cycle;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.entra.bench.JobBench;
import dev.rollcall.entra.state.CycleOutcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a cycle that ended early did not come to, the next one does. */
class InterruptedCycleTest {
    @TempDir
    Path folder;

    private JobBench bench;

    @BeforeEach
    void bench() {
        bench = new JobBench(folder);
        bench.source.user("ada").user("bob").group("crew", "ada");
        bench.initial();
        bench.target.takeRequests();
    }

    @Test
    void aManagerIsLinkedByTheNextIncrementalCycle() {
        bench.source.set("ada", "manager", "bob").set("ada", "displayName", "Ada L");
        bench.target.failOn("manager", ErrorCode.UNAUTHORIZED);
        assertThat(bench.incremental().outcome()).isEqualTo(CycleOutcome.QUARANTINED);
        bench.target.mend();
        bench.target.takeRequests();

        bench.incremental();
        assertThat(bench.target.takeWrites()).containsExactly("manager u1 u2");

        bench.incremental();
        assertThat(bench.target.takeRequests()).allMatch(request -> request.startsWith("probe"));
    }

    @Test
    void membersAreAddedAndRemovedByTheNextIncrementalCycle() {
        bench.source.members("crew", "bob").set("bob", "manager", "ada");
        // The cycle ends before it comes to the members at all.
        bench.target.failOn("manager", ErrorCode.UNAUTHORIZED);
        bench.incremental();
        bench.target.mend();
        bench.target.takeRequests();

        bench.incremental();

        assertThat(bench.target.takeWrites())
                .containsExactlyElementsOf(List.of("manager u2 u1", "add g3 [u2]", "remove g3 [u1]"));
    }
}

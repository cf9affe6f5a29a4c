package dev.rollcall.entra.job;

import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobFile;
import dev.rollcall.entra.definition.JobTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Users that are deleted instead of disabled: that is asked for once. */
class DeletionConsentTest extends JobFolderBench {
    @Test
    void aJobThatWouldDeleteInsteadOfDisableAsksOnceAndAgainWhenTheRowIsTakenAwayAnotherTime() throws IOException {
        String before = Files.readString(folder.resolve(JobFile.NAME));
        replace("users:", "users:\n  mappings:\n    - target: active\n      remove: true");
        String without = Files.readString(folder.resolve(JobFile.NAME));
        assertUnconfirmed(() -> job.run(CycleChoice.AUTOMATIC, CycleListener.NONE));
        assertUnconfirmed(() -> job.provisionOnDemand("Grace Okafor", List.of()));
        assertUnconfirmed(() -> job.moveTo(JobTemplate.CUSTOMAPPSSO));
        assertThat(target.takeRequests()).isEmpty();

        job.confirmDeletion();
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        job.moveTo(JobTemplate.CUSTOMAPPSSO);
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);

        Files.writeString(folder.resolve(JobFile.NAME), before);
        Files.delete(folder.resolve(JobFile.SCHEMA_NAME));
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        Files.writeString(folder.resolve(JobFile.NAME), without);
        assertUnconfirmed(() -> job.run(CycleChoice.AUTOMATIC, CycleListener.NONE));
    }

    @Test
    void aJobWithoutTheRowThatMayNotDeleteDoesNotAsk() throws IOException {
        replace("users:\n  enabled: true\n  actions: [create, update, delete]",
                "users:\n  actions: [create, update]\n  mappings:\n    - target: active\n      remove: true");

        assertThat(job.run(CycleChoice.AUTOMATIC, CycleListener.NONE).isClean()).isTrue();
    }

    private static void assertUnconfirmed(ThrowingCallable call) {
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(call)
                .withMessageContaining("deleted in the application instead of disabled")
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.UNCONFIRMED));
    }
}

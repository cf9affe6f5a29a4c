package dev.rollcall.entra.job;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.bench.MovableClock;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.cycle.CyclePhase;
import dev.rollcall.entra.cycle.CycleProgress;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.RecordQuery;
import dev.rollcall.entra.state.CycleKind;
import dev.rollcall.entra.state.CycleOutcome;
import dev.rollcall.entra.state.JobLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A job in its folder, from its beginning to its status, as a command line uses it. */
class JobFolderTest extends JobFolderBench {
    @Test
    void aNewFolderIsReadyForAnInitialCycleOfTheSample() {
        assertThat(job.status().phase()).isEqualTo(JobPhase.NOT_STARTED);
        assertThat(job.testConnection().passed()).isTrue();
        List<CycleProgress> progress = new ArrayList<>();

        CycleReport report = job.run(CycleChoice.AUTOMATIC, progress::add);

        assertThat(report.kind()).isEqualTo(CycleKind.INITIAL);
        assertThat(report.isClean()).isTrue();
        assertThat(target.count(ObjectType.USER)).isEqualTo(25);
        assertThat(target.count(ObjectType.GROUP)).isEqualTo(4);
        assertThat(progress.getLast().done()).isEqualTo(progress.getLast().total());
        assertThat(progress).extracting(CycleProgress::phase).containsSubsequence(CyclePhase.values());
        JobStatus status = job.status();
        assertThat(status.phase()).isEqualTo(JobPhase.ACTIVE);
        assertThat(status.jobId()).startsWith("scim.");
        assertThat(status.linkedUsers()).isEqualTo(25);
        assertThat(status.linkedGroups()).isEqualTo(4);
        assertThat(status.watermark()).contains(MovableClock.START);
        assertThat(status.nextRun()).contains(MovableClock.START.plus(Duration.ofMinutes(40)));
        assertThat(tokens).containsOnly(Optional.of(SECRET));
    }

    @Test
    void theNextCycleIsIncrementalAndALaterMappingMakesItInitialAgain() throws IOException {
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        target.takeRequests();
        assertThat(job.run(CycleChoice.AUTOMATIC, CycleListener.NONE).kind()).isEqualTo(CycleKind.INCREMENTAL);
        assertThat(target.takeWrites()).isEmpty();

        replace("users:", "users:\n  mappings:\n    - target: nickName\n      constant: Nick");
        CycleReport report = job.run(CycleChoice.INCREMENTAL, CycleListener.NONE);

        assertThat(report.kind()).isEqualTo(CycleKind.INITIAL);
        assertThat(report.why()).contains("mapping");
        assertThat(target.takeWrites()).hasSize(25).allMatch(request -> request.contains("nickName"));
    }

    @Test
    void anIncrementalCycleBeforeTheFirstInitialOneIsRefused() {
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.run(CycleChoice.INCREMENTAL, CycleListener.NONE))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.REQUEST));
    }

    @Test
    void nobodysTokenIsInAnyFile() throws IOException {
        target.failOn("create User", ErrorCode.BAD_REQUEST);
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        job.moveTo(JobTemplate.CUSTOMAPPSSO);
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void failuresShowInTheStatusAndTheLogIsFiltered() {
        target.failOn(request -> request.startsWith("create User") && request.hashCode() % 5 == 0,
                ErrorCode.BAD_REQUEST);
        CycleReport report = job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        int failed = report.counts().failed();
        assertThat(failed).isPositive();

        assertThat(job.status().escrows()).isGreaterThanOrEqualTo(failed);
        assertThat(job.log(RecordQuery.NEWEST.withStatus(ProvisioningStatus.FAILURE))).hasSize(failed);
        assertThat(
                job.log(RecordQuery.NEWEST.withAction(ProvisioningAction.CREATE)
                        .withStatus(ProvisioningStatus.SUCCESS)))
                .hasSize(29 - failed);
    }

    @Test
    void brokenCredentialsFailTheTestAndPutTheJobIntoQuarantineUntilTheRestart() {
        target.failOn("probe", ErrorCode.CREDENTIAL_VALIDATION_FAILURE);
        ConnectionTest test = job.testConnection();
        assertThat(test.passed()).isFalse();
        assertThat(test.advice()).contains("token");
        assertThat(job.run(CycleChoice.AUTOMATIC, CycleListener.NONE).summary().outcome())
                .isEqualTo(CycleOutcome.QUARANTINED);
        assertThat(job.status().phase()).isEqualTo(JobPhase.QUARANTINED);
        assertThat(job.status().nextRun()).contains(MovableClock.START.plus(Duration.ofHours(6)));
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.run(CycleChoice.AUTOMATIC, CycleListener.NONE))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.QUARANTINED));

        target.mend();
        job.restart(false);
        assertThat(job.run(CycleChoice.AUTOMATIC, CycleListener.NONE).isClean()).isTrue();
    }

    @Test
    void aFullRestartMatchesEverythingAgain() {
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        job.restart(true);
        target.takeRequests();

        CycleReport report = job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);

        assertThat(report.counts().unchanged()).isEqualTo(29);
        assertThat(target.takeRequests()).anyMatch(request -> request.startsWith("match User userName"));
        assertThat(target.count(ObjectType.USER)).isEqualTo(25);
    }

    @Test
    void deletionsAreStagedThenAllowedOrRejected() throws IOException {
        replace("accidental-deletion-threshold: 500", "accidental-deletion-threshold: 3");
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        Files.writeString(folder.resolve("assignments.yaml"), "[]\n");
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        assertThat(job.status().stagedDeletions()).isEqualTo(29);
        target.takeRequests();

        assertThat(job.allowDeletions()).isEqualTo(29);
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);

        assertThat(target.takeWrites()).hasSize(29);
        assertThat(target.count(ObjectType.GROUP)).isZero();
        assertThatExceptionOfType(JobException.class).isThrownBy(job::rejectDeletions);
    }

    @Test
    void aSecondRunMeanwhileIsRefused() {
        try (JobLock _ = JobLock.take(folder.resolve("job.lock"))) {
            assertThatExceptionOfType(JobException.class)
                    .isThrownBy(() -> job.run(CycleChoice.AUTOMATIC, CycleListener.NONE))
                    .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.BUSY));
        }
    }

    @Test
    void aStoppedRunKeepsWhatItDidSaysHowToGoOnAndTheNextOneDoesTheRest() throws IOException {
        replace("parallelism: 8", "parallelism: 1");
        Thread runner = Thread.currentThread();
        AtomicBoolean stopped = new AtomicBoolean();
        // If the sixth user is begun at all, it is in flight until the runner has heard that it is to stop, and waits for it.
        target.failOn(request -> {
            while (stopped.get() && (runner.isInterrupted() || runner.getState() != Thread.State.WAITING)) {
                Thread.onSpinWait();
            }
            return false;
        }, ErrorCode.BAD_REQUEST);
        List<JobPhase> phases = new ArrayList<>();

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.run(CycleChoice.AUTOMATIC, progress -> {
                    if (progress.phase() == CyclePhase.USERS && progress.done() == 5) {
                        phases.add(job.status().phase());
                        runner.interrupt();
                        stopped.set(true);
                    }
                }))
                .withMessageContaining("\"rollcall entra run\" goes on")
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.STOPPED));

        stopped.set(false);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(phases).containsExactly(JobPhase.RUNNING);
        JobStatus status = job.status();
        assertThat(status.phase()).isEqualTo(JobPhase.STOPPED);
        assertThat(status.running().orElseThrow().kind()).isEqualTo(CycleKind.INITIAL);
        int created = Math.toIntExact(target.count(ObjectType.USER));
        assertThat(status.linkedUsers()).isEqualTo(created).isBetween(5, 6);
        assertThat(job.log(RecordQuery.NEWEST.withAction(ProvisioningAction.CREATE))).hasSize(created);

        CycleReport report = job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        assertThat(report.counts().created()).isEqualTo(29 - created);
        assertThat(target.count(ObjectType.USER)).isEqualTo(25);
        assertThat(job.status().phase()).isEqualTo(JobPhase.ACTIVE);
        assertThat(job.status().running()).isEmpty();
    }

    @Test
    void aMappingFromAnAttributeThatNobodyHasIsRefusedWithWhatWasMeant() throws IOException {
        replace("users:", "users:\n  mappings:\n    - target: nickName\n      expression: ToLower([givenNmae])");

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.run(CycleChoice.AUTOMATIC, CycleListener.NONE))
                .withMessageContaining("nickName")
                .withMessageContaining("did you mean givenName?")
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.DEFINITION));
        assertThat(target.takeRequests()).isEmpty();
    }

    @Test
    void anAttributeOfTheOrganisationsOwnIsKnownOnceSomebodyHasIt() throws IOException {
        replace("users:", "users:\n  mappings:\n    - target: nickName\n      source: costCentre");
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.run(CycleChoice.AUTOMATIC, CycleListener.NONE))
                .withMessageContaining("give it to somebody");

        Path users = folder.resolve("users.yaml");
        Files.writeString(users,
                Files.readString(users).replaceFirst("\n  department:", "\n  costCentre: C1\n  department:"));
        assertThat(job.run(CycleChoice.AUTOMATIC, CycleListener.NONE).isClean()).isTrue();
    }

    @Test
    void aFolderThatHasAJobIsNotMadeAnew() {
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> JobFolder.init(folder, "http://127.0.0.1:1/scim", environment()))
                .withMessageContaining("already");
    }

    @Test
    void aBrokenSourceFileIsRefusedLikeEveryOtherFileOfTheFolder() throws IOException {
        Files.writeString(folder.resolve("users.yaml"), "- userPrincipalName: [\n");

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.run(CycleChoice.AUTOMATIC, CycleListener.NONE))
                .withMessageContaining("users.yaml")
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.DEFINITION));
    }

    @Test
    void aLogThatCannotBeUsedIsRefusedWithWhatToDo() throws IOException {
        Files.createDirectory(folder.resolve(JobFolder.LOG_NAME));

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.log(RecordQuery.NEWEST))
                .withMessageContaining("Check the folder's owner, mode and free space.");
    }
}

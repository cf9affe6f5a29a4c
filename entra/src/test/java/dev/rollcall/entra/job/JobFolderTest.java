package dev.rollcall.entra.job;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.entra.bench.MovableClock;
import dev.rollcall.entra.bench.ScriptedTarget;
import dev.rollcall.entra.connection.TargetConnections;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.cycle.CyclePhase;
import dev.rollcall.entra.cycle.CycleProgress;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobFile;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.RecordQuery;
import dev.rollcall.entra.state.CycleKind;
import dev.rollcall.entra.state.CycleOutcome;
import dev.rollcall.entra.state.JobLock;
import dev.rollcall.entra.work.JobRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A job in its folder, from its beginning to its status, as a command line uses it. */
class JobFolderTest {
    private static final String SECRET = "s3cret-token-of-the-test";

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final ScriptedTarget target = new ScriptedTarget();
    private final List<Optional<String>> tokens = new ArrayList<>();
    private JobFolder job;

    @BeforeEach
    void init() {
        job = JobFolder.init(folder, "http://127.0.0.1:1/scim?aadOptscim062020", environment());
    }

    private JobEnvironment environment() {
        return new JobEnvironment(
                clock,
                new Random(3),
                name -> Optional.of(SECRET).filter(token -> name.equals(TokenSource.DEFAULT_VARIABLE)),
                (definition, token, onDemand) -> {
                    tokens.add(token);
                    return new Connected(target);
                },
                JobEnvironment.system().sources(),
                JobRules.DOCUMENTED);
    }

    private record Connected(ProvisioningTarget target) implements TargetConnections.Connection {
        @Override
        public void close() {}
    }

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

        append("users:", "users:\n  mappings:\n    - target: nickName\n      constant: Nick");
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
        append("accidental-deletion-threshold: 500", "accidental-deletion-threshold: 3");
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
    void aJobMovesToTheOldTemplateAndBackWithItsSchemaAndWithoutItsLinks() throws IOException {
        append("users:", "users:\n  mappings:\n    - target: externalId\n      source: objectId");
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        String oldId = job.status().jobId();
        ProvisioningJob before = job.job();

        Path backup = job.moveTo(JobTemplate.CUSTOMAPPSSO);

        assertThat(job.status().jobId()).startsWith("customappsso.");
        assertThat(job.status().linkedUsers()).isZero();
        assertThat(job.job().users()).isEqualTo(before.users());
        assertThat(JsonMapper.shared().readTree(Files.readString(backup)).path("id").asString()).isEqualTo(oldId);
        CycleReport report = job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        assertThat(report.kind()).isEqualTo(CycleKind.INITIAL);
        assertThat(target.count(ObjectType.USER)).isEqualTo(25);

        job.moveTo(JobTemplate.SCIM);
        assertThat(job.job().users()).isEqualTo(before.users());
        assertThat(job.job().groups()).isEqualTo(before.groups());
        assertThat(job.job()).isEqualTo(before);
    }

    @Test
    void anExportIsImportedAsTheSameJob(@TempDir Path other) throws IOException {
        append("scope: assigned", "scope: all");
        append("parallelism: 8", "parallelism: 3");
        ObjectNode exported = job.export();
        JobFolder imported = JobFolder.init(other, "http://127.0.0.1:1/other", environment());

        imported.importJob(exported);

        assertThat(imported.job()).isEqualTo(job.job());
        assertThat(exported.path("templateId").asString()).isEqualTo("scim");
        assertThat(exported.path("schema").path("synchronizationRules").isArray()).isTrue();
    }

    @Test
    void aSchemaOfGraphIsTakenAndComesBackAsItCameWhileTheJobStays() throws IOException {
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        String id = job.status().jobId();
        JsonNode schema = graphSchema();
        String before = Files.readString(folder.resolve(JobFile.NAME));

        Path kept = job.putSchema(schema);

        assertThat(job.schema()).hasToString(schema.toString());
        assertThat(job.export().path("schema")).hasToString(schema.toString());
        assertThat(job.status().jobId()).isEqualTo(id);
        assertThat(job.status().linkedUsers()).isEqualTo(25);
        assertThat(kept.resolve(JobFile.NAME)).hasContent(before);
        assertThat(kept.resolve(JobFolder.STATE_NAME)).exists();
        CycleReport report = job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        assertThat(report.kind()).isEqualTo(CycleKind.INITIAL);
        assertThat(report.counts().disabled()).isPositive();
        assertThat(report.counts().disabled()).isLessThan(25);
    }

    @Test
    void whatAnImportReplacesIsKeptEachTime(@TempDir Path other) throws IOException {
        JobFolder imported = JobFolder.init(other, "http://127.0.0.1:1/other", environment());
        String before = Files.readString(other.resolve(JobFile.NAME));

        Path first = imported.importJob(job.export());
        Path second = imported.importJob(job.export());

        assertThat(first.resolve(JobFile.NAME)).hasContent(before);
        assertThat(second).isNotEqualTo(first);
        assertThat(second.resolve(JobFile.SCHEMA_NAME)).exists();
    }

    @Test
    void aSchemaThatIsNotUnderstoodChangesNothing() throws IOException {
        ObjectNode schema = graphSchema();
        ((ObjectNode) schema.at("/synchronizationRules/0")).putObject("groupFilter")
                .putArray("includedGroups")
                .add("g");
        String before = Files.readString(folder.resolve(JobFile.NAME));

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.putSchema(schema))
                .withMessageContaining("groupFilter");

        ObjectNode unmatched = graphSchema();
        ((ObjectNode) unmatched.at("/synchronizationRules/0/objectMappings/0/attributeMappings/0"))
                .put("matchingPriority", 0);
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.putSchema(unmatched))
                .withMessageContaining("no row with the matchingPriority 1");
        assertThat(folder.resolve(JobFile.NAME)).hasContent(before);
        assertThat(folder.resolve(JobFile.SCHEMA_NAME)).doesNotExist();
    }

    @Test
    void whatStandsInTheQueryOfTheTenantUrlIsNeitherExportedNorLogged(@TempDir Path other) throws IOException {
        JobFolder secret = JobFolder.init(other, "http://127.0.0.1:1/scim?key=" + SECRET + "&aadOptscim062020",
                environment());

        secret.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        Path backup = secret.moveTo(JobTemplate.CUSTOMAPPSSO);

        assertThat(secret.export().toString()).doesNotContain(SECRET).contains("/scim?aadOptscim062020");
        assertThat(secret.testConnection().tenantUrl()).isEqualTo("http://127.0.0.1:1/scim?aadOptscim062020");
        assertThat(Files.readString(other.resolve(JobFolder.LOG_NAME))).doesNotContain(SECRET).contains("/scim?aad");
        assertThat(Files.readString(backup)).doesNotContain(SECRET);
    }

    /** Only who works in the department of the first user is in scope. */
    private ObjectNode graphSchema() {
        ObjectNode schema = job.schema();
        schema.put("id", "scim.1").put("version", "Date:2026-11-27");
        schema.putArray("directories").addObject().put("name", "Azure Active Directory").put("readOnly", true);
        ObjectNode users = (ObjectNode) schema.at("/synchronizationRules/0/objectMappings/0");
        users.putArray("metadata").addObject().put("key", "EscrowBehavior").put("value", "Default");
        users.set("scope", JsonMapper.shared().readTree("""
            {"groups":[{"name":"one","clauses":[{"operatorName":"EQUALS","sourceOperandName":"department",
            "targetOperand":{"values":["Engineering"]}}]}],"inputFilterGroups":[],"categoryFilterGroups":[]}"""));
        return schema;
    }

    @Test
    void aStoppedRunKeepsWhatItDidSaysHowToGoOnAndTheNextOneDoesTheRest() throws IOException {
        append("parallelism: 8", "parallelism: 1");
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
        append("users:", "users:\n  mappings:\n    - target: nickName\n      expression: ToLower([givenNmae])");

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.run(CycleChoice.AUTOMATIC, CycleListener.NONE))
                .withMessageContaining("nickName")
                .withMessageContaining("did you mean givenName?")
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.DEFINITION));
        assertThat(target.takeRequests()).isEmpty();
    }

    @Test
    void anAttributeOfTheOrganisationsOwnIsKnownOnceSomebodyHasIt() throws IOException {
        append("users:", "users:\n  mappings:\n    - target: nickName\n      source: costCentre");
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.run(CycleChoice.AUTOMATIC, CycleListener.NONE))
                .withMessageContaining("give it to somebody");

        Path users = folder.resolve("users.yaml");
        Files.writeString(users,
                Files.readString(users).replaceFirst("\n  department:", "\n  costCentre: C1\n  department:"));
        assertThat(job.run(CycleChoice.AUTOMATIC, CycleListener.NONE).isClean()).isTrue();
    }

    @Test
    void aFilterOnAnAttributeThatNobodyHasIsRefused() {
        ObjectNode schema = graphSchema();
        ((ObjectNode) schema.at("/synchronizationRules/0/objectMappings/0/scope/groups/0/clauses/0"))
                .put("sourceOperandName", "departmnt");
        job.putSchema(schema);

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> job.run(CycleChoice.AUTOMATIC, CycleListener.NONE))
                .withMessageContaining("did you mean department?");
    }

    @Test
    void aFolderThatHasAJobIsNotMadeAnew() {
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> JobFolder.init(folder, "http://127.0.0.1:1/scim", environment()))
                .withMessageContaining("already");
    }

    private void append(String line, String replacement) throws IOException {
        Path file = folder.resolve(JobFile.NAME);
        String text = Files.readString(file);
        assertThat(text).contains("\n" + line);
        Files.writeString(file, text.replace("\n" + line, "\n" + replacement));
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

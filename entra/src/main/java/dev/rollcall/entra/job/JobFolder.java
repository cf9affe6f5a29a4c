package dev.rollcall.entra.job;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.entra.connection.TargetConnections;
import dev.rollcall.entra.cycle.Cycle;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleDecision;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.cycle.StoppedException;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobExport;
import dev.rollcall.entra.definition.JobFile;
import dev.rollcall.entra.definition.JobFiles;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.expression.Evaluator;
import dev.rollcall.entra.log.LoggedSystem;
import dev.rollcall.entra.log.ProvisioningLog;
import dev.rollcall.entra.log.ProvisioningRecord;
import dev.rollcall.entra.log.RecordQuery;
import dev.rollcall.entra.mapping.Mapper;
import dev.rollcall.entra.mapping.MappingException;
import dev.rollcall.entra.mapping.SchemaDocument;
import dev.rollcall.entra.mapping.SourceCheck;
import dev.rollcall.entra.ondemand.OnDemand;
import dev.rollcall.entra.ondemand.OnDemandReport;
import dev.rollcall.entra.source.SampleDirectory;
import dev.rollcall.entra.source.SourceAttributeNames;
import dev.rollcall.entra.source.SourceException;
import dev.rollcall.entra.source.SourceSnapshot;
import dev.rollcall.entra.state.CycleKind;
import dev.rollcall.entra.state.CycleSummary;
import dev.rollcall.entra.state.JobLock;
import dev.rollcall.entra.state.JobState;
import dev.rollcall.entra.state.StateFile;
import dev.rollcall.entra.work.Advice;
import dev.rollcall.entra.work.RecordWriter;
import dev.rollcall.entra.work.WorkContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job in its folder, whole: {@code job.yaml}, the source directory's files, {@code state.json} and the provisioning log. Each
 * call reads the folder anew, so that what a person edited counts from the next call on; calls that change something hold the
 * folder's lock, and a second one meanwhile is refused.
 *
 * <p>Every method throws {@link JobException} when the folder's files are not as they must be.
 */
public final class JobFolder {
    static final String STATE_NAME = "state.json";
    static final String LOG_NAME = "provisioning-log.jsonl";
    private static final String LOCK_NAME = "job.lock";
    private static final String DELETED_NAME = JobFile.NAME + ".deleted";

    private final Path folder;
    private final JobEnvironment environment;
    private final StateFile stateFile;
    private final ProvisioningLog log;

    /** The job of that folder; nothing is read yet. */
    public JobFolder(Path folder, JobEnvironment environment) {
        this.folder = folder;
        this.environment = environment;
        this.stateFile = new StateFile(folder.resolve(STATE_NAME));
        this.log = new ProvisioningLog(folder.resolve(LOG_NAME), environment.rules().log(), environment.clock());
    }

    /**
     * Makes a new job in the folder: a sample directory of 25 users and 4 groups, and a job file for the endpoint that reads
     * the token from {@link TokenSource#DEFAULT_VARIABLE}.
     *
     * @throws JobException when the folder has a job already
     */
    public static JobFolder init(Path folder, String tenantUrl, JobEnvironment environment) {
        return init(folder, JobTemplate.SCIM, tenantUrl, new TokenSource.Variable(TokenSource.DEFAULT_VARIABLE),
                environment);
    }

    /** The same, made from another template or with the token somewhere else. */
    public static JobFolder init(
            Path folder, JobTemplate template, String tenantUrl, TokenSource token, JobEnvironment environment) {
        if (Files.exists(folder.resolve(JobFile.NAME))) {
            throw new JobException(
                    Problem.REQUEST,
                    "There is a job in %s already. Choose another folder, or edit its %s.".formatted(folder,
                            JobFile.NAME));
        }
        SampleDirectory.write(folder);
        JobFiles.writeJob(folder, ProvisioningJob.sample(template, tenantUrl, token));
        JobFolder created = new JobFolder(folder, environment);
        created.job();
        return created;
    }

    /** The definition as the job file says now. */
    public ProvisioningJob job() {
        return JobFile.read(folder);
    }

    /** Asks the endpoint what each cycle asks it first. */
    public ConnectionTest testConnection() {
        ProvisioningJob job = job();
        return testConnection(job, job.token().token(folder, environment.variables()));
    }

    /** The same of another endpoint, with another token, before they are written into the job file. */
    public ConnectionTest testConnection(String tenantUrl, String token) {
        return testConnection(job().withTenantUrl(tenantUrl), Optional.of(token));
    }

    private ConnectionTest testConnection(ProvisioningJob job, Optional<String> token) {
        try (TargetConnections.Connection connection = environment.connections().open(job, token, false)) {
            for (ObjectType type : ObjectType.values()) {
                if (job.mapping(type).enabled()) {
                    connection.target().probe(type, job.probeAttribute(type));
                }
            }
            return new ConnectionTest(
                    job.shownUrl(),
                    Optional.empty(),
                    "The supplied credentials are authorized to enable provisioning.",
                    "Provision one user on demand, or run a cycle.");
        } catch (ProvisioningException e) {
            ErrorCode code = e.code();
            return new ConnectionTest(
                    job.shownUrl(), Optional.of(code), String.valueOf(e.getMessage()), Advice.of(code));
        }
    }

    /**
     * Provisions one user or group now.
     *
     * @param who its principal name, mail, display name or id
     * @param members whom of a group's members to add, at most five; all when empty
     */
    public OnDemandReport provisionOnDemand(String who, List<String> members) {
        return change(state -> onDemand(state, who, members));
    }

    /**
     * Runs one cycle. A listener may show how it goes on. When the thread is interrupted, what was begun is finished, logged and
     * saved, and a {@link JobException} says how to go on; the thread is interrupted then.
     */
    public CycleReport run(CycleChoice choice, CycleListener listener) {
        try {
            return change(state -> {
                ProvisioningJob job = job();
                CycleDecision decision = CycleDecision.of(choice, job, state, environment.clock().instant());
                return cycle(job, state, decision, listener);
            });
        } catch (StoppedException e) {
            Thread.currentThread().interrupt();
            throw new JobException(
                    Problem.STOPPED,
                    "The cycle was stopped before its end. What was done is in the log and remembered; \"rollcall entra run\""
                            + " goes on with what is left.",
                    e);
        }
    }

    /** The newest records of the log that are wanted, oldest first. */
    public List<ProvisioningRecord> log(RecordQuery query) {
        return log.read(query);
    }

    /**
     * Begins anew: without watermark, escrows and quarantine, so that the next cycle is an initial one.
     *
     * @param full whether the links are dropped too, so that all objects are matched again
     */
    public void restart(boolean full) {
        changeState(state -> state.restart(full));
    }

    /** Gives a job that was never run the id that it has from then on. */
    public void keepId() {
        changeState(state -> {});
    }

    /** Ends a quarantine, so that the next cycle goes on where the last one was. */
    public void leaveQuarantine() {
        changeState(JobState::leaveQuarantine);
    }

    /**
     * Deletes the job with its links and its watermark; the source stays, and where the endpoint is stays known to
     * {@link #create}.
     *
     * @return the folder that keeps what was deleted
     */
    public Path delete() {
        job();
        try (JobLock _ = JobLock.take(folder.resolve(LOCK_NAME))) {
            Path kept = ReplacedFiles.keep(folder, environment.clock().instant());
            Files.deleteIfExists(folder.resolve(JobFile.SCHEMA_NAME));
            Files.deleteIfExists(folder.resolve(STATE_NAME));
            Files.move(folder.resolve(JobFile.NAME), folder.resolve(DELETED_NAME), StandardCopyOption.REPLACE_EXISTING);
            return kept;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Whether there is a job: it was not deleted. */
    public boolean exists() {
        return Files.exists(folder.resolve(JobFile.NAME));
    }

    /**
     * Makes a job of a template in the place of the one that was deleted, with its endpoint and settings and the template's rows.
     *
     * @throws JobException when there is a job, or none was deleted
     */
    public void create(JobTemplate template) {
        if (exists()) {
            throw new JobException(Problem.REQUEST, "There is a job in %s already; delete it first.".formatted(folder));
        }
        if (!Files.exists(folder.resolve(DELETED_NAME))) {
            throw new JobException(Problem.NOT_FOUND,
                    "There was no job in %s. 'rollcall entra init' makes one with a source directory."
                            .formatted(folder));
        }
        try (JobLock _ = JobLock.take(folder.resolve(LOCK_NAME))) {
            Files.move(folder.resolve(DELETED_NAME), folder.resolve(JobFile.NAME));
            ProvisioningJob made = job().withTemplate(template).withSchema(JobFile.template(template));
            JobFiles.writeJob(folder, made);
            stateFile.write(newState(made));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private JobException unwritable(IOException e) {
        return new JobException(
                Problem.DEFINITION,
                "The files of %s cannot be written (%s). Check the folder's owner, mode and free space.".formatted(
                        folder,
                        e),
                e);
    }

    /** Lets the staged deletions happen in the next cycle; their number. */
    public int allowDeletions() {
        return decide(JobState::allowStaged);
    }

    /** Leaves the objects of the staged deletions as they are; their number. */
    public int rejectDeletions() {
        return decide(JobState::rejectStaged);
    }

    /** The job with its whole schema as JSON, without any secret. */
    public ObjectNode export() {
        ProvisioningJob job = job();
        return JobExport.write(job, status().jobId(), JobFile.schema(folder, job.template()));
    }

    /** The schema alone, in the form of Microsoft Graph; one that was put in comes back as it came. */
    public ObjectNode schema() {
        ProvisioningJob job = job();
        return JobFile.schema(folder, job.template()).with(job.schema()).json();
    }

    /**
     * Makes the exported job this folder's own, in the place of the one that is here. It is a new job: links, watermark and
     * escrows of the old one are dropped, so that its first cycle is an initial one that matches all objects again.
     *
     * @return the folder that keeps what was replaced
     */
    public Path importJob(JsonNode exported) {
        return replace(JobExport.read(exported), JobExport.schema(exported), true);
    }

    /**
     * Takes a schema alone, as Graph's {@code PUT …/schema} does: the job stays, and its next cycle is an initial one if the
     * mappings changed. Rows and actions of the job file give way to the schema's.
     *
     * @return the folder that keeps what was replaced
     */
    public Path putSchema(JsonNode json) {
        SchemaDocument schema = JobExport.schema(json);
        return replace(job().withSchema(schema.schema()), schema, false);
    }

    /**
     * Moves the job to another template and back, as source document 003 describes: the job with its schema is kept in a file,
     * the job is deleted, one of the other template is made, and the schema is put in.
     *
     * @return the file that holds the old job
     */
    public Path moveTo(JobTemplate template) {
        ProvisioningJob job = job();
        if (job.template() == template) {
            throw new JobException(
                    Problem.REQUEST, "The job is made from the template %s already.".formatted(template.id()));
        }
        Path backup = folder.resolve("job-" + status().jobId() + ".json");
        JobFiles.writeJson(backup, export());
        replace(job.withTemplate(template), JobFile.schema(folder, job.template()), true);
        return backup;
    }

    private Path replace(ProvisioningJob job, SchemaDocument schema, boolean anew) {
        try (JobLock _ = JobLock.take(folder.resolve(LOCK_NAME))) {
            Path kept = ReplacedFiles.keep(folder, environment.clock().instant());
            JobFiles.writeWithSchema(folder, job, schema);
            if (anew) {
                stateFile.write(newState(job));
            }
            return kept;
        }
    }

    public JobStatus status() {
        ProvisioningJob job = job();
        JobState state = stateFile.read().orElseGet(() -> new JobState(job.template().id()));
        boolean runs = state.running().isPresent() && JobLock.isTaken(folder.resolve(LOCK_NAME));
        return JobStatuses.of(job, state, runs);
    }

    private CycleReport cycle(
            ProvisioningJob job, JobState state, CycleDecision decision, CycleListener listener) {
        String cycleId = RecordWriter.uuid(environment.random());
        try (TargetConnections.Connection connection = connect(job, false);
                ProvisioningLog.Writer out = log.open()) {
            WorkContext context = context(job, state, connection);
            CycleSummary summary = new Cycle(context, decision.kind(), writer(out, job, state, cycleId), listener)
                    .run(cycleId);
            return new CycleReport(summary, decision.why(), state.quarantine());
        }
    }

    private OnDemandReport onDemand(JobState state, String who, List<String> members) {
        ProvisioningJob job = job();
        String cycleId = RecordWriter.uuid(environment.random());
        try (TargetConnections.Connection connection = connect(job, true);
                ProvisioningLog.Writer out = log.open()) {
            WorkContext context = context(job, state, connection);
            return new OnDemand(context, writer(out, job, state, cycleId)).run(who, members);
        }
    }

    private TargetConnections.Connection connect(ProvisioningJob job, boolean onDemand) {
        Optional<String> token = job.token().token(folder, environment.variables());
        return environment.connections().open(job, token, onDemand);
    }

    private WorkContext context(ProvisioningJob job, JobState state, TargetConnections.Connection connection) {
        SourceSnapshot source = source();
        job.schema()
                .all()
                .forEach(mapping -> SourceCheck.check(mapping, SourceAttributeNames.of(source, mapping.type())));
        Evaluator evaluator = new Evaluator(environment.clock(), new SecureRandom());
        return new WorkContext(
                job,
                environment.rules(),
                connection.target(),
                source,
                Map.of(
                        ObjectType.USER, Mapper.of(job.users(), evaluator),
                        ObjectType.GROUP, Mapper.of(job.groups(), evaluator)),
                state,
                () -> stateFile.write(state),
                environment.clock(),
                environment.random());
    }

    private SourceSnapshot source() {
        try {
            return environment.sources().apply(folder).read();
        } catch (SourceException e) {
            throw new JobException(Problem.DEFINITION, String.valueOf(e.getMessage()), e);
        }
    }

    private RecordWriter writer(ProvisioningLog.Writer out, ProvisioningJob job, JobState state, String cycleId) {
        LoggedSystem target = new LoggedSystem(state.jobId(), job.shownUrl());
        return new RecordWriter(out, state.jobId(), cycleId, target, environment.random(), environment.clock());
    }

    private int decide(Consumer<JobState> decision) {
        return change(state -> {
            int staged = state.stagedDeletions().size();
            if (staged == 0) {
                throw new JobException(Problem.REQUEST, "No deletions wait for a decision.");
            }
            decision.accept(state);
            return staged;
        });
    }

    private void changeState(Consumer<JobState> work) {
        change(state -> {
            work.accept(state);
            return CycleKind.INITIAL;
        });
    }

    private <T> T change(Function<JobState, T> work) {
        ProvisioningJob job = job();
        try (JobLock _ = JobLock.take(folder.resolve(LOCK_NAME))) {
            JobState state = stateFile.read().orElseGet(() -> newState(job));
            T result = work.apply(state);
            stateFile.write(state);
            return result;
        } catch (MappingException e) {
            throw new JobException(Problem.DEFINITION, String.valueOf(e.getMessage()), e);
        }
    }

    private JobState newState(ProvisioningJob job) {
        return new JobState(job.template().id() + "." + RecordWriter.uuid(environment.random()));
    }
}

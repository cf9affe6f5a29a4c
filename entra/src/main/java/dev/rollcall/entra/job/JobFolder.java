package dev.rollcall.entra.job;

import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobExport;
import dev.rollcall.entra.definition.JobFile;
import dev.rollcall.entra.definition.JobFiles;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.log.ProvisioningLog;
import dev.rollcall.entra.log.ProvisioningRecord;
import dev.rollcall.entra.log.RecordQuery;
import dev.rollcall.entra.ondemand.OnDemandReport;
import dev.rollcall.entra.source.SampleDirectory;
import dev.rollcall.entra.state.JobState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job in its folder, whole: {@code job.yaml}, the source directory's files, {@code state.json} and the provisioning log. Each
 * call reads the folder anew, so that what a person edited counts from the next call on; calls that change something hold the
 * folder's lock, and a second one meanwhile is refused.
 *
 * <p>Every method throws {@link JobException} when the folder's files are not as they must be. Those that provision, or that put
 * another definition in the place of the job, throw it with {@link Problem#UNCONFIRMED} when the job would delete users instead
 * of disabling them and {@link #confirmDeletion} was not called.
 */
public final class JobFolder {
    static final String STATE_NAME = LockedState.NAME;
    static final String LOG_NAME = "provisioning-log.jsonl";

    private final Path folder;
    private final LockedState state;
    private final ProvisioningLog log;
    private final EndpointWork endpoint;
    private final JobReplacement replacement;

    /** The job of that folder; nothing is read yet. */
    public JobFolder(Path folder, JobEnvironment environment) {
        this.folder = folder;
        this.state = new LockedState(folder, environment.random());
        this.log = new ProvisioningLog(folder.resolve(LOG_NAME), environment.rules().log(), environment.clock());
        this.endpoint = new EndpointWork(folder, environment, state, log);
        this.replacement = new JobReplacement(folder, environment.clock(), state);
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

    /** Whether there is a job: it was not deleted. */
    public boolean exists() {
        return Files.exists(folder.resolve(JobFile.NAME));
    }

    /** Whether there was a job that was deleted, so that {@link #create} can make another one. */
    public boolean isDeleted() {
        return !exists() && Files.exists(folder.resolve(JobReplacement.DELETED_NAME));
    }

    /** The definition as the job file says now. */
    public ProvisioningJob job() {
        return JobFile.read(folder);
    }

    public JobStatus status() {
        ProvisioningJob job = job();
        JobState now = state.read().orElseGet(() -> new JobState(job.template().id()));
        return JobStatuses.of(job, now, now.running().isPresent() && state.isHeld());
    }

    /** The newest records of the log that are wanted, oldest first. */
    public List<ProvisioningRecord> log(RecordQuery query) {
        return log.read(query);
    }

    /** A page of the records that are wanted, the newest first. */
    public List<ProvisioningRecord> log(Predicate<ProvisioningRecord> wanted, int skip, int top) {
        return log.page(wanted, skip, top);
    }

    /** Asks the endpoint what each cycle asks it first. */
    public ConnectionTest testConnection() {
        ProvisioningJob job = job();
        return endpoint.test(job, endpoint.token(job));
    }

    /** The same of another endpoint, with another token, before they are written into the job file. */
    public ConnectionTest testConnection(String tenantUrl, String token) {
        ProvisioningJob job = job();
        return endpoint.test(job.withEndpoint(job.endpoint().withTenantUrl(tenantUrl)), Optional.of(token));
    }

    /**
     * Provisions one user or group now.
     *
     * @param who its principal name, mail, display name or id
     * @param members whom of a group's members to add, at most five; all when empty
     */
    public OnDemandReport provisionOnDemand(String who, List<String> members) {
        return endpoint.onDemand(who, members);
    }

    /**
     * Runs one cycle. A listener may show how it goes on. When the thread is interrupted, what was begun is finished, logged and
     * saved, and a {@link JobException} says how to go on; the thread is interrupted then.
     */
    public CycleReport run(CycleChoice choice, CycleListener listener) {
        return endpoint.run(choice, listener);
    }

    /**
     * Agrees, once for this job, that users are deleted instead of disabled because the mapping has no row for active. It is
     * forgotten when a cycle runs with such a row.
     */
    public void confirmDeletion() {
        change(now -> now.confirmDeletion(true));
    }

    /** Whether the job, as it is now, needs {@link #confirmDeletion} before it provisions; throws with what it is about then. */
    public void requireConfirmation() {
        ProvisioningJob job = job();
        DeletionConsent.require(job, state.read().orElseGet(() -> state.fresh(job)));
    }

    /**
     * Begins anew: without watermark, escrows and quarantine, so that the next cycle is an initial one.
     *
     * @param full whether the links are dropped too, so that all objects are matched again
     */
    public void restart(boolean full) {
        change(now -> now.restart(full));
    }

    /** Gives a job that was never run the id that it has from then on. */
    public void keepId() {
        change(now -> {});
    }

    /** Ends a quarantine, so that the next cycle goes on where the last one was. */
    public void leaveQuarantine() {
        change(JobState::leaveQuarantine);
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
     * Deletes the job with its links and its watermark; the source stays, and where the endpoint is stays known to
     * {@link #create}.
     *
     * @return the folder that keeps what was deleted
     */
    public Path delete() {
        return replacement.delete();
    }

    /**
     * Makes a job of a template in the place of the one that was deleted, with its endpoint and settings and the template's rows.
     *
     * @throws JobException when there is a job, or none was deleted
     */
    public void create(JobTemplate template) {
        replacement.create(template);
    }

    /**
     * Makes the exported job this folder's own, in the place of the one that is here. It is a new job: links, watermark and
     * escrows of the old one are dropped, so that its first cycle is an initial one that matches all objects again.
     *
     * @return the folder that keeps what was replaced
     */
    public Path importJob(JsonNode exported) {
        return replacement.importJob(exported);
    }

    /**
     * Takes a schema alone, as Graph's {@code PUT …/schema} does: the job stays, and its next cycle is an initial one if the
     * mappings changed. Rows and actions of the job file give way to the schema's.
     *
     * @return the folder that keeps what was replaced
     */
    public Path putSchema(JsonNode json) {
        return replacement.putSchema(json);
    }

    /**
     * Moves the job to another template and back, as source document 003 describes: the job with its schema is kept in a file,
     * the job is deleted, one of the other template is made, and the schema is put in.
     *
     * @return the file that holds the old job
     */
    public Path moveTo(JobTemplate template) {
        return replacement.moveTo(template);
    }

    /**
     * Changes where the endpoint is, who is provisioned or the threshold of deletions; the rest of the job file stays as people
     * wrote it.
     *
     * @param token a new secret token, which goes into a file that only its owner can read
     */
    public void configure(UnaryOperator<ProvisioningJob> change, Optional<String> token) {
        replacement.configure(change, token);
    }

    private int decide(Consumer<JobState> decision) {
        return state.change((job, now) -> {
            int staged = now.stagedDeletions().size();
            if (staged == 0) {
                throw new JobException(Problem.REQUEST, "No deletions wait for a decision.");
            }
            decision.accept(now);
            return staged;
        });
    }

    private void change(Consumer<JobState> work) {
        state.change((job, now) -> {
            work.accept(now);
            return now;
        });
    }
}

package dev.rollcall.entra.job;

import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobFile;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.mapping.MappingException;
import dev.rollcall.entra.state.JobLock;
import dev.rollcall.entra.state.JobState;
import dev.rollcall.entra.state.StateFile;
import dev.rollcall.entra.work.RecordWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A job's state in its folder, which is changed only by who holds the folder's lock. */
final class LockedState {
    static final String NAME = "state.json";
    private static final String LOCK_NAME = "job.lock";

    private final Path folder;
    private final RandomGenerator random;
    private final StateFile file;

    LockedState(Path folder, RandomGenerator random) {
        this.folder = folder;
        this.random = random;
        this.file = new StateFile(folder.resolve(NAME));
    }

    /** As it was written last; empty when the job was never run. */
    Optional<JobState> read() {
        return file.read();
    }

    /** Only while the lock is held. */
    void write(JobState state) {
        file.write(state);
    }

    /** Whether a run has the folder now. */
    boolean isHeld() {
        return JobLock.isTaken(folder.resolve(LOCK_NAME));
    }

    /** That of a job that has not run yet, under an id of its own. */
    JobState fresh(ProvisioningJob job) {
        return new JobState(job.template().id() + "." + RecordWriter.uuid(random));
    }

    /**
     * Does what needs the folder for itself.
     *
     * @throws JobException when another run has it
     */
    <T> T hold(Supplier<T> work) {
        try (JobLock _ = JobLock.take(folder.resolve(LOCK_NAME))) {
            return work.get();
        }
    }

    /** Changes the state; what a work that fails did to it is not written, unless the work itself wrote it. */
    <T> T change(BiFunction<ProvisioningJob, JobState, T> work) {
        // Without a job there is nothing to hold.
        JobFile.read(folder);
        return hold(() -> {
            ProvisioningJob job = JobFile.read(folder);
            JobState state = file.read().orElseGet(() -> fresh(job));
            try {
                T result = work.apply(job, state);
                file.write(state);
                return result;
            } catch (MappingException e) {
                throw new JobException(Problem.DEFINITION, String.valueOf(e.getMessage()), e);
            }
        });
    }
}

package dev.rollcall.entra.state;

import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The lock of a job's folder. */
class JobLockTest {
    private static final Path LOCKS = Path.of("/proc/locks");

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void path() {
        path = folder.resolve("job.lock");
    }

    @Test
    void itIsTakenUntilItIsGivenBack() {
        assertThat(JobLock.isTaken(path)).isFalse();
        JobLock lock = JobLock.take(path);
        assertThat(JobLock.isTaken(path)).isTrue();
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> JobLock.take(folder.resolve(".").resolve("job.lock")))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.BUSY));
        lock.close();
        assertThat(JobLock.isTaken(path)).isFalse();
        JobLock.take(path).close();
    }

    /** POSIX drops a process's locks on a file as soon as it closes any channel to it. */
    @Test
    void whoOnlyLooksInTheSameProcessDoesNotTakeTheLockAwayFromTheRun() throws IOException {
        assumeTrue(Files.isReadable(LOCKS), "the system does not list its locks");
        try (JobLock _ = JobLock.take(path)) {
            assertThat(isLockedForOtherProcesses()).isTrue();

            JobLock.isTaken(path);
            assertThat(isLockedForOtherProcesses()).as("after a look").isTrue();
            assertThatExceptionOfType(JobException.class).isThrownBy(() -> JobLock.take(path));
            assertThat(isLockedForOtherProcesses()).as("after a refusal").isTrue();
        }
        assertThat(isLockedForOtherProcesses()).isFalse();
    }

    private boolean isLockedForOtherProcesses() throws IOException {
        String inode = ":" + Files.getAttribute(path, "unix:ino") + " ";
        return Files.readString(LOCKS).lines().anyMatch(line -> line.contains(inode));
    }
}

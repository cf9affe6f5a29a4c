package dev.rollcall.entra.job;

import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.entra.bench.MovableClock;
import dev.rollcall.entra.bench.ScriptedTarget;
import dev.rollcall.entra.connection.TargetConnections;
import dev.rollcall.entra.definition.JobFile;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.work.JobRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A new job in its folder, on a scripted target and a clock that a test moves. */
abstract class JobFolderBench {
    static final String SECRET = "s3cret-token-of-the-test";

    @TempDir
    Path folder;

    final MovableClock clock = new MovableClock();
    final ScriptedTarget target = new ScriptedTarget();
    final List<Optional<String>> tokens = new ArrayList<>();
    JobFolder job;

    JobFolderBench() {}

    @BeforeEach
    void init() {
        job = JobFolder.init(folder, "http://127.0.0.1:1/scim?aadOptscim062020", environment());
    }

    JobEnvironment environment() {
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

    /** Writes something else in the place of what begins a line of the job file. */
    void replace(String line, String replacement) throws IOException {
        Path file = folder.resolve(JobFile.NAME);
        String text = Files.readString(file);
        assertThat(text).contains("\n" + line);
        Files.writeString(file, text.replace("\n" + line, "\n" + replacement));
    }
}

package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.ProgramProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands on a data folder in which nothing can be written, by a process that permissions bind even as the super-user. */
@Tag("long")
class UnwritableFolderTest {
    private static final String BYPASS = "-dac_override,-dac_read_search";

    private record Run(int code, String out) {}

    @TempDir
    private Path folder;

    @BeforeEach
    void make() throws IOException {
        assertThat(CommandRun.of(folder, "connection", "create", "--name", "acme", "--strategy", "waad").code())
                .isZero();
        mode("r-x------");
    }

    @AfterEach
    void open() throws IOException {
        mode("rwx------");
    }

    @Test
    void whatReadsWorksAndWhatWritesSaysWhyItCannot() throws Exception {
        List<String> before = files();
        assertThat(run("connection", "list").out).contains("acme");
        assertThat(run("user", "list", "acme").code).isZero();
        assertThat(run("export", "acme").out).contains("\"type\":\"end\"");
        Run refused = run("token", "create", "acme", "--scopes", "all");
        assertThat(refused.code).isEqualTo(1);
        assertThat(refused.out).contains("cannot be written, so nothing was changed").doesNotContain("Exception");
        assertThat(files()).isEqualTo(before);
    }

    private Run run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if (Files.isWritable(folder.resolve("data"))) {
            Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")),
                    "As the super-user it takes setpriv to be bound by permissions.");
            command.addAll(List.of("setpriv", "--bounding-set=" + BYPASS, "--inh-caps=" + BYPASS));
        }
        command.addAll(ProgramProcess.program());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out);
    }

    private void mode(String permissions) throws IOException {
        Files.setPosixFilePermissions(folder.resolve("data"), PosixFilePermissions.fromString(permissions));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}

package dev.rollcall.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LocaleTest {
    @TempDir
    Path folder;

    @Test
    void numbersArePrintedAlikeInEveryLanguage() throws Exception {
        CommandRun.of(folder, "entra", "init", "job", "--url", "http://127.0.0.1:1/scim", "--token", "a-token");
        List<String> command = new ArrayList<>(ProgramProcess.program());
        command.addAll(1, List.of("-Duser.language=de", "-Duser.country=DE"));
        command.addAll(List.of("entra", "run", "--folder", "job"));

        Process process = new ProcessBuilder(command).directory(folder.toFile()).start();

        assertThat(process.inputReader().lines().findFirst().orElse("")).matches("Initial cycle, \\d+\\.\\d s: .*");
    }
}

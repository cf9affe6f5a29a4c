package dev.rollcall.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What lies beside the program in a release, as far as it can be tried without a release. */
class ReleaseFilesTest {
    private static final Path UNIT = Path.of("src/release/rollcall.service");

    @TempDir
    private Path folder;

    @Test
    void systemdTakesTheUnit() throws Exception {
        Assumptions.assumeTrue(isThere("systemd-analyze"), "The unit is verified by systemd-analyze.");
        String unit = Files.readString(UNIT);
        assertThat(unit).contains("ExecStart=/opt/rollcall/rollcall serve");
        // It looks for the program too.
        Path file = Files.writeString(folder.resolve("rollcall.service"),
                unit.replace("ExecStart=/opt/rollcall/rollcall", "ExecStart=/bin/true"));
        Process process = new ProcessBuilder("systemd-analyze", "verify", file.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out).as("warnings").isEmpty();
    }

    /** The image starts the JVM without the launcher. */
    @Test
    void theImageHasTheOptionsOfTheLauncher() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        List<String> options = Files.readAllLines(Path.of("../rollcall"))
                .stream()
                .dropWhile(line -> !line.equals("options=("))
                .skip(1)
                .takeWhile(line -> !line.equals(")"))
                .map(String::strip)
                .filter(line -> line.startsWith("-"))
                .toList();
        assertThat(options).hasSizeGreaterThan(5)
                .allSatisfy(option -> assertThat(pom).contains("<jvmFlag>" + option + "</jvmFlag>"));
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place).resolve(program)));
    }
}

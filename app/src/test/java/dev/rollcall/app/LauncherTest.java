package dev.rollcall.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The launcher with a Java that only prints what it was started with. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "rollcall");

    private record Run(int code, List<String> lines) {}

    @TempDir
    private Path folder;

    @BeforeEach
    void lay() throws IOException {
        Files.copy(LAUNCHER, folder.resolve("rollcall"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(folder.resolve("app/target/lib"));
        Files.createFile(folder.resolve("app/target/rollcall.jar"));
        Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        Path java = Files.writeString(bin.resolve("java"), """
            #!/usr/bin/env bash
            [ -n "${REAL_JAVA:-}" ] || { printf '%s\\n' "$@"; exit; }
            options=()
            for option; do [ "$option" != -cp ] || break; options+=("$option"); done
            exec "$REAL_JAVA" "${options[@]}" -XX:+PrintFlagsFinal -version
            """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        // As if a rehearsal had failed, so that none is tried.
        Files.createFile(folder.resolve("app/target/rollcall.aot"));
    }

    @Test
    void theHeapHasALimitAndItsEndIsTheProcesssEnd() throws Exception {
        Run run = start(Map.of());
        assertThat(run.code()).isZero();
        assertThat(heapMiB(run)).isBetween(64L, 1_024L);
        assertThat(run.lines()).contains("-XX:+ExitOnOutOfMemoryError");
    }

    /** What the machine's own choice would not do on one processor. */
    @Test
    void whatIsNotNeededIsGivenBack() throws Exception {
        assertThat(start(Map.of()).lines()).contains(
                "-XX:+UseG1GC", "-XX:G1PeriodicGCInterval=30000", "-XX:MaxHeapFreeRatio=40", "-XX:InitialHeapSize=64m",
                "-XX:+UseCompactObjectHeaders");
    }

    @Test
    void theSettingSaysHowLargeTheHeapMayBe() throws Exception {
        assertThat(start(Map.of("ROLLCALL_HEAP", "3GiB")).lines()).contains("-Xmx3072m");
        assertThat(start(Map.of("ROLLCALL_HEAP", "700MiB")).lines()).contains("-Xmx700m");
    }

    @ParameterizedTest
    @CsvSource({"2g", "0MiB", "63MiB", "-1GiB", "1GiB -version", "half"})
    void aHeapThatCannotBeReadIsRefusedWithWhatToWrite(String heap) throws Exception {
        Run run = start(Map.of("ROLLCALL_HEAP", heap));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.lines()).containsExactly(
                "rollcall: ROLLCALL_HEAP is \"" + heap + "\": write a size of at least 64MiB, such as 512MiB or 2GiB.");
    }

    @Test
    void theOptionsOfTheAdministratorComeLast() throws Exception {
        List<String> lines = start(Map.of("ROLLCALL_JAVA_OPTS", "-Xmx5g -XX:-ExitOnOutOfMemoryError")).lines();
        assertThat(lines).containsSubsequence("-XX:+ExitOnOutOfMemoryError", "-Xmx5g", "-XX:-ExitOnOutOfMemoryError",
                "-cp");
    }

    /** What the JVM makes of the launcher's options and of the administrator's: one that it refuses would end it. */
    @ParameterizedTest
    @Tag("long")
    @CsvSource(nullValues = "-", value = {
        "-, InitialHeapSize, 67108864",
        "-Xmx32m, MaxHeapSize, 33554432",
        "-XX:MaxRAMPercentage=1, UseG1GC, true",
        "-XX:+UseSerialGC -Xlog:gc, UseSerialGC, true",
        "-verbose:gc -XX:+UseZGC, UseZGC, true",
        "-Xms1500m, InitialHeapSize, 1572864000"})
    void theJvmTakesTheOptions(@Nullable String options, String flag, String value) throws Exception {
        Map<String, String> variables = new HashMap<>();
        variables.put("REAL_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Optional.ofNullable(options).ifPresent(given -> variables.put("ROLLCALL_JAVA_OPTS", given));
        Run run = start(variables);
        assertThat(run.code()).as(run.lines().toString()).isZero();
        requireFlag(run, flag, value);
        if (options == null) {
            requireFlag(run, "UseG1GC", "true");
            requireFlag(run, "ExitOnOutOfMemoryError", "true");
        }
    }

    private static void requireFlag(Run run, String flag, String value) {
        assertThat(run.lines()).anyMatch(line -> line.matches(".*\\b" + flag + " += " + value + " .*"));
    }

    /** Those that the JVM reads by itself come before the launcher's, which would win. */
    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"})
    void aHeapThatTheEnvironmentNamesIsKept(String variable) throws Exception {
        Run run = start(Map.of(variable, "-Xmx32m",
                "REAL_JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        assertThat(run.code()).as(run.lines().toString()).isZero();
        requireFlag(run, "MaxHeapSize", "33554432");
    }

    @ParameterizedTest
    @CsvSource({
        "'0::/', '', max, 8000000",
        "'0::/', '', 1073741824, 1048576",
        "'0::/a/b', /a/b, 1073741824, 1048576",
        "'0::/a/b', /a, 1073741824, 1048576",
        "'0::/a', /other, 1073741824, 8000000",
        "'0::/', '', 9223372036854771712, 8000000"})
    void theLimitOfAContainerIsKept(String group, String limited, String limit, long expected) throws Exception {
        write("sys/fs/cgroup" + limited + "/memory.max", limit);
        assertThat(memory("1:name=systemd:/\n" + group + "\n")).isEqualTo(expected);
    }

    @Test
    void theLimitOfAnOlderContainerIsKept() throws Exception {
        write("sys/fs/cgroup/memory/docker/memory.limit_in_bytes", "536870912");
        assertThat(memory("5:cpu:/docker\n4:memory:/docker\n0::/docker\n")).isEqualTo(524_288);
    }

    @ParameterizedTest
    @CsvSource({"24683620, 1024", "1572864, 768", "65536, 64"})
    void theHeapIsHalfOfTheMemory(long kibibytes, long expected) throws Exception {
        Run run = run(List.of("bash", "-euo", "pipefail", "-c",
                "eval \"$(sed -n '/^heap() {/,/^}/p' \"$0\")\"; memory() { echo " + kibibytes + "; }; heap",
                LAUNCHER.toString()), Map.of());
        assertThat(run.lines()).containsExactly(Long.toString(expected));
    }

    @Test
    void theFirstStartShowsWhatItBuildsAndEndsWhenThatFails() throws Exception {
        Files.delete(folder.resolve("app/target/rollcall.jar"));
        Path mvn = Files.writeString(folder.resolve("jdk/bin/mvn"), """
            #!/bin/sh
            case " $* " in *' -q '*) exit 3 ;; esac
            echo '[INFO] Scanning for projects...'
            echo '[INFO] Building Rollcall store 0.1.0-SNAPSHOT                     [4/9]'
            printf '[WARNING] something\\n  Did you mean another thing?\\n'
            [ "$BUILD" = 0 ] || printf '[ERROR] it is broken\\033[0m\\n'
            printf '\\033[0m\\033[0m\\n'
            exit "$BUILD"
            """);
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwx------"));
        String path = mvn.getParent() + ":" + System.getenv("PATH");
        Run failed = start(Map.of("PATH", path, "BUILD", "1"));
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.lines()).containsExactly("rollcall: building, which takes about a minute the first time",
                "rollcall: building part 4 of 9, Rollcall store", "[ERROR] it is broken");
        Run built = start(Map.of("PATH", path, "BUILD", "0"));
        assertThat(built.code()).isZero();
        assertThat(built.lines()).contains("rollcall: building part 4 of 9, Rollcall store", "serve");
    }

    /** It builds without tests, and what they are made of is not there then. */
    @Test
    void whatItBuildsNeedsNoTestsOfAnotherModule() throws IOException {
        assertThat(Files.readString(LAUNCHER)).contains("-Dmaven.test.skip=true");
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(Path.of(".."), Files::isDirectory)) {
            for (Path module : modules) {
                Path pom = module.resolve("pom.xml");
                if (Files.exists(pom)) {
                    assertThat(Files.readString(pom).replaceAll("(?s)<profile>.*?</profile>", ""))
                            .as("%s: a test-jar belongs into a profile that is off with maven.test.skip", pom)
                            .doesNotContain("<type>test-jar</type>");
                }
            }
        }
    }

    @Test
    void aFailedRehearsalIsSaidOnceADay() throws Exception {
        Path aot = folder.resolve("app/target/rollcall.aot");
        Files.delete(aot);
        Files.writeString(folder.resolve("jdk/bin/java"), "#!/bin/sh\nexit 7\n");
        Instant before = Instant.now().minus(Duration.ofDays(3));
        for (String old : List.of("app/target/rollcall.jar", "app/target/lib", "jdk/bin/java")) {
            Files.setLastModifiedTime(folder.resolve(old), FileTime.from(before));
        }
        assertThat(start(Map.of()).lines()).anyMatch(line -> line.contains("quick starts could not be prepared"));
        assertThat(start(Map.of()).lines()).isEmpty();
        Files.setLastModifiedTime(aot, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        assertThat(start(Map.of()).lines()).anyMatch(line -> line.contains("quick starts could not be prepared"));
    }

    @Test
    void aReleaseHasTheProgramBesideTheLauncherAndIsNotBuilt() throws Exception {
        Path program = Files.createDirectories(folder.resolve("program/lib")).getParent();
        Files.createFile(program.resolve("rollcall.jar"));
        Files.createFile(program.resolve("rollcall.aot"));
        Files.delete(folder.resolve("app/target/rollcall.jar"));
        Run run = start(Map.of());
        assertThat(run.lines()).containsSubsequence("-cp", program.resolve("rollcall.jar").toString(),
                "dev.rollcall.app.Main", "serve");
    }

    private long memory(String groups) throws Exception {
        write("proc/meminfo", "MemTotal:        8000000 kB\nMemFree:         1000000 kB\n");
        write("proc/self/cgroup", groups);
        Run run = run(List.of("bash", "-euo", "pipefail", "-c",
                "eval \"$(sed -n '/^memory() {/,/^}/p' \"$0\")\"; memory \"$1\"", LAUNCHER.toString(),
                folder.toString()), Map.of());
        assertThat(run.code()).as(run.lines().toString()).isZero();
        return Long.parseLong(run.lines().getFirst());
    }

    private static long heapMiB(Run run) {
        String heap = run.lines().stream().filter(line -> line.startsWith("-Xmx")).findFirst().orElseThrow();
        assertThat(heap).matches("-Xmx[0-9]+m");
        return Long.parseLong(heap.substring("-Xmx".length(), heap.length() - 1));
    }

    private Run start(Map<String, String> variables) throws Exception {
        Map<String, String> all = new HashMap<>(variables);
        all.put("JAVA_HOME", folder.resolve("jdk").toString());
        return run(List.of(folder.resolve("rollcall").toString(), "serve"), all);
    }

    private Run run(List<String> command, Map<String, String> variables) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ROLLCALL_"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        return new Run(code, out.lines().toList());
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

package dev.rollcall.app;

import dev.rollcall.store.testing.MigratedSqlite;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own; killed at the end of a test if it still runs. */
public final class ProgramProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String READY = "rollcall is ready at ";

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private ProgramProcess(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.err = err;
    }

    /** Starts {@code serve} with these options. */
    public static ProgramProcess serve(Path folder, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(Arrays.asList(options));
        if (CommandRun.makesAStore(Map.of(), arguments)) {
            MigratedSqlite.prepare(folder.resolve("data"));
        }
        return start(folder, arguments);
    }

    /** The same in a JVM with further options. */
    public static ProgramProcess serve(Path folder, List<String> jvm, String... options) throws IOException {
        List<String> command = new ArrayList<>(program());
        command.addAll(1, jvm);
        command.add("serve");
        command.addAll(Arrays.asList(options));
        return run(folder, command);
    }

    /** Starts {@code serve} in a shell that lets it open only so many files; {@link #openAllFiles} takes them. */
    public static ProgramProcess serveWithFewFiles(Path folder, int files, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -n " + files + "; exec \"$0\" \"$@\""));
        command.addAll(program());
        command.removeLast();
        command.add(FileHog.class.getName());
        command.add("serve");
        command.addAll(Arrays.asList(options));
        return run(folder, command);
    }

    /** Starts {@code serve} with these settings in its environment. */
    public static ProgramProcess serve(Path folder, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(program());
        command.add("serve");
        return run(folder, command, environment);
    }

    /** Starts the program with these arguments. */
    public static ProgramProcess start(Path folder, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(program());
        command.addAll(arguments);
        return run(folder, command);
    }

    private static ProgramProcess run(Path folder, List<String> command) throws IOException {
        return run(folder, command, Map.of());
    }

    private static ProgramProcess run(Path folder, List<String> command, Map<String, String> environment)
            throws IOException {
        Path err = Files.createTempFile(folder, "program", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ROLLCALL_"));
        builder.environment().putAll(environment);
        return new ProgramProcess(builder.start(), err);
    }

    /** The command that runs the program of this build in a process. */
    public static List<String> program() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }

    /** Its number in the system. */
    public long pid() {
        return process.pid();
    }

    /** The next line of standard output; waits for it. */
    public String line() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("It ended without a line: " + err());
        }
        return line;
    }

    /** Waits for the ready line and returns the address in it. */
    public String url() throws IOException {
        String line = line();
        if (!line.startsWith(READY)) {
            throw new AssertionError("Not the ready line: " + line);
        }
        return line.substring(READY.length());
    }

    /** What is left on standard output, when it has ended. */
    public List<String> rest() {
        return out.lines().toList();
    }

    /** What it wrote to standard error so far. */
    public String err() throws IOException {
        return Files.readString(err);
    }

    /** Leaves a process of {@link #serveWithFewFiles} no file that it may open. */
    public void openAllFiles() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        String line = line();
        if (!line.equals("none left")) {
            throw new AssertionError(line);
        }
    }

    /** Sends SIGTERM; what it printed can still be read. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGKILL and waits. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for the end. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("It did not end within " + PATIENCE);
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}

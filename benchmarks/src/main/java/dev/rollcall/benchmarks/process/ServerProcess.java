package dev.rollcall.benchmarks.process;

import dev.rollcall.benchmarks.load.LoadException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server as a process of its own on one processor. It says on standard output that it {@code is ready at} a URL; all else
 * goes to a file. It ends with {@link #close()}, and with this process at the latest.
 */
public final class ServerProcess implements AutoCloseable {
    private static final String READY = "is ready at ";
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

    private final Process process;
    private final URI url;
    private final Duration startTime;
    private final Thread killer;

    private ServerProcess(Process process, URI url, Duration startTime) {
        this.process = process;
        this.url = url;
        this.startTime = startTime;
        killer = Thread.ofPlatform().unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Starts a command on the processor of that number and waits until it is ready. */
    public static ServerProcess start(List<String> command, Map<String, String> environment, int processor,
            Path errors) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", String.valueOf(processor)));
        pinned.addAll(command);
        var builder = new ProcessBuilder(pinned).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        try {
            Process process = builder.start();
            try {
                URI url = ready(process, errors);
                return new ServerProcess(process, url, Duration.ofNanos(System.nanoTime() - start));
            } catch (IOException | RuntimeException e) {
                process.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new LoadException("'" + String.join(" ", pinned) + "' could not be started.", e);
        }
    }

    public URI url() {
        return url;
    }

    /** From the start of the process to its word that it is ready. */
    public Duration startTime() {
        return startTime;
    }

    /** How long it has computed since it started. */
    public Duration processorTime() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new LoadException("The processor time of the server cannot be read."));
    }

    /** Resident memory in MiB. */
    public long residentMegabytes() {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow(() -> new LoadException("The server process has ended."));
        } catch (IOException e) {
            throw new LoadException("The memory of process " + process.pid() + " cannot be read.", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(killer);
    }

    private static URI ready(Process process, Path errors) throws IOException {
        var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.contains(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new LoadException("The server ended before it was ready; see " + errors + ".");
        }
        return URI.create(line.substring(line.indexOf(READY) + READY.length()).strip());
    }
}

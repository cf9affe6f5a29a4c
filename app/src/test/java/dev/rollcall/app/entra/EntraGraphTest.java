package dev.rollcall.app.entra;

import dev.rollcall.app.command.Program;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.clients.LiveServer;
import dev.rollcall.clients.LiveServers;
import dev.rollcall.clients.StoreKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** {@code rollcall entra graph}, driven by the script of curl calls that the documentation has. */
@ExtendWith(LiveServers.class)
class EntraGraphTest {
    private static final Path SCRIPT = Path.of("..", "docs", "entra-graph.sh").toAbsolutePath().normalize();

    private final LiveServer server;

    @TempDir
    private Path around;

    EntraGraphTest(LiveServers servers) {
        server = servers.on(StoreKind.SQLITE);
    }

    @Test
    void theScriptOfTheDocumentationMovesTheJobAndStartsIt() throws Exception {
        assumeTrue(hasCurl(), "bash or curl is not there");
        CommandJob job = CommandJob.init(around, server.newEndpoint());
        job.done("run");
        PipedInputStream printed = new PipedInputStream(1 << 16);
        try (PrintStream out = new PrintStream(new PipedOutputStream(printed), true, StandardCharsets.UTF_8);
                BufferedReader lines = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8))) {
            Thread command = Thread.ofPlatform()
                    .start(() -> new Program(
                            new Terminal(out, out, Map.of(), around, Clock.systemUTC())).run("entra", "graph"));
            String graph = lines.readLine().replaceFirst("GRAPH=", "");
            String token = lines.readLine().replaceFirst("TOKEN=", "");

            String told = script(graph, token, "customappsso");

            assertThat(told).containsSubsequence("job scim.", "schema kept in ", "job customappsso.",
                    "\"status\":{\"code\":\"Active\"", "\"provisioningAction\":");
            assertThat(job.done("status", "--json").json().path("template").asString()).isEqualTo("CUSTOMAPPSSO");
            assertThat(script(graph, token, "scim")).contains("job customappsso.", "job scim.");
            assertThat(job.done("status").out()).contains("25, 4 linked");
            command.interrupt();
            command.join();
        }
    }

    private String script(String graph, String token, String template) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString()).directory(around.toFile())
                .redirectErrorStream(true)
                .redirectOutput(around.resolve("told").toFile());
        builder.environment().putAll(Map.of("GRAPH", graph, "TOKEN", token, "TEMPLATE", template));
        Process process = builder.start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroy();
        String told = Files.readString(around.resolve("told"));
        assertThat(ended && process.exitValue() == 0).as(told).isTrue();
        return told;
    }

    private static boolean hasCurl() throws InterruptedException {
        try {
            return new ProcessBuilder("bash", "-c", "curl --version").redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor() == 0;
        } catch (IOException e) {
            // What the machine lacks is the answer.
            return false;
        }
    }
}

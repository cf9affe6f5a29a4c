package dev.rollcall.server.helidon;

import dev.rollcall.server.testing.RawConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The listener of a process that may open few files. */
@Timeout(120)
class ListenerTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final Path SHELL = Path.of("/bin/sh");

    private final List<String> said = new ArrayList<>();

    private Process process;
    private BufferedReader output;
    private int port;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.isExecutable(SHELL), "needs a shell that can lower the limit of open files");
        process = new ProcessBuilder(
                SHELL.toString(),
                "-c",
                "ulimit -n 400; exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildServer.class.getName())
                .redirectErrorStream(true)
                .start();
        output = process.inputReader();
        port = Integer.parseInt(await("port ").substring("port ".length()));
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void moreSilentConnectionsThanFilesDoNotEndIt() throws Exception {
        assertThat(said).anyMatch(line -> line.contains("server.max-connections is lowered from 10000 to "));
        List<RawConnection> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                silent.add(new RawConnection(port));
            }
            try (RawConnection client = new RawConnection(port)) {
                assertThat(client.send(GET).read().status()).isEqualTo(204);
            }
        } finally {
            for (RawConnection connection : silent) {
                connection.close();
            }
        }
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void whenItEndsAllTheSameTheProcessIsTold() throws Exception {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        await("none left");
        try (RawConnection client = new RawConnection(port)) {
            assertThat(client.closedByServer()).isTrue();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ChildServer.ENDED);
    }

    /** Passes over the log until a line begins so. */
    private String await(String beginning) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(beginning)) {
            said.add(line);
            line = output.readLine();
        }
        assertThat(line).as("%s after %s", beginning, said).isNotNull();
        return String.valueOf(line);
    }
}

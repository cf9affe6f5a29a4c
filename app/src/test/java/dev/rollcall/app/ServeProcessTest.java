package dev.rollcall.app;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The program as its users run it: as a process. */
class ServeProcessTest {
    @TempDir
    private Path folder;

    @Test
    void itSaysOnOneLineThatItIsReadyAndStopsInOrder() throws Exception {
        try (ProgramProcess serve = ProgramProcess.serve(folder, "--port", "0")) {
            String url = serve.url();
            assertThat(url).matches("http://127\\.0\\.0\\.1:[1-9][0-9]*");
            ScimClient client = ScimClient.create(folder, "acme");
            assertThat(client.endpoint()).startsWith(url + "/");
            String id = client.createUser("ada@acme.example");
            serve.terminate();
            assertThat(serve.exitCode()).as(serve.err()).isZero();
            assertThat(serve.rest()).isEmpty();
            assertThat(serve.err().lines()).satisfiesExactly(
                    line -> assertThat(line).startsWith("rollcall: storing with sqlite in "),
                    line -> assertThat(line).matches("rollcall: a client .* are in .*data/bootstrap-client\\.json"));
            assertThat(Files.exists(folder.resolve("data/serve-address"))).isFalse();
            assertThat(CommandRun.of(folder, "log", "acme", "--resource", id, "--json").json()).hasSize(1);
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesAKill() throws Exception {
        ScimClient before;
        String id;
        try (ProgramProcess serve = ProgramProcess.serve(folder, "--port", "0")) {
            serve.url();
            before = ScimClient.create(folder, "acme");
            id = before.createUser("ada@acme.example");
            serve.kill();
        }
        try (ProgramProcess serve = ProgramProcess.serve(folder, "--port", "0")) {
            serve.url();
            String endpoint = CommandRun.of(folder, "connection", "show", "acme", "--json")
                    .json()
                    .get("scim_endpoint")
                    .stringValue();
            ScimClient after = new ScimClient(endpoint, before.token());
            assertThat(after.send("GET", "/Users/" + id).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whenItCanAcceptNoMoreItEndsSoThatASupervisorStartsItAgain() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell that can lower the limit of open files");
        try (ProgramProcess serve = ProgramProcess.serveWithFewFiles(folder, 400, "--port", "0")) {
            URI url = URI.create(serve.url());
            assertThat(serve.err()).contains("server.max-connections is lowered from 10000 to ");
            serve.openAllFiles();
            List<Socket> clients = connectUntilRefused(url);
            assertThat(serve.exitCode()).as(serve.err()).isEqualTo(1);
            assertThat(serve.err()).contains("no more connections can be accepted, so the service ends");
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    /** A file that was closed meanwhile may leave room for a connection or a few; each of these takes one and keeps it. */
    private static List<Socket> connectUntilRefused(URI url) {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                clients.add(new Socket(url.getHost(), url.getPort()));
            }
        } catch (IOException refused) {
            assertThat(refused).isInstanceOf(ConnectException.class);
        }
        return clients;
    }

    @Test
    void aSecondServerOnTheSameFolderIsRefused() throws Exception {
        try (ProgramProcess first = ProgramProcess.serve(folder, "--port", "0")) {
            first.url();
            try (ProgramProcess second = ProgramProcess.serve(folder, "--port", "0")) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.rest()).isEmpty();
                assertThat(second.err().lines()).hasSize(1);
                assertThat(second.err()).startsWith("rollcall: ").contains("--data");
            }
        }
    }

    @Test
    @Tag("long")
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ProgramProcess serve = ProgramProcess.serve(folder, "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(serve.exitCode()).isEqualTo(1);
            assertThat(serve.rest()).isEmpty();
            assertThat(serve.err())
                    .contains("rollcall: http://127.0.0.1:" + taken.getLocalPort() + " cannot be listened on")
                    .contains("--port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    @Tag("long")
    void aCertificateThatIsMissingIsNamed() throws Exception {
        try (ProgramProcess serve = ProgramProcess.serve(folder, "--port", "0", "--tls-certificate", "none.pem",
                "--tls-key", "none.key")) {
            assertThat(serve.exitCode()).isEqualTo(1);
            assertThat(serve.err()).contains("--tls-certificate").doesNotContain("\tat ");
        }
    }

    @Test
    @Tag("long")
    void theLogIsFollowedAcrossProcesses() throws Exception {
        try (ProgramProcess serve = ProgramProcess.serve(folder, "--port", "0")) {
            serve.url();
            ScimClient client = ScimClient.create(folder, "acme");
            String first = client.createUser("ada@acme.example");
            try (ProgramProcess follow = ProgramProcess.start(folder,
                    List.of("log", "acme", "--follow", "--json", "--status", "2xx"))) {
                assertThat(follow.line()).startsWith("{").contains(first);
                client.send("GET", "/Users/missing");
                String second = client.createUser("bob@acme.example");
                assertThat(follow.line()).startsWith("{").contains(second);
            }
        }
    }
}

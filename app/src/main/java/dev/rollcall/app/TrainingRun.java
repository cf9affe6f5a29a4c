package dev.rollcall.app;

import dev.rollcall.app.command.Program;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes once through what the program does, so that the JVM can write down what it loaded and linked (JEP 483, JEP 514).
 * The launcher runs it after a build; later starts are the quicker for it.
 */
public final class TrainingRun {
    private static final String USER = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada@acme.example",
         "externalId":"1","name":{"givenName":"Ada"},"emails":[{"type":"work","value":"ada@acme.example"}]}""";
    private static final String GROUP = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Analysts"}""";

    private final Terminal terminal;
    private final String token;
    private final URI endpoint;

    private TrainingRun(Terminal terminal, URI endpoint, String token) {
        this.terminal = terminal;
        this.endpoint = endpoint;
        this.token = token;
    }

    /** Runs in the empty folder that the first argument names. */
    public static void main(String... arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Map<String, String> environment = Map.of("ROLLCALL_PORT", "0");
        Terminal terminal = new Terminal(nowhere, nowhere, environment, folder, Clock.systemUTC());
        SettingSources sources = new SettingSources(Map.of(), Optional.empty(), environment, folder);
        try (RollcallService service = RollcallService.start(sources.read(), terminal)) {
            String endpoint = print(terminal, "connection", "create", "--name", "acme", "--strategy", "waad", "--print",
                    "scim_endpoint");
            String token = print(terminal, "token", "create", "acme", "--scopes", "all", "--print", "token");
            new TrainingRun(terminal, URI.create(endpoint), token).requests();
        }
    }

    private void requests() throws IOException {
        send("POST", "/Users", USER);
        send("POST", "/Groups", GROUP);
        for (String path : List.of(
                "/Users",
                "/Users?filter=userName+eq+%22ada%40acme.example%22",
                "/Groups?excludedAttributes=members&filter=displayName+eq+%22Analysts%22",
                "/ServiceProviderConfig")) {
            send("GET", path, "");
        }
        new Program(terminal).run("connection", "list");
        new Program(terminal).run("token", "list", "acme");
        new Program(terminal).run("log", "acme");
        new Program(terminal).run("serve", "--help");
    }

    private void send(String method, String path, String body) throws IOException {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            String request = """
                %s %s%s HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                Content-Type: application/scim+json\r
                Content-Length: %d\r
                Connection: close\r
                \r
                %s""".formatted(method, endpoint.getPath(), path, endpoint.getAuthority(), token, body.length(), body);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getInputStream().readAllBytes();
        }
    }

    private static String print(Terminal around, String... arguments) throws IOException {
        Path out = Files.createTempFile(around.folder(), "out", ".txt");
        try (PrintStream printed = new PrintStream(out.toFile(), StandardCharsets.UTF_8)) {
            new Program(new Terminal(printed, around.err(), around.environment(), around.folder(), around.clock()))
                    .run(arguments);
        }
        return Files.readString(out).strip();
    }
}

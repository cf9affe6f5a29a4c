package dev.rollcall.browser;

import dev.rollcall.app.command.Program;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A whole service in a folder, as a browser and an identity provider meet it. */
final class BrowserHouse implements AutoCloseable {
    static final String ADMINISTRATOR = "an-administrators-token-of-40-characters";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path folder;
    private final RollcallService service;

    private BrowserHouse(Path folder, RollcallService service) {
        this.folder = folder;
        this.service = service;
    }

    /** Starts one that may deliver to this machine. */
    static BrowserHouse start(Path folder) {
        BrowserHouse house = start(folder, Map.of("ROLLCALL_OUTBOUND_ALLOWED_NETWORKS", "127.0.0.1"));
        // For the commands that run beside the service.
        house.write("rollcall.yaml", "outbound:\n  allowed-networks: 127.0.0.1\n");
        return house;
    }

    /** Starts one. @param settings environment variables beside the port and the administrator's token */
    static BrowserHouse start(Path folder, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(Map.of("ROLLCALL_PORT", "0", "ROLLCALL_ADMIN_TOKEN",
                ADMINISTRATOR));
        environment.putAll(settings);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Terminal terminal = new Terminal(nowhere, nowhere, environment, folder, Clock.systemUTC());
        return new BrowserHouse(folder, RollcallService
                .start(new SettingSources(Map.of(), Optional.empty(), environment, folder).read(), terminal));
    }

    /** The URL of a path. */
    URI url(String path) {
        return service.url().resolve(path);
    }

    /** What a command prints, without its last line feed. */
    String run(String words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Program(new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), Map.of(), folder, Clock.systemUTC()))
                .run(words.split(" "));
        assertThat(code).as(words + ": " + err.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    /** What an identity provider asks for. @param path below that of the connection */
    HttpResponse<String> scim(String connection, String token, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(url("/scim/v2/connections/" + connection + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/scim+json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " had no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A user whom an identity provider makes; the answer is the SCIM id. @param connection its id */
    String user(String connection, String token, String name) {
        HttpResponse<String> answer = scim(connection, token, "POST", "/Users",
                """
                    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%s@acme.example","externalId":"of-%s",
                     "active":true,"displayName":"%s Example","emails":[{"type":"work","primary":true,"value":"%s@acme.example"}]}"""
                        .formatted(name, name, name, name));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return MAPPER.readTree(answer.body()).path("id").stringValue();
    }

    /** The member of that name of the JSON that a command prints. */
    String run(String words, String member) {
        return json(words).path(member).stringValue();
    }

    /** The JSON that a command prints. */
    JsonNode json(String words) {
        return MAPPER.readTree(run(words));
    }

    /** Writes a file that commands may name. */
    void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes a text in a file that a command has made; it stands there once at least. */
    void edit(String name, String before, String after) {
        try {
            String text = Files.readString(folder.resolve(name));
            assertThat(text).contains(before);
            Files.writeString(folder.resolve(name), text.replace(before, after));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}

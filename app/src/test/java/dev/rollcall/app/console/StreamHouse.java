package dev.rollcall.app.console;

import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.outbound.fault.FaultTarget;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A service with streams to SCIM applications, each with a connection of its own, so that tests do not see each other's. */
final class StreamHouse implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Looks of a page, for a minute: nothing here is about how fast a machine is. */
    private static final int TRIES = 2_400;

    private final Path folder;
    private final ConsoleService service;
    private final Browser administrator;

    private StreamHouse(Path folder, ConsoleService service) {
        this.folder = folder;
        this.service = service;
        this.administrator = service.administrator();
    }

    static StreamHouse start(Path folder) {
        try {
            // For the commands that run beside the service.
            Files.writeString(folder.resolve("rollcall.yaml"), "outbound:\n  allowed-networks: 127.0.0.1\n");
            Files.writeString(folder.resolve("crm.token"), FaultTarget.TOKEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StreamHouse(folder, ConsoleService.start(folder, Map.of("ROLLCALL_OUTBOUND_ALLOWED_NETWORKS",
                "127.0.0.1")));
    }

    ConsoleService service() {
        return service;
    }

    Browser administrator() {
        return administrator;
    }

    /** A connection; the answer is a token for it. */
    String connection(String name) {
        service.run("connection create --name " + name + " --strategy samlp");
        return service.run("token create " + name + " --scopes all --print token");
    }

    /** A stream of that name with what happens at the connection of that name; the answer is its id. */
    String stream(String name, FaultTarget target) {
        service.run(
                "stream create " + name + " --scim " + target.url() + " --token-file crm.token --connection " + name);
        String show = service.run("stream show " + name + " --json");
        return MAPPER.readTree(show).path("id").stringValue();
    }

    /** A user of a connection, with an e-mail address; the answer is the path of it there. */
    String user(String connection, String token, String name) {
        String id = MAPPER.readTree(service.run("connection show " + connection + " --json")).path("id").stringValue();
        String users = "/scim/v2/connections/" + id + "/Users";
        String body = """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"externalId":"%s","userName":"%s@acme.example",
             "emails":[{"type":"work","primary":true,"value":"%s@acme.example"}]}""".formatted(name, name, name);
        HttpResponse<String> answer = send("POST", users, token, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return users + "/" + MAPPER.readTree(answer.body()).path("id").stringValue();
    }

    /** Gives a user another title. @param path of the user */
    void title(String path, String token, String title) {
        HttpResponse<String> answer = send("PATCH", path, token, """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
             "Operations":[{"op":"replace","path":"title","value":"%s"}]}""".formatted(title));
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    private HttpResponse<String> send(String method, String path, String token, String body) {
        try {
            return HTTP.send(HttpRequest.newBuilder(service.service().url().resolve(path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/scim+json")
                    .method(method, BodyPublishers.ofString(body))
                    .build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a page shows as soon as it shows it. */
    String waitFor(String path, Predicate<String> wanted) {
        String page = administrator.page(path);
        for (int i = 0; i < TRIES && !wanted.test(page); i++) {
            pause();
            page = administrator.page(path);
        }
        assertThat(wanted.test(page)).as(page).isTrue();
        return page;
    }

    private static void pause() {
        try {
            Thread.sleep(25);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The operations of the console that have left a row of a change about that. */
    List<String> audited(String subject) {
        try (Storage storage = MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults())) {
            List<AuditEntry> entries = storage.read(Share.HOUSE, session -> session.audit().before("", 1_000));
            return entries.stream()
                    .filter(entry -> entry.change().filter(change -> change.subject().startsWith(subject)).isPresent())
                    .map(AuditEntry::operation)
                    .filter(operation -> operation.contains("/console/"))
                    .toList();
        }
    }

    /** The first link of a page that has that form; what stands in the pattern's group. */
    static String link(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }

    @Override
    public void close() {
        service.close();
    }
}

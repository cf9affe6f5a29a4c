package dev.rollcall.app;

import dev.rollcall.app.PlantedSecrets.Plant;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Secrets are sent in dozens of places over HTTP; afterwards all that the service wrote is searched for them. A password is
 * found nowhere; what is kept as data is found in the document, and not in the log or on any output.
 */
class PlantedSecretsTest {
    @TempDir
    private Path folder;

    private final List<String> dropped = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();

    @Test
    void areNotFoundOnSqlite() throws Exception {
        Path data = folder.resolve("data");
        inspect(Map.of("ROLLCALL_PORT", "0"), data);
    }

    @Test
    @Tag("long")
    void areNotFoundOnPostgresql() throws Exception {
        Path data = folder.resolve("postgresql");
        // Full-page images in the write-ahead log would be compressed, and a search would not see through that.
        try (EmbeddedPostgres database = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("wal_compression", "off")
                .start()) {
            inspect(Map.of(
                    "ROLLCALL_PORT", "0",
                    "ROLLCALL_DATABASE_URL", "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(database.getPort()),
                    "ROLLCALL_DATABASE_USER", "postgres"), data);
        }
    }

    private void inspect(Map<String, String> environment, Path data) throws Exception {
        StringBuilder outputs = new StringBuilder();
        try (ProgramProcess serve = ProgramProcess.serve(folder, environment)) {
            String url = serve.url();
            ScimClient client = client(url, environment);
            plant(client);
            assertThat(found(data, dropped)).as("secrets in files while the service runs").isEmpty();
            serve.terminate();
            assertThat(serve.exitCode()).isZero();
            outputs.append(serve.err()).append(serve.rest());
        }
        outputs.append(run(environment, "log", "acme", "--json", "--limit", "10000"));
        outputs.append(run(environment, "log", "acme", "--limit", "10000"));
        outputs.append(run(environment, "connection", "show", "acme", "--json"));
        outputs.append(run(environment, "connection", "list", "--json"));
        outputs.append(run(environment, "token", "list", "acme", "--json"));
        assertThat(outputs).as("what is redacted").contains("[redacted]", "newPassword", "refreshToken");
        Stream.concat(dropped.stream(), kept.stream())
                .forEach(secret -> assertThat(outputs.toString()).as("outputs").doesNotContain(secret));
        assertThat(found(data, dropped)).as("secrets in files").isEmpty();
        assertThat(found(data, kept.subList(0, 1))).as("the search finds what is there").isNotEmpty();
    }

    private void plant(ScimClient client) throws IOException, InterruptedException {
        String user = client.createUser("ada");
        HttpResponse<String> group = client.send("POST", "/Groups",
                "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"all\"}");
        String groupId = ScimClient.json(group).get("id").stringValue();
        int number = 1000;
        for (Plant plant : PlantedSecrets.all()) {
            String secret = "pl4nted" + number++ + "s3cret";
            String body = json(plant.body()).replace("%s", secret)
                    .replace("\"ID\"", "\"" + user + "\"")
                    .replace("\"userName\":\"new\"", "\"userName\":\"u" + number + "\"");
            String path = plant.path()
                    .replace("ID", user)
                    .replace("GROUP", groupId)
                    .replace("%%", "%")
                    .replace("%s", secret);
            HttpResponse<String> answer = body.isEmpty()
                    ? client.send(plant.method(), path)
                    : client.send(plant.method(), path, body);
            if (plant.kept()) {
                kept.add(secret);
                assertThat(answer.statusCode()).as("%s %s", plant, answer.body()).isBetween(200, 201);
                assertThat(answer.body()).as("data is answered: %s", plant).contains(secret);
            } else {
                dropped.add(secret);
                assertThat(answer.statusCode()).as("%s %s", plant, answer.body()).isLessThan(500);
                assertThat(client.send("GET", "/Users/" + user).body()).doesNotContain(secret);
            }
        }
        assertThat(dropped.size() + kept.size()).isGreaterThan(40);
    }

    private ScimClient client(String url, Map<String, String> environment) {
        String id = run(environment, "connection", "create", "--name", "acme", "--strategy", "waad", "--print", "id");
        String token = run(environment, "token", "create", "acme", "--scopes", "all", "--print", "token");
        return new ScimClient(url + "/scim/v2/connections/" + id.strip(), token.strip());
    }

    private String run(Map<String, String> environment, String... arguments) {
        CommandRun run = CommandRun.of(folder, environment, arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out() + run.err();
    }

    /** Which of the texts are in which files below the folder. */
    private static List<String> found(Path folder, List<String> texts) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).flatMap(file -> found(texts, file)).toList();
        }
    }

    private static Stream<String> found(List<String> texts, Path file) {
        try {
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return texts.stream().filter(bytes::contains).map(text -> text + " in " + file);
        } catch (IOException e) {
            if (Files.notExists(file)) {
                return Stream.empty();
            }
            throw new UncheckedIOException(e);
        }
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace("\\'", "\\\"").replace("'", "\"");
    }
}

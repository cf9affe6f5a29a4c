package dev.rollcall.app.service;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.Clients;
import dev.rollcall.directory.access.FirstClient;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.setting.SettingValues;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A store gets a first client once, whatever happens meanwhile. */
class BootstrapClientTest {
    private static final URI URL = URI.create("http://127.0.0.1:8080");
    private static final ClientDraft DRAFT = ClientDraft.management("bootstrap", Set.of("read:users"));

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Storage storage;
    private Clients clients;
    private FirstClient first;

    @BeforeEach
    void open() {
        storage = MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults());
        clients = new Clients(storage, Clock.systemUTC(), new Random(1));
        first = new FirstClient(storage, clients);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void aDeletedOneIsNotMadeAgain() throws IOException {
        start(first);
        OAuthClient made = only();
        assertThat(idInFile()).isEqualTo(made.id().value());
        clients.delete(made.id());
        Files.delete(file());
        start(first);
        assertThat(clients.list(Optional.empty())).isEmpty();
        assertThat(names()).doesNotContain("bootstrap-client.json");
    }

    @Test
    void whoHasMadeAnotherBeforeGetsNoneEvenWhenThatIsGone() throws IOException {
        OAuthClient own = clients.create(ClientDraft.management("own", Set.of("read:users"))).client();
        start(first);
        clients.delete(own.id());
        start(first);
        assertThat(clients.list(Optional.empty())).isEmpty();
        assertThat(names()).noneMatch(name -> name.startsWith("bootstrap"));
    }

    @Test
    void ofTwoNodesThatStartAtATimeOneMakesIt() throws IOException {
        FirstClient other = new FirstClient(storage, new Clients(storage, Clock.systemUTC(), new Random(2)));
        // The other node is through between this one's look and its write.
        first.make(DRAFT, staged -> start(other));
        assertThat(only().id().value()).isEqualTo(idInFile());
    }

    @Test
    void aCrashBeforeTheFileHasItsNameIsMendedByTheNextStart() throws IOException {
        start(first);
        Path staged = file().resolveSibling("bootstrap-client.json." + only().id() + ".staged");
        Files.move(file(), staged);
        Files.writeString(file().resolveSibling("bootstrap-client.json.cli_0000000000000000.staged"), "{}");
        start(first);
        assertThat(idInFile()).isEqualTo(only().id().value());
        assertThat(names()).filteredOn(name -> name.startsWith("bootstrap")).containsExactly("bootstrap-client.json");
    }

    @Test
    void aCrashBeforeTheClientIsInTheStoreLeavesTheNextStartToMakeOne() throws IOException {
        assertThat(catchThrowable(() -> first.make(DRAFT, made -> {
            throw new IllegalStateException("killed");
        }))).hasMessage("killed");
        assertThat(clients.list(Optional.empty())).isEmpty();
        start(first);
        assertThat(idInFile()).isEqualTo(only().id().value());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("bootstrap-client.json");
    }

    private void start(FirstClient node) {
        PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
        BootstrapClient.write(SettingValues.defaults(),
                new Terminal(printed, printed, Map.of(), folder, Clock.systemUTC()), node, URL);
    }

    private OAuthClient only() {
        List<OAuthClient> all = clients.list(Optional.empty());
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private Path file() {
        return folder.resolve("data/bootstrap-client.json");
    }

    private String idInFile() throws IOException {
        return new JsonMapper().readTree(Files.readString(file())).get("client_id").stringValue();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}

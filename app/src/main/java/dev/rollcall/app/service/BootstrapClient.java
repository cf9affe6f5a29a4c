package dev.rollcall.app.service;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.client.file.PrivateFile;
import dev.rollcall.directory.access.FirstClient;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.IssuedSecret;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.client.NewClient;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.setting.SettingValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first client of the management API, by which the operator makes others: written with its secret to a file in the data folder
 * that this user alone may read, at the first start without an administrator's token.
 *
 * <p>Guarantees: there is none again when it is deleted. The file is on disk under another name before the client is in the store,
 * so that no crash leaves a client whose secret nobody knows; the next start gives it its name.
 */
final class BootstrapClient {
    private static final String NAME = "bootstrap-client.json";
    private static final String STAGED = ".staged";

    private final Terminal terminal;
    private final FirstClient first;
    private final URI baseUrl;
    private final Path folder;

    private BootstrapClient(Terminal terminal, FirstClient first, URI baseUrl, Path folder) {
        this.terminal = terminal;
        this.first = first;
        this.baseUrl = baseUrl;
        this.folder = folder;
    }

    /**
     * Makes the client when none was made before and no administrator's token is set.
     *
     * @param baseUrl where the service is reached
     * @throws ServiceException when the file cannot be written
     */
    static void write(SettingValues settings, Terminal terminal, FirstClient first, URI baseUrl) {
        if (settings.get(ServerSettings.ADMIN_TOKEN).isPresent()) {
            return;
        }
        BootstrapClient client = new BootstrapClient(terminal, first, baseUrl, OpenStore.folder(settings, terminal));
        try {
            client.write();
        } catch (IOException | UncheckedIOException e) {
            throw new ServiceException(
                    "The file %s cannot be written: check that this user may write in the data folder."
                            .formatted(client.folder.resolve(NAME)),
                    e);
        }
    }

    private void write() throws IOException {
        first.make(ClientDraft.management("bootstrap", ManagementScope.words()), this::stage);
        if (!Files.isDirectory(folder)) {
            // A node of a PostgreSQL that has nothing of its own, nor had.
            return;
        }
        Optional<Path> right = first.id().map(this::staged);
        try (DirectoryStream<Path> staged = Files.newDirectoryStream(folder, NAME + ".*" + STAGED)) {
            for (Path file : staged) {
                finish(file, right);
            }
        }
    }

    private void stage(NewClient made) {
        try {
            PrivateFile.create(staged(made.client().id().value()), json(made).toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one of the client that is in the store gets its name; any other is of an attempt that came to nothing. */
    private void finish(Path staged, Optional<Path> right) throws IOException {
        if (right.filter(staged::equals).isEmpty()) {
            Files.deleteIfExists(staged);
            return;
        }
        Path file = folder.resolve(NAME);
        PrivateFile.rename(staged, file);
        terminal.err()
                .println("rollcall: a client of the management API and its secret are in "
                        + file.toAbsolutePath().normalize());
    }

    private Path staged(String clientId) {
        return folder.resolve(NAME + "." + clientId + STAGED);
    }

    private ObjectNode json(NewClient made) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("client_id", made.client().id().value())
                .put("client_secret", made.secret().map(IssuedSecret::text).orElse(""))
                .put("audience", baseUrl + "/api/v2/")
                .put("token_endpoint", baseUrl + "/oauth/token");
    }
}

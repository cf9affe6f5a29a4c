package dev.rollcall.app.service;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.Clients;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.IssuedSecret;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.client.NewClient;
import dev.rollcall.oauth.PrivateFile;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.setting.SettingValues;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first client of the management API, by which the operator makes others: written with its secret to a file in the data folder
 * that this user alone may read, at the first start without an administrator's token.
 */
final class BootstrapClient {
    private static final String NAME = "bootstrap-client.json";

    private BootstrapClient() {}

    /**
     * Makes the client when there is none and no administrator's token is set.
     *
     * @param baseUrl where the service is reached
     * @throws ServiceException when the file cannot be written; there is no client then
     */
    static void write(SettingValues settings, Terminal terminal, Clients clients, URI baseUrl) {
        if (settings.get(ServerSettings.ADMIN_TOKEN).isPresent() || !clients.list(Optional.empty()).isEmpty()) {
            return;
        }
        Path file = OpenStore.folder(settings, terminal).resolve(NAME);
        NewClient made = clients.create(ClientDraft.management("bootstrap", ManagementScope.words()));
        try {
            PrivateFile.write(file, json(made, baseUrl).toPrettyString() + "\n", true);
        } catch (IOException e) {
            clients.delete(made.client().id());
            throw new ServiceException(
                    "The file %s cannot be written: check that this user may write in the data folder.".formatted(file),
                    e);
        }
        terminal.err()
                .println("rollcall: a client of the management API and its secret are in "
                        + file.toAbsolutePath().normalize());
    }

    private static ObjectNode json(NewClient made, URI baseUrl) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("client_id", made.client().id().value())
                .put("client_secret", made.secret().map(IssuedSecret::text).orElse(""))
                .put("audience", baseUrl + "/api/v2/")
                .put("token_endpoint", baseUrl + "/oauth/token");
    }
}

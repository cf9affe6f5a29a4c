package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.client.ClientSecret;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Lists OAuth clients. */
@Command(name = "list",
        description = "Lists the clients of the management API, or those of a connection, oldest first.",
        footer = {"", "Example:", "  rollcall client list --connection acme"})
final class ClientList extends DirectoryCommand {
    @Option(names = "--connection", paramLabel = "<connection>", description = "The id or the name of a connection.")
    private @Nullable String connection;

    @Mixin
    private WideOption wide = new WideOption();

    ClientList(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Optional<ConnectionId> owner = Optional.ofNullable(connection)
                .map(idOrName -> ConnectionArgument.find(directory, idOrName).id());
        TextTable table = new TextTable("CLIENT ID", "NAME", "SHOWS", "SCOPES", "LAST USED", "CREATED");
        List<ObjectNode> objects = new ArrayList<>();
        for (OAuthClient client : directory.clients().list(owner)) {
            List<ClientSecret> secrets = directory.clients().secrets(client.id());
            objects.add(ClientJson.of(client, secrets));
            table.row(client.id().value(), client.name(), proof(client, secrets),
                    String.join(" ", ClientJson.scopes(client)),
                    client.lastUsedAt().map(at -> wide.past(at, terminal())).orElse("never"),
                    wide.past(client.createdAt(), terminal()));
        }
        output().list(terminal(), wide, objects, table,
                "There is no client here: make one with \"rollcall client create\".");
        return ExitCode.DONE;
    }

    private String proof(OAuthClient client, List<ClientSecret> secrets) {
        if (client.keySet().isPresent()) {
            return "its own assertions";
        }
        if (client.federation().isPresent()) {
            return "assertions of an issuer";
        }
        Instant now = terminal().clock().instant();
        List<ClientSecret> valid = secrets.stream().filter(secret -> secret.isValidAt(now)).toList();
        if (valid.isEmpty()) {
            return "nothing: its secrets have expired";
        }
        boolean forEver = valid.stream().anyMatch(secret -> secret.validUntil().isEmpty());
        String until = forEver
                ? ""
                : " until " + valid.stream()
                        .flatMap(secret -> secret.validUntil().stream())
                        .max(Comparator.naturalOrder())
                        .map(Times::text)
                        .orElse("");
        return valid.size() + (valid.size() == 1 ? " secret" : " secrets") + until;
    }
}

package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.token.ScimToken;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the tokens of a connection. */
@Command(name = "list", description = "Lists the tokens of a connection, oldest first, expired ones included.",
        footer = {"", "Example:", "  rollcall token list acme"})
final class TokenList extends DirectoryCommand {
    @Mixin
    private ConnectionArgument named = new ConnectionArgument();

    @Mixin
    private WideOption wide = new WideOption();

    TokenList(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = named.in(directory);
        List<ScimToken> tokens = directory.tokens().list(connection.id());
        TextTable table = new TextTable("TOKEN ID", "SCOPES", "CREATED", "VALID UNTIL", "LAST USED");
        tokens.forEach(token -> table.row(
                token.tokenId(),
                ScopeText.text(token.scopes()),
                wide.past(token.createdAt(), terminal()),
                validity(token),
                token.lastUsedAt().map(at -> wide.past(at, terminal())).orElse("never")));
        output().list(
                terminal(),
                wide,
                tokens.stream().map(TokenJson::of).toList(),
                table,
                "The connection has no token: make one with \"rollcall token create\".");
        return ExitCode.DONE;
    }

    private String validity(ScimToken token) {
        return token.validUntil()
                .map(until -> Times.text(until) + (until.isAfter(terminal().clock().instant()) ? "" : " (expired)"))
                .orElse("no expiry");
    }
}

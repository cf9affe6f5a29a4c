package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.Times;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.client.SigningKey;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists the keys of access tokens. */
@Command(name = "list",
        description = "Lists the keys that sign access tokens, newest first, and those that only check them any more.",
        footer = {"", "Example:", "  rollcall key list"})
final class KeyList extends DirectoryCommand {
    @Mixin
    private WideOption wide = new WideOption();

    KeyList(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        List<SigningKey> keys = directory.signingKeys().list();
        TextTable table = new TextTable("KEY ID", "CREATED", "SIGNS");
        keys.forEach(key -> table.row(key.keyId(), wide.past(key.createdAt(), terminal()),
                key.retiredAt().map(at -> "no, since " + Times.text(at)).orElse("yes")));
        output().list(terminal(), wide, keys.stream().map(KeyList::json).toList(), table,
                "There is no key yet: the first access token makes one.");
        return ExitCode.DONE;
    }

    private static ObjectNode json(SigningKey key) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("key_id", key.keyId())
                .put("created_at", Times.text(key.createdAt()))
                .put("retired_at", key.retiredAt().map(Times::text).orElse(null));
    }
}

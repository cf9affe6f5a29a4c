package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.oauth.KeyRotation;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gives the key file a new key, seals everything under it, and lets a new key sign access tokens. */
@Command(name = "rotate",
        description = "Gives the key file a new key, seals everything under it, and lets a new key sign access tokens. Tokens that "
                + "are out stay good until they expire. Where several nodes share a PostgreSQL, give each the new key file "
                + "then.",
        footer = {"", "Example:", "  rollcall key rotate"})
final class KeyRotate extends DirectoryCommand {
    @Option(names = "--revoke",
            description = "Void all access tokens that are out, within a second: for a key that somebody has seen.")
    private boolean revoke;

    @Option(names = "--lost",
            description = "The key file that the store is sealed under is lost for good: go on with this one.")
    private boolean lost;

    KeyRotate(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        KeyRotation.Done rotation = directory.signingKeys().rotate(revoke, lost, directory.audit());
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("key_id", rotation.keyId())
                .put("revoked", revoke)
                .put("sealed_anew", rotation.resealed())
                .put("not_opened", rotation.unopened());
        List<String> lines = new ArrayList<>(List.of(
                "Access tokens are signed by the key %s from now on.".formatted(rotation.keyId()),
                revoke ? "All tokens before are void." : "Tokens before are good until they expire.",
                "Keys before that are sealed anew: %d.".formatted(rotation.resealed())));
        if (rotation.unopened() > 0) {
            lines.add("Keys before that this key file does not open: %d. They check tokens on until those have expired."
                    .formatted(rotation.unopened()));
        }
        lines.add("The key file %s has a new key: keep a copy apart from the backups, and give it to every node."
                .formatted(directory.keyFile().path()));
        output().object(terminal(), object, lines);
        return ExitCode.DONE;
    }
}

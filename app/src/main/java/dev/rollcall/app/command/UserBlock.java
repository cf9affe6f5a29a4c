package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Blocks a person. */
@Command(
        name = "block",
        description = {
            "Blocks a person: sign-ins are refused at once. It is the administrator's own block, which no provisioning undoes.",
            "Lift it with \"rollcall user unblock\"."
        },
        footer = {"", "Example:", "  rollcall user block ada@acme.example --until 2026-03-01T12:00:00Z"})
final class UserBlock extends DirectoryCommand {
    @Parameters(paramLabel = "USER", description = "The user_id, or an e-mail address that one person has.")
    private String user = "";

    @Option(names = "--until", paramLabel = "<time>",
            description = "When the block ends by itself, such as 2026-03-01T12:00:00Z. Without it, it lasts.")
    private @Nullable String until;

    UserBlock(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        if (until != null) {
            Instant end;
            try {
                end = OffsetDateTime.parse(until).toInstant();
            } catch (DateTimeException e) {
                throw new ParameterException(
                        spec().commandLine(), "--until must be a time such as 2026-03-01T12:00:00Z.", e);
            }
            if (!end.isAfter(terminal().clock().instant())) {
                throw wrong("--until %s is over already: write a time that is to come.".formatted(until));
            }
        }
    }

    @Override
    int run(LocalDirectory directory) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("blocked", true);
        if (until != null) {
            body.put("blocked_until", until);
        }
        return changed(this, directory, user, body);
    }

    /** Changes the only person who is meant, and says what holds then. */
    static int changed(DirectoryCommand command, LocalDirectory directory, String user, ObjectNode body) {
        ObjectNode before = UserProfile.only(directory, user);
        ObjectNode profile = directory.people()
                .patch(UserProfile.userId(before), body)
                .orElseThrow(() -> new NotFound("The user was deleted meanwhile."));
        if (command.output().json()) {
            command.terminal().out().println(profile);
        } else {
            boolean blocked = profile.path("blocked").asBoolean(false);
            String end = profile.path("blocked_until").asString("");
            command.terminal()
                    .out()
                    .println(profile.path("user_id").asString("") + " is " + (blocked ? "blocked" : "not blocked")
                            + (end.isEmpty() ? "." : " until " + end + "."));
            if (blocked && !body.path("blocked").booleanValue()) {
                command.terminal()
                        .err()
                        .println("The identity provider has deactivated this person: activate the person there.");
            }
        }
        return ExitCode.DONE;
    }
}

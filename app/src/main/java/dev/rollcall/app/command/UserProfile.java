package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.identity.UserId;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shows a person's profile. */
@Command(
        name = "profile",
        description = "Shows a person as the product sees one: the profile that the management API answers.",
        footer = {"", "Example:", "  rollcall user profile 'waad|acme|9f3c'",
            "  rollcall user profile ada@acme.example"})
final class UserProfile extends DirectoryCommand {
    private static final JsonMapper INDENTED = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Parameters(paramLabel = "USER", description = "The user_id, or an e-mail address that one person has.")
    private String user = "";

    UserProfile(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        ObjectNode profile = only(directory, user);
        terminal().out()
                .println(output().json()
                        ? profile.toString()
                        : Printable.lines(INDENTED.writeValueAsString(profile)));
        return ExitCode.DONE;
    }

    /** The profile of the only person who is meant. */
    static ObjectNode only(LocalDirectory directory, String user) {
        List<ObjectNode> found = directory.people().find(user);
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new NotFound(found.isEmpty()
                ? "There is no user \"%s\": see them with \"rollcall user list CONNECTION\".".formatted(user)
                : "Several users have the address %s: name one of %s.".formatted(user, found.stream()
                        .map(profile -> profile.path("user_id").asString(""))
                        .collect(Collectors.joining(", "))));
    }

    /** The user id in a profile. */
    static UserId userId(ObjectNode profile) {
        return UserId.parse(profile.path("user_id").asString("")).orElseThrow();
    }
}

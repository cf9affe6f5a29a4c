package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.scim.schema.ResourceType;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Holds the commands that read resources of one type. */
@Command(synopsisSubcommandLabel = "COMMAND")
final class ResourceCommand {
    /**
     * What the commands read.
     *
     * @param nameAttribute by which a resource may be called instead of by its id
     */
    record Subject(ResourceType type, String nameAttribute) {
        static final Subject USERS = new Subject(StandardSchemas.user(), "userName");
        static final Subject GROUPS = new Subject(StandardSchemas.group(), "displayName");

        /** One of them, in a sentence. */
        String one() {
            return type.name().toLowerCase(Locale.ROOT);
        }

        /** Several of them, in a sentence. */
        String many() {
            return one() + "s";
        }

        boolean hasMembers() {
            return equals(GROUPS);
        }
    }

    private ResourceCommand() {}

    /** The commands for users. */
    static CommandLine users(Terminal terminal) {
        return line(terminal, Subject.USERS);
    }

    /** The commands for groups. */
    static CommandLine groups(Terminal terminal) {
        return line(terminal, Subject.GROUPS);
    }

    private static CommandLine line(Terminal terminal, Subject subject) {
        CommandLine line = new CommandLine(new ResourceCommand())
                .setCommandName(subject.one())
                .addSubcommand(new ResourceList(terminal, subject).line())
                .addSubcommand(new ResourceShow(terminal, subject).line());
        if (!subject.hasMembers()) {
            line.addSubcommand(new UserProfile(terminal).line())
                    .addSubcommand(new UserBlock(terminal).line())
                    .addSubcommand(new UserUnblock(terminal).line());
        }
        line.getCommandSpec()
                .usageMessage()
                .description(
                        "The %s of a connection, as they came through its SCIM endpoint.".formatted(subject.many()));
        return line;
    }
}

package dev.rollcall.app.command;

import dev.rollcall.app.command.ResourceCommand.Subject;
import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.service.LocalResources;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResolvedMember;
import dev.rollcall.directory.storage.Share;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shows one resource as the service answers it. */
@Command(name = "show")
final class ResourceShow extends DirectoryCommand {
    /** As many are shown to a person; --json prints all. */
    private static final int MEMBERS = 20;

    private static final JsonMapper INDENTED = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Subject subject;

    @Parameters(index = "0", paramLabel = "CONNECTION", description = "The id or the name of the connection.")
    private String idOrName = "";

    @Parameters(index = "1", paramLabel = "ID_OR_NAME", description = "Its SCIM id, or its userName or displayName.")
    private String resource = "";

    ResourceShow(Terminal terminal, Subject subject) {
        super(terminal);
        this.subject = subject;
    }

    @Override
    void explain(CommandLine line) {
        String example = subject.hasMembers() ? "Analysts" : "ada@acme.example";
        line.getCommandSpec()
                .usageMessage()
                .description("Shows a %s as the service answers it.".formatted(subject.one()))
                .footer("", "Example:", "  rollcall %s show acme %s".formatted(subject.one(), example));
    }

    @Override
    int run(LocalDirectory directory) {
        Connection connection = connection(directory, idOrName);
        LocalResources resources = directory.resources(connection);
        String id = resources.find(subject.type(), subject.nameAttribute(), resource)
                .orElseThrow(() -> new NotFound(
                        "The connection %s has no %s \"%s\": see them with \"rollcall %s list %s\"."
                                .formatted(connection.name(), subject.one(), resource, subject.one(),
                                        connection.name())));
        if (output().json()) {
            whole(resources, id);
        } else {
            terminal().out()
                    .println(Printable.lines(INDENTED.writeValueAsString(
                            resources.withoutMembers(subject.type(), id))));
            members(directory, connection, id).forEach(terminal().out()::println);
        }
        return ExitCode.DONE;
    }

    private void whole(LocalResources resources, String id) {
        try {
            resources.get(subject.type(), id).writeTo(terminal().out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal().out().println();
    }

    private List<String> members(LocalDirectory directory, Connection connection, String id) {
        if (!subject.hasMembers()) {
            return List.of();
        }
        return directory.storage()
                .read(Share.of(connection.id()), session -> session.resources()
                        .find(connection.id(), subject.type().name(), id)
                        .map(group -> lines(
                                session.members().of(group, Optional.empty(), MEMBERS),
                                session.members().count(group)))
                        .orElse(List.of()));
    }

    private static List<String> lines(List<ResolvedMember> members, long count) {
        List<String> lines = new ArrayList<>();
        lines.add("members: " + count);
        for (ResolvedMember member : members) {
            String name = member.target().flatMap(Reference::displayName).map(text -> "  " + text).orElse("");
            lines.add("  " + Printable.line(member.member().value() + name));
        }
        if (count > members.size()) {
            lines.add("  … and %d more: --json prints all".formatted(count - members.size()));
        }
        return lines;
    }
}

package dev.rollcall.app.command;

import dev.rollcall.app.command.ResourceCommand.Subject;
import dev.rollcall.app.service.LocalResources;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.Reference;
import dev.rollcall.directory.storage.ResolvedMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shows one resource as the service answers it. */
@Command(name = "show")
final class ResourceShow extends ResourceReading {
    /** As many are shown to a person; --json prints all. */
    private static final int MEMBERS = 20;

    private static final JsonMapper INDENTED = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Parameters(index = "1", paramLabel = "ID_OR_NAME",
            description = "The SCIM id, or the userName of a user, the displayName of a group.")
    private String resource = "";

    ResourceShow(Terminal terminal, Subject subject) {
        super(terminal, subject);
    }

    @Override
    String description() {
        return "Shows a %s as the service answers it.".formatted(subject().one());
    }

    @Override
    String example() {
        return "show acme " + (subject().hasMembers() ? "Analysts" : "ada@acme.example");
    }

    @Override
    int run(Connection connection, LocalResources resources) {
        String id = resources.find(subject().type(), subject().nameAttribute(), resource)
                .orElseThrow(() -> new NotFound(
                        "The connection %s has no %s \"%s\": see them with \"rollcall %s list %s\"."
                                .formatted(connection.name(), subject().one(), resource, subject().one(),
                                        connection.name())));
        if (output().json()) {
            whole(resources, id);
        } else {
            terminal().out()
                    .println(Printable.lines(INDENTED.writeValueAsString(
                            resources.withoutMembers(subject().type(), id))));
            members(resources, id).forEach(terminal().out()::println);
        }
        return ExitCode.DONE;
    }

    private void whole(LocalResources resources, String id) {
        try {
            resources.get(subject().type(), id).writeTo(terminal().out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal().out().println();
    }

    private List<String> members(LocalResources resources, String id) {
        return subject().hasMembers()
                ? lines(resources.members(subject().type(), id, MEMBERS), resources.memberCount(subject().type(), id))
                : List.of();
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

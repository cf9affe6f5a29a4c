package dev.rollcall.app.command;

import dev.rollcall.app.command.ResourceCommand.Subject;
import dev.rollcall.app.service.LocalResources;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.connection.Connection;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.ObjectNode;

/** Lists the resources of one type, oldest first. */
@Command(name = "list")
final class ResourceList extends ResourceReading {
    private static final int MOST = 10_000;

    @Option(names = "--filter", paramLabel = "<filter>", description = "Only those that a SCIM filter selects.")
    private @Nullable String filter;

    @Option(names = "--limit", paramLabel = "<number>", defaultValue = "100",
            description = "How many to list at most, 1 to 10000. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Mixin
    private WideOption wide = new WideOption();

    ResourceList(Terminal terminal, Subject subject) {
        super(terminal, subject);
    }

    @Override
    String description() {
        return "Lists the %s of a connection, oldest first.".formatted(subject().many());
    }

    @Override
    String example() {
        return "list acme --filter '%s'".formatted(
                subject().hasMembers() ? "displayName sw \"Sales\"" : "active eq false");
    }

    @Override
    void check() {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(spec().commandLine(), "The limit must be a number from 1 to 10000.");
        }
    }

    @Override
    int run(Connection connection, LocalResources resources) {
        TextTable table = subject().hasMembers()
                ? new TextTable("ID", "DISPLAY NAME", "MEMBERS", "CHANGED")
                : new TextTable("ID", "USER NAME", "ACTIVE", "DISPLAY NAME", "CHANGED");
        ResourceArray array = new ResourceArray(terminal().out());
        long total = resources.each(subject().type(), Optional.ofNullable(filter), limit, resource -> {
            if (output().json()) {
                array.add(resource);
            } else {
                table.row(cells(resources, resource));
            }
        });
        if (output().json()) {
            array.end();
        } else if (total > 0) {
            table.lines(wide.columns(terminal())).forEach(terminal().out()::println);
        }
        remark(total, connection);
        return ExitCode.DONE;
    }

    private void remark(long total, Connection connection) {
        if (total == 0 && !output().json()) {
            terminal().err().println("The connection has no such %s.".formatted(subject().one()));
        }
        if (total > limit) {
            terminal().err()
                    .println("%d of %d are listed: raise --limit, or write all with \"rollcall export %s\"."
                            .formatted(limit, total, connection.name()));
        }
    }

    private String[] cells(LocalResources resources, ObjectNode resource) {
        String id = resource.path("id").asString("");
        String changed = wide.past(
                Instant.parse(resource.path("meta").path("lastModified").asString("")), terminal());
        String displayName = resource.path("displayName").asString("");
        return subject().hasMembers()
                ? new String[]{id, displayName, Long.toString(resources.memberCount(subject().type(), id)), changed}
                : new String[]{
                    id, resource.path("userName").asString(""), resource.path("active").asString(""), displayName,
                    changed
                };
    }
}

package dev.rollcall.app.command;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.report.HtmlReport;
import dev.rollcall.check.report.JUnitReport;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The files that a report is written to besides. */
final class ReportFiles {
    @Option(names = "--html", paramLabel = "<file>", description = "Also write the report as one HTML page.")
    private @Nullable Path html;

    @Option(names = "--junit", paramLabel = "<file>", description = "Also write the report as JUnit XML.")
    private @Nullable Path junit;

    /** Refuses files that cannot be written, before minutes are spent on what goes into them. */
    void check(CommandSpec command, Terminal terminal) {
        Stream.of(html, junit).filter(Objects::nonNull).map(terminal.folder()::resolve).forEach(file -> {
            Path folder = file.toAbsolutePath().getParent();
            if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
                throw new ParameterException(
                        command.commandLine(),
                        "No report can be written to %s: name a file in a folder that is there.".formatted(file));
            }
        });
    }

    void write(Terminal terminal, CheckReport report) throws IOException {
        if (html != null) {
            Files.writeString(terminal.folder().resolve(html), HtmlReport.of(report));
        }
        if (junit != null) {
            try (Writer file = Files.newBufferedWriter(terminal.folder().resolve(junit))) {
                JUnitReport.write(report, file);
            }
        }
    }
}

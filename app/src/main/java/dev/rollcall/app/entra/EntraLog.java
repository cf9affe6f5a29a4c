package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.entra.log.ProvisioningAction;
import dev.rollcall.entra.log.ProvisioningRecord;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.RecordQuery;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Shows the provisioning log. */
@Command(name = "log",
        description = "Shows the provisioning log, newest last, with the fields of Entra's provisioning logs.",
        footer = {"", "Example:", "  rollcall entra log --status failure"})
final class EntraLog extends JobCommand {
    @Option(names = "--status", paramLabel = "<status>", description = "success, failure, skipped or warning.")
    private @Nullable String status;

    @Option(names = "--action", paramLabel = "<action>",
            description = "create, update, delete, disable, stagedDelete or other.")
    private @Nullable String action;

    @Option(names = "--user", paramLabel = "<user>", description = "A user or group: a part of its name, or an id.")
    private @Nullable String user;

    @Option(names = "--limit", paramLabel = "<number>", defaultValue = "100",
            description = "How many records, the newest (${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private WideOption wide = new WideOption();

    @Option(names = "--json", description = "Print a JSON array of whole records on one line.")
    private boolean json;

    EntraLog(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new ParameterException(spec().commandLine(), "--limit must be at least 1.");
        }
        RecordQuery query = RecordQuery.NEWEST.withLimit(limit);
        if (status != null) {
            query = query.withStatus(find("status", status, ProvisioningStatus.values(), ProvisioningStatus::code));
        }
        if (action != null) {
            query = query.withAction(find("action", action, ProvisioningAction.values(), ProvisioningAction::code));
        }
        if (user != null) {
            query = query.withIdentity(user);
        }
        List<ProvisioningRecord> records = job().log(query);
        if (json) {
            terminal().out().println(JobJson.line(records));
        } else if (records.isEmpty()) {
            terminal().err()
                    .println("The log has no such record: run a cycle with \"rollcall entra run" + here()
                            + "\", or ask for others.");
        } else {
            table(records).lines(wide.columns(terminal())).forEach(terminal().out()::println);
        }
        return ExitCode.DONE;
    }

    private TextTable table(List<ProvisioningRecord> records) {
        TextTable table = new TextTable("TIME", "ACTION", "STATUS", "TYPE", "NAME", "WHAT");
        records.forEach(record -> table.row(
                wide.past(record.activityDateTime(), terminal()),
                record.provisioningAction().code(),
                record.status().code(),
                record.sourceIdentity().identityType(),
                record.sourceIdentity().displayName(),
                what(record)));
        return table;
    }

    private static String what(ProvisioningRecord record) {
        return record.provisioningStatusInfo()
                .errorInformation()
                .map(error -> error.errorCode() + ": " + error.reason().replaceAll("\\s+", " "))
                .orElseGet(() -> record.modifiedProperties()
                        .stream()
                        .map(Changes::line)
                        .collect(Collectors.joining("; ")));
    }

    private <T> T find(String option, String text, T[] values, Function<T, String> code) {
        return Arrays.stream(values)
                .filter(value -> code.apply(value).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec().commandLine(),
                        "There is no %s \"%s\": use one of %s.".formatted(option, text,
                                Arrays.stream(values).map(code).collect(Collectors.joining(", ")))));
    }
}

package dev.rollcall.app.command;

import dev.rollcall.app.demo.DemoCommand;
import dev.rollcall.app.entra.EntraCommand;
import dev.rollcall.app.setting.Settings;
import dev.rollcall.app.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands of the program, by name, in the order of its help; each is made only when it is asked for. */
final class ProgramCommands {
    private static final String SERVE = "serve";
    private static final String HELP = "help";
    private static final String COMPLETION = "completion";

    /** They tell of the others. */
    private static final Set<String> NEED_ALL = Set.of(HELP, COMPLETION);

    /** What asks for help. */
    private static final Set<String> ASKING = Set.of("--help", "-h");

    private final Terminal terminal;
    private final Map<String, Supplier<CommandLine>> makers = new LinkedHashMap<>();

    ProgramCommands(Terminal terminal) {
        this.terminal = terminal;
        makers.put(SERVE, () -> SettingFlags.line(new ServeCommand(terminal), Settings.ALL));
        makers.put("connection", () -> ConnectionCommand.line(terminal));
        makers.put("mapping", () -> MappingCommand.line(terminal));
        makers.put("schema", () -> SchemaCommand.line(terminal));
        makers.put("resource-type", () -> ResourceTypeCommand.line(terminal));
        makers.put("token", () -> TokenCommand.line(terminal));
        makers.put("setup-link", () -> new SetupLinkCommand(terminal).line());
        makers.put("client", () -> ClientCommand.line(terminal));
        makers.put("key", () -> KeyCommand.line(terminal));
        makers.put("stream", () -> StreamCommand.line(terminal));
        makers.put("sync", () -> new SyncCommand(terminal).line());
        makers.put("user", () -> ResourceCommand.users(terminal));
        makers.put("group", () -> ResourceCommand.groups(terminal));
        makers.put("export", () -> new ExportCommand(terminal).line());
        makers.put("import", () -> new ImportCommand(terminal).line());
        makers.put("backup", () -> new BackupCommand(terminal).line());
        makers.put("restore", () -> new RestoreCommand(terminal).line());
        makers.put("migrate", () -> new MigrateCommand(terminal).line());
        makers.put("log", () -> new LogCommand(terminal).line());
        makers.put("check", () -> new CommandLine(new CheckCommand(terminal)));
        makers.put("entra", () -> EntraCommand.line(terminal));
        makers.put("demo", () -> new CommandLine(new DemoCommand(terminal)));
        makers.put(HELP, () -> new CommandLine(new HelpCommand()));
        makers.put("version", () -> new CommandLine(new VersionCommand(terminal)));
        makers.put(COMPLETION, () -> new CommandLine(new CompletionCommand(terminal)));
    }

    /** All of them. */
    Map<String, CommandLine> all() {
        Map<String, CommandLine> all = new LinkedHashMap<>();
        makers.forEach((name, maker) -> all.put(name, maker.get()));
        return all;
    }

    /** The one that these arguments begin with, with its own subcommands; empty when there is none, or when it needs the others. */
    Optional<Map<String, CommandLine>> alone(List<String> arguments) {
        if (arguments.isEmpty() || NEED_ALL.contains(arguments.getFirst())) {
            return Optional.empty();
        }
        String name = arguments.getFirst();
        Supplier<CommandLine> maker = name.equals(SERVE) && ASKING.stream().noneMatch(arguments::contains)
                ? () -> SettingFlags.ungrouped(new ServeCommand(terminal), Settings.ALL)
                : makers.get(name);
        return Optional.ofNullable(maker).map(known -> Map.of(name, known.get()));
    }
}

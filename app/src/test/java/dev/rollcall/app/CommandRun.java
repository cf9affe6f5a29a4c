package dev.rollcall.app;

import dev.rollcall.app.command.Program;
import dev.rollcall.app.terminal.Screen;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What one command of the program left behind, run within this process. */
public record CommandRun(int code, String out, String err) {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Runs a command in that working directory, without any environment variable. */
    public static CommandRun of(Path folder, String... arguments) {
        return of(folder, Map.of(), arguments);
    }

    /** Runs a command in that working directory, with these environment variables. */
    public static CommandRun of(Path folder, Map<String, String> environment, String... arguments) {
        return of(folder, environment, Screen.NONE, arguments);
    }

    /** Runs a command in that working directory, before a person. */
    public static CommandRun of(Path folder, Screen screen, String... arguments) {
        return of(folder, Map.of(), screen, arguments);
    }

    private static CommandRun of(
            Path folder, Map<String, String> environment, Screen screen, String... arguments) {
        if (makesAStore(environment, List.of(arguments))) {
            MigratedSqlite.prepare(folder.resolve("data"));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                folder,
                Clock.systemUTC(),
                screen);
        int code = new Program(terminal).run(arguments);
        return new CommandRun(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Whether what runs with these makes the embedded store at its usual place when there is none, so that a copy can be laid there. */
    static boolean makesAStore(Map<String, String> environment, List<String> arguments) {
        return environment.isEmpty()
                && !arguments.isEmpty()
                && arguments.stream().noneMatch(CommandRun::mayNameAStore)
                && (arguments.getFirst().equals("serve")
                        || arguments.size() > 1
                                && Set.of("connection", "key").contains(arguments.getFirst())
                                && arguments.get(1).equals("create"));
    }

    private static boolean mayNameAStore(String argument) {
        return argument.startsWith("--data") || argument.startsWith("--config") || argument.equals("--help");
    }

    /** The single line of JSON that was printed. */
    public JsonNode json() {
        if (!out.endsWith("\n") || out.strip().lines().count() != 1) {
            throw new AssertionError("Not one line: " + out + err);
        }
        return MAPPER.readTree(out);
    }
}

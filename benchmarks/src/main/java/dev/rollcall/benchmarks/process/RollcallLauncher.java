package dev.rollcall.benchmarks.process;

import dev.rollcall.benchmarks.load.LoadException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rollcall as an administrator starts it: its launcher, a store, a connection and a token by the command line. */
public final class RollcallLauncher {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path launcher;
    private final List<String> store;
    private final int processor;

    private RollcallLauncher(Path launcher, List<String> store, int processor) {
        this.launcher = launcher;
        this.store = store;
        this.processor = processor;
    }

    /** On the embedded store in that folder. */
    public static RollcallLauncher embedded(Path launcher, Path data, int processor) {
        return new RollcallLauncher(launcher, List.of("--data", data.toString()), processor);
    }

    /** On a PostgreSQL. */
    public static RollcallLauncher onPostgres(Path launcher, Path data, String jdbcUrl, int processor) {
        return new RollcallLauncher(
                launcher,
                List.of("--data", data.toString(), "--database-url", jdbcUrl),
                processor);
    }

    public RollcallAccess createConnection() {
        JsonNode connection = run("connection", "create", "--name", "load", "--strategy", "scim", "--json");
        String id = connection.required("id").asString();
        JsonNode token = run("token", "create", id, "--scopes", "all", "--json");
        return new RollcallAccess(id, token.required("token").asString());
    }

    public ServerProcess serve(Path errors, String javaOptions) {
        return serve(errors, javaOptions, Map.of());
    }

    /** The same with further variables in its environment. */
    public ServerProcess serve(Path errors, String javaOptions, Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("ROLLCALL_JAVA_OPTS", javaOptions);
        return ServerProcess.start(
                command("serve", "--port", "0"),
                environment,
                processor,
                errors);
    }

    private JsonNode run(String... arguments) {
        List<String> command = command(arguments);
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            byte[] output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                throw new LoadException("'" + String.join(" ", command) + "' failed with " + process.exitValue() + ".");
            }
            return JSON.readTree(output);
        } catch (IOException e) {
            throw new LoadException("'" + String.join(" ", command) + "' could not be run.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("'" + String.join(" ", command) + "' was interrupted.", e);
        }
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(launcher.toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        command.addAll(store);
        return command;
    }
}

package dev.rollcall.app.console;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole service in a folder, with the console, at a time that a test moves. */
final class ConsoleService implements AutoCloseable {
    static final String ADMINISTRATOR = "an-administrators-token-of-40-characters";

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path folder;
    private final RollcallService service;
    private final MovedClock clock;

    private static final class MovedClock extends Clock {
        private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private ConsoleService(Path folder, RollcallService service, MovedClock clock) {
        this.folder = folder;
        this.service = service;
        this.clock = clock;
    }

    static ConsoleService start(Path folder) {
        return start(folder, Map.of());
    }

    /** With these environment variables. */
    static ConsoleService start(Path folder, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(Map.of("ROLLCALL_PORT", "0", "ROLLCALL_ADMIN_TOKEN",
                ADMINISTRATOR));
        environment.putAll(settings);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        MovedClock clock = new MovedClock();
        Terminal terminal = new Terminal(nowhere, nowhere, environment, folder, clock);
        MigratedSqlite.prepare(folder.resolve("data"));
        return new ConsoleService(folder, RollcallService
                .start(new SettingSources(Map.of(), Optional.empty(), environment, folder).read(), terminal), clock);
    }

    /** A browser that nobody has signed in with. */
    Browser browser() {
        return new Browser(service.url());
    }

    /** One with which the administrator is signed in. */
    Browser administrator() {
        Browser browser = browser();
        assertThat(browser.signIn("", ADMINISTRATOR).statusCode()).isEqualTo(303);
        return browser;
    }

    /** One with which a new client is signed in that may see everything and change nothing. */
    Browser viewer() {
        JsonNode client = client("viewer", "read:connections,read:scim_config,read:scim_token,read:users,read:groups,"
                + "read:group_members,read:logs,read:clients,read:event_streams,read:event_deliveries,read:events");
        Browser browser = browser();
        assertThat(browser.signIn(client.get("client_id").stringValue(), client.get("client_secret").stringValue())
                .statusCode()).isEqualTo(303);
        return browser;
    }

    /** A new client of the management API. */
    JsonNode client(String name, String scopes) {
        return MAPPER.readTree(run("client create " + name + " --scopes " + scopes + " --json"));
    }

    /** What a command prints. */
    String run(String words) {
        CommandRun run = CommandRun.of(folder, words.split(" "));
        assertThat(run.code()).as(run.err()).isZero();
        return run.out().strip();
    }

    /** Lets time pass, for what goes by the clock. */
    void advance(Duration time) {
        clock.ahead.updateAndGet(time::plus);
    }

    RollcallService service() {
        return service;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        service.close();
    }
}

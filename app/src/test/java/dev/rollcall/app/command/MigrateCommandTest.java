package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.PostgresServer;
import dev.rollcall.app.ScimClient;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.service.ServiceException;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A service on the embedded store becomes one on a real PostgreSQL; its clients do not see the difference. */
class MigrateCommandTest {
    @TempDir
    private Path folder;

    private final String url = PostgresServer.newDatabase();

    @Test
    void aServiceGoesOnInPostgresWithTheSameEndpointsTokensAndLog() throws Exception {
        String path = "/scim/v2/connections/"
                + run("connection create --name acme --strategy waad --print id").out().strip();
        String token = run("token create acme --scopes all --print token").out().strip();
        String ada = "";
        try (RollcallService service = serve(Map.of("ROLLCALL_PORT", "0"))) {
            ScimClient client = new ScimClient(service.url() + path, token);
            ada = client.createUser("ada@acme.example");
            client.createUser("b\\u00e9a@acme.example");
            client.send("POST", "/Groups", "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],"
                    + "\"displayName\":\"Analysts\",\"members\":[{\"value\":\"" + ada + "\"}]}");
            CommandRun refused = run("migrate --to " + url);
            assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
            assertThat(refused.err()).contains("Another rollcall serve already uses");
        }
        String before = shown("");
        CommandRun migrated = run("migrate --to " + url);
        assertThat(migrated.code()).as(migrated.err()).isZero();
        assertThat(migrated.out()).contains("read back and compared", "ROLLCALL_DATABASE_URL");
        assertThat(migrated.err()).contains("rollcall: copied 3 of 3 rows of resource\n",
                "rollcall: compared 1 of 1 rows of member\n");
        assertThat(shown(" --database-url " + url)).isEqualTo(before).contains("Analysts", "ada@acme.example", "POST");
        try (RollcallService service = serve(Map.of("ROLLCALL_PORT", "0", "ROLLCALL_DATABASE_URL", url))) {
            ScimClient client = new ScimClient(service.url() + path, token);
            assertThat(client.send("GET", "/Users/" + ada).statusCode()).isEqualTo(200);
            assertThat(client.send("GET", "/Groups?filter=members.value+eq+%22" + ada + "%22").body())
                    .contains("\"totalResults\":1");
            client.createUser("cy@acme.example");
            assertThat(client.send("GET", "/Users").body()).contains("\"totalResults\":3");
        }
        CommandRun forgotten = run("connection list");
        assertThat(forgotten.code()).isEqualTo(ExitCode.FAILED);
        assertThat(forgotten.err()).contains("was migrated to a PostgreSQL: name that with --database-url");
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> serve(Map.of("ROLLCALL_PORT", "0")).close())
                .withMessageContaining("delete " + folder.resolve("data/moved-to-postgresql.txt"));
        CommandRun again = run("migrate --to " + url);
        assertThat(again.code()).isEqualTo(ExitCode.FAILED);
        assertThat(again.err()).contains("The database is not empty");
        Files.delete(folder.resolve("data/moved-to-postgresql.txt"));
        assertThat(run("connection list").code()).isZero();
    }

    @Test
    void whatCannotBeMigratedIsRefusedInOneSentence() {
        assertThat(run("migrate --to " + url).code()).isEqualTo(ExitCode.NOT_FOUND);
        run("connection create --name acme --strategy waad");
        CommandRun elsewhere = run("migrate --to mysql://db.example.com/rollcall");
        assertThat(elsewhere.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(elsewhere.err())
                .contains("--to must be a JDBC URL such as jdbc:postgresql://db.example.com/rollcall");
        CommandRun there = run("migrate --to " + url + " --database-url " + url);
        assertThat(there.code()).isEqualTo(ExitCode.FAILED);
        assertThat(there.err()).contains("The settings name a PostgreSQL already");
        CommandRun nobody = run("migrate --to jdbc:postgresql://127.0.0.1:1/none?user=u&password=geheim");
        assertThat(nobody.code()).isEqualTo(ExitCode.FAILED);
        assertThat(nobody.err()).startsWith("rollcall: The database cannot be opened")
                .doesNotContain("geheim", "\tat ");
        CommandRun malformed = run("migrate --to jdbc:postgresql://[geheim");
        assertThat(malformed.code()).isEqualTo(ExitCode.FAILED);
        assertThat(malformed.err()).doesNotContain("geheim", "\tat ");
        assertThat(run("migrate --json --to " + url).json().path("rows").path("connection").asInt()).isEqualTo(1);
    }

    private String shown(String where) {
        return run("connection list --json" + where).out() + run("user list acme --json" + where).out()
                + run("group show acme Analysts --json" + where).out() + run("token list acme --json" + where).out()
                + run("log acme --json" + where).out();
    }

    private CommandRun run(String words) {
        return CommandRun.of(folder, words.split(" "));
    }

    private RollcallService serve(Map<String, String> environment) {
        PrintStream printed = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(printed, printed, environment, folder, Clock.systemUTC());
        return RollcallService.start(
                new SettingSources(Map.of(), Optional.empty(), environment, folder).read(), terminal);
    }
}

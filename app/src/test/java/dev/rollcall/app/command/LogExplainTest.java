package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LogExplainTest {
    private static final String ENTRY = "0199c0de-0000-7000-8000-000000000001";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "waad  | POST   | 409 | Another User has the userName \"ann\" already. | match objects",
        "okta  | PATCH  | 401 | The bearer token is not valid.                 | Test API Credentials",
        "okta  | PATCH  | 404 | There is no User with the id.                  | unassign the person",
        "samlp | POST   | 403 | The token lacks the scope post:users.          | Make a token here",
        "waad  | GET    | 503 | Provisioning is paused by the operator.        | rollcall connection resume",
        "waad  | PATCH  | 400 | The value of emails cannot be read.            | correct the row",
        "waad  | PATCH  | 500 | The service failed, incident 7.                | Tell the operator"})
    void aFailureIsToldWithWhatToChangeWhere(String strategy, String method, int status, String error, String next) {
        log(strategy, method, status, Optional.of(error), Optional.empty());
        CommandRun run = run("log", "acme", "--explain", ENTRY);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("was answered " + status, error, "What to do: ", next);
    }

    @Test
    void aToleranceIsExplainedToo() {
        log("waad", "PATCH", 200, Optional.empty(),
                Optional.of("[{\"id\":\"entra.capital-op\",\"where\":\"Operations[0].op\"}]"));
        assertThat(run("log", "acme", "--explain", ENTRY, "--json").json().get("tolerances").get(0).stringValue())
                .isEqualTo("entra.capital-op at Operations[0].op: op spelled Add, Replace or Remove.");
        assertThat(run("log", "acme", "--explain", "nothing").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    private void log(String strategy, String method, int status, Optional<String> error, Optional<String> tolerances) {
        String id = run("connection", "create", "--name", "acme", "--strategy", strategy, "--print", "id").out()
                .strip();
        RequestLogEntry entry = new RequestLogEntry(new ConnectionId(id), ENTRY, Instant.parse("2026-03-01T12:00:00Z"),
                "192.0.2.1", method, "/Users/1", status, 7, Optional.of("tok_1"), Optional.of("User"), Optional.of("1"),
                Optional.empty(), tolerances, error, Optional.empty(), Optional.empty());
        try (Storage storage = MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults())) {
            storage.write(Share.HOUSE, "log", session -> {
                session.log().append(List.of(entry));
                return entry;
            });
        }
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, arguments);
    }
}

package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What commands change is in the audit log as what clients of the management API change. */
class AuditedCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void whatCommandsChangeIsInTheAuditLog() {
        run("connection create --name acme --strategy waad");
        run("connection update acme --strict");
        run("connection update acme --strict");
        run("connection pause acme");
        run("connection resume acme");
        String token = run("token create acme --scopes get:users --print token_id").out().strip();
        run("token revoke acme " + token);
        String client = run("client create backend --scopes read:users --print client_id").out().strip();
        run("client rotate " + client);
        run("client delete " + client);
        run("client trust-entra acme --tenant 11111111-2222-3333-4444-555555555555 --scopes get:users");
        run("mapping rollback acme 0");
        run("key rotate");
        run("connection delete acme --yes");

        List<AuditEntry> rows = audit();
        assertThat(rows).extracting(AuditEntry::operation)
                .containsExactly(
                        "command line: connection made", "command line: connection changed",
                        "command line: connection changed", "command line: connection changed",
                        "command line: scim_token made", "command line: scim_token deleted",
                        "command line: client made", "command line: client_secret made",
                        "command line: client deleted", "command line: entra_trust made",
                        "command line: signing_key made",
                        "command line: connection deleted");
        assertThat(rows).extracting(AuditEntry::actor).containsOnly(Actor.COMMAND_LINE);
        AuditEntry.Change paused = rows.get(2).change().orElseThrow();
        assertThat(paused.before().orElseThrow()).contains("\"scim_status\":\"open\"", "\"name\":\"acme\"");
        assertThat(paused.after().orElseThrow()).contains("\"scim_status\":\"paused\"");
        assertThat(rows.toString()).doesNotContainPattern("(tok|sec)_[A-Za-z0-9]{16}\\.[0-9a-f]");
    }

    private List<AuditEntry> audit() {
        try (Storage storage = MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults())) {
            return storage.read(Share.HOUSE, session -> session.audit().before("", 100)).reversed();
        }
    }

    private CommandRun run(String command) {
        CommandRun run = CommandRun.of(folder, command.split(" "));
        assertThat(run.code()).as("%s: %s", command, run.err()).isZero();
        return run;
    }
}

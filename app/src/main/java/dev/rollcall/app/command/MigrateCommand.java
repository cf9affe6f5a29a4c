package dev.rollcall.app.command;

import dev.rollcall.app.service.StoreMigration;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.setting.SettingForm;
import dev.rollcall.setting.SettingForms;
import dev.rollcall.setting.SettingValues;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Copies the embedded store into a PostgreSQL. */
@Command(name = "migrate",
        description = "Copies the whole embedded store into an empty PostgreSQL: connections, tokens, users, groups, the change "
                + "record with those who follow it, and the log. Then every row is read back and compared. No service may run on "
                + "either of the two meanwhile. When it is interrupted, run the same command again: it goes on where it "
                + "stopped. The embedded store is left as it is, and not used any more afterwards.",
        footer = {"", "Example:", "  export ROLLCALL_DATABASE_PASSWORD=…",
            "  rollcall migrate --to jdbc:postgresql://db.example.com/rollcall?user=rollcall"})
final class MigrateCommand extends StoreCommand {
    private static final SettingForm<String> URL = SettingForms.postgresUrl();

    @Option(names = "--to", required = true, paramLabel = "<url>",
            description = "The JDBC URL of the PostgreSQL. Its user and password may be in --database-user and in the variable "
                    + "ROLLCALL_DATABASE_PASSWORD.")
    private String url = "";

    @Mixin
    private Output output = new Output();

    MigrateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        if (URL.read(url).isEmpty()) {
            throw wrong("--to must be %s.".formatted(URL.expected()));
        }
    }

    @Override
    int run(SettingValues settings) {
        StoreMigration migration = new StoreMigration(settings, terminal());
        try (MigrationProgress progress = new MigrationProgress(terminal(), System::nanoTime)) {
            print(migration, migration.run(url, progress));
        }
        return ExitCode.DONE;
    }

    private void print(StoreMigration migration, Map<String, Long> rows) {
        if (output.json()) {
            ObjectNode tables = JsonNodeFactory.instance.objectNode();
            rows.forEach(tables::put);
            terminal().out().println(JsonNodeFactory.instance.objectNode().set("rows", tables));
            return;
        }
        long sum = rows.values().stream().mapToLong(Long::longValue).sum();
        terminal().out()
                .println("All of the store in %s is in the PostgreSQL: %d rows of %d tables, read back and compared."
                        .formatted(migration.folder(), sum, rows.size()));
        terminal().out()
                .println(
                        "Start the service there: put its URL into store.database-url (ROLLCALL_DATABASE_URL), and"
                                + " give each node the key file of this store (store.key-file), which is in no database. What stayed"
                                + " behind is not used any more; delete it when you do not need it, because it holds personal"
                                + " data.");
    }
}

package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.service.LocalSync;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.StreamSyncs;
import dev.rollcall.directory.access.SyncJson;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.setting.SettingValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares a target with its source, and mends what differs. */
@Command(name = "sync",
        description = "Compares the target of an event stream with the people, groups and members who are here. --dry-run says what "
                + "differs, --apply mends it, --verify only checks and ends with 1 when something differs. A running service does "
                + "the work; without one this command does. When it is interrupted, the same command goes on.",
        footer = {"", "Examples:", "  rollcall sync crm --dry-run",
            "  rollcall sync crm --apply --max-departures 5%%",
            "  rollcall sync crm --dry-run --from users.ndjson",
            "  rollcall sync crm --apply --from users.csv.gz",
            "  rollcall sync crm --verify --json"})
final class SyncCommand extends StoreCommand {
    /** One of the three. */
    static final class Mode {
        @Option(names = "--dry-run", required = true, description = "Say what would be done, and do nothing.")
        private boolean dryRun;

        @Option(names = "--apply", required = true, description = "Do it.")
        private boolean apply;

        @Option(names = "--verify", required = true,
                description = "Check, and end with 1 when something differs; for a scheduler.")
        private boolean verify;

        String word() {
            return dryRun ? "dry-run" : apply ? "apply" : "verify";
        }
    }

    @Mixin
    private StreamArgument named = new StreamArgument();

    @ArgGroup(multiplicity = "1")
    private Mode mode = new Mode();

    @Option(names = "--from", paramLabel = "<file>",
            description = "Take the users of this file instead of those who are here: Auth0's export of users (NDJSON), or CSV with "
                    + "a heading, as .gz or not. Whoever is here as well is sent as they are here; nobody is deleted, and groups "
                    + "stay as they are. A running service reads the file itself.")
    private @Nullable Path from;

    @Option(names = "--max-departures", paramLabel = "<percent>", defaultValue = "10%",
            description = "Stop before more than this share of our users there would be deleted or deactivated, or of our groups "
                    + "deleted. Default: ${DEFAULT-VALUE}.")
    private String departures = "10%";

    @Mixin
    private Output output = new Output();

    SyncCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        percent();
        if (from != null && !Files.isReadable(file(from))) {
            throw wrong("There is no file %s to read: check its name, and that you may read it.".formatted(from));
        }
    }

    @Override
    int run(SettingValues settings) {
        SyncJob job;
        String name;
        try (LocalDirectory directory = LocalDirectory.openExisting(settings, terminal())) {
            EventStream stream = named.in(directory);
            name = stream.name();
            StreamSyncs syncs = directory.streams().syncs();
            Optional<SyncJob> running = syncs.find(stream.id()).filter(last -> last.finishedAt().isEmpty());
            job = running
                    .filter(last -> last.mode().equals(mode.word()) && last.source().equals(source()))
                    .orElseGet(() -> syncs.begin(stream.id(), mode.word(), source(), percent()));
        }
        SyncJob finished = new LocalSync(settings, terminal()).finish(job, new SyncProgress(terminal(), output.json()));
        output.object(terminal(), SyncJson.of(finished), SyncText.lines(finished, name));
        return SyncText.isWell(finished) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private String source() {
        return Optional.ofNullable(from).map(path -> file(path).toString()).orElse("");
    }

    private Path file(Path path) {
        return terminal().folder().resolve(path).toAbsolutePath().normalize();
    }

    private int percent() {
        String text = departures.strip().replaceFirst("%$", "");
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > 100) {
            throw wrong("--max-departures must be a whole number of percent from 0% to 100%.");
        }
        return Integer.parseInt(text);
    }
}

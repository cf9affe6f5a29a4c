package dev.rollcall.app.demo;

import dev.rollcall.app.entra.CycleText;
import dev.rollcall.app.entra.JobFolders;
import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.ShellWord;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamStatus;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.setting.SettingValues;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;

/** The demo of the whole chain: an identity provider, Rollcall, and two targets that are out of order for a while. */
final class OutboundTour {
    private final Terminal terminal;
    private final PrintStream out;
    private final SettingValues settings;
    private final DemoConsole console;
    private final URI server;
    private final Path folder;
    private final EntraDialect dialect;
    private final DemoTargets targets;

    /** @param folder of the whole demo */
    OutboundTour(Terminal terminal, SettingValues settings, DemoConsole console, Path folder, EntraDialect dialect,
            DemoTargets targets) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.settings = settings;
        this.console = console;
        this.server = console.server();
        this.folder = folder;
        this.dialect = dialect;
        this.targets = targets;
    }

    /**
     * Makes the tour.
     *
     * @param staysUp whether everything can be looked at afterwards
     * @return whether both targets ended equal to the source
     */
    boolean run(boolean staysUp) {
        try (LocalDirectory directory = LocalDirectory.open(settings, terminal)) {
            Connection connection = directory.connections().create("contoso", Strategy.WAAD, false);
            String token = directory.tokens()
                    .issue(connection.id(), EnumSet.allOf(TokenScope.class), Optional.empty())
                    .secret();
            URI endpoint = URI.create(server + "/scim/v2/connections/" + connection.id());
            out.println("1. Rollcall runs at " + server
                    + ", with a connection for Microsoft Entra ID. Two event streams lead"
                    + " on from it:");
            DemoStreams streams = DemoStreams.create(directory, targets);
            TextTable table = new TextTable("STREAM", "SENDS TO", "AT");
            table.row("application", "a SCIM application, here a second Rollcall", targets.application().toString());
            table.row("receiver", "a receiver of webhooks, which checks signatures",
                    targets.receiver().url().toString());
            table.lines().forEach(line -> out.println("   " + line));
            out.println();

            out.println(
                    "2. Entra provisions a directory of 25 users and 4 groups, and Rollcall sends on what arrives:");
            JobFolder job = JobFolders.create(terminal, job(), endpoint.toString(), Optional.of(token), dialect);
            boolean clean = cycle(job) & streams.drained();
            Roster first = Roster.at(targets.application(), targets.token());
            out.println("   The application has %d people, %d groups and %d memberships.".formatted(
                    first.people().size(), first.groups().size(), first.members()));
            heard("   The receiver was told");
            out.println();

            out.println("3. Both targets break: the application is stopped, and the receiver answers 503.");
            targets.breakDown();
            out.println();

            out.println(
                    "4. Meanwhile somebody edits the directory, and Entra provisions it. Nobody waits for the targets:");
            SampleEdits.apply(job()).forEach(story -> out.println("   - " + story));
            clean &= cycle(job) & streams.failing();
            waiting(streams);
            out.println();

            out.println("5. Both targets are there again. Nobody does anything about it:");
            targets.heal();
            clean &= streams.drained();
            heard("   Nothing waits any more. The receiver was told");
            out.println();

            out.println("6. So this is where everybody is, here and at both targets:");
            SideBySide end = new SideBySide(Roster.at(endpoint, token),
                    Roster.at(targets.application(), targets.token()), targets.receiver().roster());
            end.lines().forEach(line -> out.println("   " + line));
            if (staysUp) {
                farewell(streams);
            }
            out.flush();
            return clean && end.isEqual();
        }
    }

    private boolean cycle(JobFolder job) {
        CycleReport report = job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        CycleText.lines(report, here()).forEach(line -> out.println("   " + line));
        return report.isClean();
    }

    private void heard(String beginning) {
        DemoReceiver receiver = targets.receiver();
        out.println("%s of %d events in all; it found %s.".formatted(beginning, receiver.count(),
                receiver.refused() == 0 ? "every signature good"
                        : receiver.refused() + " signatures that are not good"));
    }

    private void waiting(DemoStreams streams) {
        for (EventStream stream : streams.all()) {
            StreamStatus status = streams.status(stream);
            out.println("   For the %s %d changes wait. It was tried, in vain: %s".formatted(stream.name(),
                    status.backlog().open() + status.backlog().behind(),
                    Printable.line(status.progress().lastAnswer().orElse("").strip())));
        }
    }

    private void farewell(DemoStreams streams) {
        String data = " --data " + ShellWord.of(folder.resolve("data").toString());
        out.println();
        out.println("Everything stays up until you press Ctrl-C. In another terminal:");
        out.println("  edit " + ShellWord.of(job().resolve("users.yaml").toString()));
        out.println("  ./rollcall entra run" + here());
        out.println("  ./rollcall stream show application" + data);
        out.println("  ./rollcall stream deliveries receiver" + data);
        out.println("  ./rollcall sync application --verify" + data);
        out.println("  curl -H 'Authorization: Bearer " + targets.token() + "' '" + targets.application()
                + "/Users?count=1'");
        out.println();
        console.lines(streams).forEach(out::println);
    }

    private Path job() {
        return folder.resolve("job");
    }

    private String here() {
        return " --folder " + ShellWord.of(job().toString());
    }
}

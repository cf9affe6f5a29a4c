package dev.rollcall.app.demo;

import dev.rollcall.app.entra.CycleText;
import dev.rollcall.app.entra.JobFolders;
import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ShellWord;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
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

/** The steps of the demo, each with what it shows. */
final class DemoTour {
    private final Terminal terminal;
    private final PrintStream out;
    private final SettingValues settings;
    private final DemoConsole console;
    private final URI server;
    private final Path folder;
    private final EntraDialect dialect;
    private final DemoReceiver receiver;

    /** @param receiver that is told what arrives; it is out of order for a while */
    DemoTour(Terminal terminal, SettingValues settings, DemoConsole console, Path folder, EntraDialect dialect,
            DemoReceiver receiver) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.settings = settings;
        this.console = console;
        this.server = console.server();
        this.folder = folder;
        this.dialect = dialect;
        this.receiver = receiver;
    }

    /**
     * Makes the tour.
     *
     * @param staysUp whether the server can be looked at afterwards
     * @return whether all went well
     */
    boolean run(boolean staysUp) {
        try (LocalDirectory directory = LocalDirectory.open(settings, terminal)) {
            Connection connection = directory.connections().create("contoso", Strategy.WAAD, false);
            String token = directory.tokens()
                    .issue(connection.id(), EnumSet.allOf(TokenScope.class), Optional.empty())
                    .secret();
            URI endpoint = URI.create(server + "/scim/v2/connections/" + connection.id());
            out.println("Rollcall runs at " + server + " with a connection for Microsoft Entra ID:");
            out.println("  " + endpoint);
            out.println("What arrives is told to a receiver of webhooks, by an event stream.");
            out.println();
            DemoStreams streams = DemoStreams.create(directory, receiver);
            JobFolder job = JobFolders.create(terminal, folder, endpoint.toString(), Optional.of(token), dialect);
            out.println("A directory of 25 users with managers, and 4 groups, is in " + folder + ".");
            out.println();
            boolean clean = cycle(job) & streams.drained();
            out.println();
            out.println("Somebody edits the directory, while the receiver is out of order:");
            receiver.setBroken(true);
            SampleEdits.apply(folder).forEach(story -> out.println("  " + story));
            out.println();
            clean &= cycle(job) & streams.failing();
            out.println();
            receiver.setBroken(false);
            clean &= told(streams);
            out.println();
            arrived(directory, connection, endpoint, token);
            if (staysUp) {
                farewell(endpoint, token, streams);
            }
            out.flush();
            return clean;
        }
    }

    private boolean cycle(JobFolder job) {
        CycleReport report = job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        CycleText.lines(report, here()).forEach(out::println);
        return report.isClean();
    }

    private void arrived(LocalDirectory directory, Connection connection, URI endpoint, String token) {
        try (HttpTransport transport = HttpTransport.open(
                endpoint, Optional.of(token), HttpTransportOptions.defaults())) {
            Arrivals arrivals = new Arrivals(transport);
            arrivals.users().forEach(out::println);
            out.println();
            arrivals.groups().forEach(out::println);
            out.println();
        }
        Tolerances.lines(directory, connection.id()).forEach(out::println);
    }

    private boolean told(DemoStreams streams) {
        boolean drained = streams.drained();
        out.println(drained ? "The receiver is well again, and was told what it had missed."
                : "The receiver is well again, but was not told all that it had missed within a minute.");
        return drained;
    }

    private void farewell(URI endpoint, String token, DemoStreams streams) {
        out.println();
        out.println("The server stays up until you press Ctrl-C. In another terminal:");
        out.println("  curl -H 'Authorization: Bearer " + token + "' '" + endpoint + "/Users?count=1'");
        out.println("  edit " + ShellWord.of(folder.resolve("users.yaml").toString()));
        out.println("  ./rollcall entra run" + here());
        out.println("  ./rollcall entra log" + here());
        out.println("  ./rollcall check " + endpoint + " --token " + token);
        out.println();
        console.lines(streams).forEach(out::println);
    }

    private String here() {
        return " --folder " + ShellWord.of(folder.toString());
    }
}

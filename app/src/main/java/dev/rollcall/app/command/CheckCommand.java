package dev.rollcall.app.command;

import dev.rollcall.app.endpoint.EndpointFlags;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.check.CheckCatalog;
import dev.rollcall.check.CheckEndpoint;
import dev.rollcall.check.CheckException;
import dev.rollcall.check.CheckOptions;
import dev.rollcall.check.CheckProfile;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckRun;
import dev.rollcall.check.CheckSelection;
import dev.rollcall.check.OAuthAccess;
import dev.rollcall.check.report.JsonReport;
import dev.rollcall.check.report.TextReport;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.client.entra.TenantUrl;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.setting.SettingForms;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks any SCIM endpoint the way its clients use it. */
@Command(name = "check",
        description = {
            "Checks a SCIM endpoint, Rollcall's or any other: sends what Microsoft Entra ID, Okta and the RFCs ask "
                    + "of it, and says what breaks and how to mend it.",
            "It makes users and groups of its own, whose names begin with rollcall-check-, and removes them again. "
                    + "Exit code 0 only when nothing breaks."},
        footer = {"", "Examples:", "  export ROLLCALL_CHECK_TOKEN=…",
            "  rollcall check https://app.example.com/scim/v2 --profile entra",
            "  rollcall check https://app.example.com/scim/v2 --only 'entra.group-*' \\",
            "      --html report.html"})
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "<url>", arity = "0..1",
            description = "The endpoint's base URL, as it is entered as tenant URL; a flag such as ?aadOptscim062020 is taken off.")
    private String url = "";

    @Mixin
    private CheckToken token = new CheckToken();

    @Option(names = "--profile", paramLabel = "<profile>", defaultValue = "all",
            description = "Whose traffic: entra, okta, rfc or all (${DEFAULT-VALUE}).")
    private String profile = "all";

    @Option(names = "--only", split = ",", paramLabel = "<id>",
            description = "Only these checks; an id may end in * for all that begin so.")
    private List<String> only = List.of();

    @Option(names = "--skip", split = ",", paramLabel = "<id>", description = "All but these checks.")
    private List<String> skip = List.of();

    @Option(names = "--rate-time", paramLabel = "<duration>", defaultValue = "4s",
            description = "For how long Entra's 25 requests a second are kept up, 60s at most; 0s leaves it out "
                    + "(${DEFAULT-VALUE}).")
    private String rateTime = "4s";

    @Option(names = "--customappsso", description = "Make the checks of whole cycles as the service behaved in 2018.")
    private boolean customappsso;

    @Option(names = "--keep",
            description = "Make the checks although the endpoint does not delete; what they make stays, and is listed.")
    private boolean keep;

    @Option(names = "--insecure",
            description = "Take any certificate of the endpoint; whoever is in between can read the token.")
    private boolean insecure;

    @Option(names = "--json", description = "Print the report as JSON instead of a table.")
    private boolean json;

    @Option(names = "--list", description = "Print the ids and titles of all checks, and make none.")
    private boolean list;

    @Mixin
    private WideOption wide = new WideOption();

    @Mixin
    private EndpointFlags endpointFlags = new EndpointFlags();

    @Mixin
    private OAuthFlags oauthFlags = new OAuthFlags();

    @Mixin
    private ReportFiles files = new ReportFiles();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            TextTable table = new TextTable("CHECK", "TITLE");
            CheckCatalog.standard().checks().forEach(check -> table.row(check.id(), check.title()));
            table.lines(wide.columns(terminal)).forEach(terminal.out()::println);
            return ExitCode.DONE;
        }
        files.check(spec, terminal);
        CheckSelection selection = new CheckSelection(profiles(), only, skip);
        HttpTransportOptions transport = transport();
        Optional<OAuthAccess> client = oauthFlags.read(spec, terminal, transport);
        Optional<String> secret = token.read(spec, terminal).or(() -> client.map(OAuthAccess::token));
        CheckReport report = check(selection, secret, options(secret, client), transport);
        write(report);
        return report.breaksNothing() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private CheckOptions options(Optional<String> secret, Optional<OAuthAccess> client) {
        CheckOptions options = CheckOptions.defaults()
                .withSecrets(Stream.concat(secret.stream(), client.map(OAuthAccess::clientSecret).stream())
                        .collect(Collectors.toSet()))
                .withRateTime(SettingForms.duration(rateTime)
                        .orElseThrow(
                                () -> new ParameterException(spec.commandLine(), "The time for the rate, \"" + rateTime
                                        + "\", is not understood: write a duration such as 4s, or 0s.")));
        options = client.map(options::withOAuth).orElse(options);
        return keep ? options.withKeep() : options;
    }

    private HttpTransportOptions transport() {
        HttpTransportOptions chosen = endpointFlags.options(spec, terminal);
        return insecure ? chosen.withTls(chosen.tls().unverified()) : chosen;
    }

    private CheckReport check(
            CheckSelection selection, Optional<String> secret, CheckOptions options, HttpTransportOptions transport) {
        try (CheckEndpoint opened = CheckEndpoint.open(tenant(), secret, transport);
                CheckProgress progress = new CheckProgress(terminal)) {
            CheckRun run = CheckRun.of(customappsso ? opened.with(EntraDialect.CUSTOMAPPSSO) : opened, options);
            try (CheckStop stop = CheckStop.of(run, terminal)) {
                CheckReport report = run.run(selection, progress);
                stop.left(report.leftOver());
                return report;
            }
        } catch (CheckException e) {
            throw secret.isEmpty() ? new CheckException(e.getMessage() + CheckToken.MISSING) : e;
        }
    }

    private TenantUrl tenant() {
        if (url.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "The URL of an endpoint is missing.");
        }
        try {
            return TenantUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void write(CheckReport report) throws IOException {
        if (json) {
            terminal.out().println(JsonReport.of(report));
        } else {
            TextReport.lines(report, wide.columns(terminal)).forEach(terminal.out()::println);
        }
        files.write(terminal, report);
    }

    private Set<CheckProfile> profiles() {
        if (profile.equals("all")) {
            return EnumSet.allOf(CheckProfile.class);
        }
        return Set.of(CheckProfile.ofKeyword(profile)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "There is no profile \"" + profile + "\": use entra, okta, rfc or all.")));
    }
}

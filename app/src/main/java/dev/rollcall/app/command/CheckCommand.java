package dev.rollcall.app.command;

import dev.rollcall.app.endpoint.EndpointFlags;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.check.CheckCatalog;
import dev.rollcall.check.CheckEndpoint;
import dev.rollcall.check.CheckException;
import dev.rollcall.check.CheckOptions;
import dev.rollcall.check.CheckProfile;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckResult;
import dev.rollcall.check.CheckRun;
import dev.rollcall.check.CheckSelection;
import dev.rollcall.check.report.JsonReport;
import dev.rollcall.check.report.TextReport;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.client.entra.TenantUrl;
import dev.rollcall.client.http.HttpTransportOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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
                    + "Exit code 0 only when nothing breaks."})
final class CheckCommand implements Callable<Integer> {
    private static final Duration CLEANED_WITHIN = Duration.ofSeconds(30);
    /** After so many checks a line tells of them when there is no terminal. */
    private static final int PROGRESS_EVERY = 25;
    private static final String TOKEN_VARIABLE = "ROLLCALL_CHECK_TOKEN";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "<url>", arity = "0..1",
            description = "The endpoint's base URL, as it is entered as tenant URL; a flag such as ?aadOptscim062020 is taken off.")
    private String url = "";

    @Option(names = "--token", paramLabel = "<token>",
            description = "The bearer token; without it, the environment variable " + TOKEN_VARIABLE + ".")
    private @Nullable String token;

    @Option(names = "--token-file", paramLabel = "<file>",
            description = "A file that holds the token and nothing else.")
    private @Nullable Path tokenFile;

    @Option(names = "--profile", paramLabel = "<profile>", defaultValue = "all",
            description = "Whose traffic: entra, okta, rfc or all (${DEFAULT-VALUE}).")
    private String profile = "all";

    @Option(names = "--only", split = ",", paramLabel = "<id>",
            description = "Only these checks; an id may end in * for all that begin so.")
    private List<String> only = List.of();

    @Option(names = "--skip", split = ",", paramLabel = "<id>", description = "All but these checks.")
    private List<String> skip = List.of();

    @Option(names = "--rate-seconds", paramLabel = "<seconds>", defaultValue = "4",
            description = "For how long Entra's 25 requests a second are kept up; 0 leaves it out (${DEFAULT-VALUE}).")
    private int rateSeconds;

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

    private int made;

    /** What could not be removed; empty until that is known. */
    private final AtomicReference<Optional<List<String>>> left = new AtomicReference<>(Optional.empty());

    @Option(names = "--list", description = "Print the ids and titles of all checks, and make none.")
    private boolean list;

    @Mixin
    private EndpointFlags endpointFlags = new EndpointFlags();

    @Mixin
    private ReportFiles files = new ReportFiles();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            CheckCatalog.standard()
                    .checks()
                    .forEach(check -> terminal.out().println("%-32s %s".formatted(check.id(), check.title())));
            return ExitCode.DONE;
        }
        files.check(spec, terminal);
        CheckSelection selection = new CheckSelection(profiles(), only, skip);
        Optional<String> secret = secret();
        CheckOptions options = CheckOptions.defaults()
                .withSecrets(secret.map(Set::of).orElse(Set.of()))
                .withRateTime(Duration.ofSeconds(rateSeconds));
        CheckReport report = check(selection, secret, keep ? options.withKeep() : options,
                transport());
        write(report);
        return report.breaksNothing() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private HttpTransportOptions transport() {
        HttpTransportOptions chosen = endpointFlags.options(spec, terminal);
        return insecure ? chosen.withTls(chosen.tls().unverified()) : chosen;
    }

    private CheckReport check(
            CheckSelection selection, Optional<String> secret, CheckOptions options, HttpTransportOptions transport) {
        CountDownLatch ended = new CountDownLatch(1);
        try (CheckEndpoint opened = CheckEndpoint.open(tenant(), secret, transport)) {
            CheckEndpoint endpoint = customappsso ? opened.with(EntraDialect.CUSTOMAPPSSO) : opened;
            CheckRun run = CheckRun.of(endpoint, options);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(run, ended), "stop"));
            CheckReport report = run.run(selection, this::progress);
            left.set(Optional.of(report.leftOver()));
            return report;
        } catch (CheckException e) {
            throw secret.isEmpty()
                    ? new CheckException(e.getMessage() + " No token was given: use --token, --token-file or the"
                            + " environment variable " + TOKEN_VARIABLE + ".")
                    : e;
        } finally {
            ended.countDown();
            endProgress();
        }
    }

    /** At the end of the process: when a signal ends it in the middle of the checks, what they made is removed before. */
    private void stop(CheckRun run, CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return;
        }
        run.stop();
        try {
            boolean cleaned = ended.await(CLEANED_WITHIN.toSeconds(), TimeUnit.SECONDS);
            stopped(cleaned ? left.get() : Optional.empty()).forEach(terminal.err()::println);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.err().flush();
    }

    /** What is said of a run that was stopped, each thing that is left on a line of its own. */
    static List<String> stopped(Optional<List<String>> leftOver) {
        if (leftOver.isEmpty()) {
            return List.of("rollcall: stopped; users and groups whose names begin with rollcall-check- may be left.");
        }
        if (leftOver.get().isEmpty()) {
            return List.of("rollcall: stopped; what the checks made was removed.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("rollcall: stopped; these could not be removed. Delete them by hand; their names begin with"
                + " rollcall-check-:");
        leftOver.get().forEach(path -> lines.add("    " + path));
        return lines;
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

    /** The report comes at the end; until then a line shows where the checks are: one that changes, or one now and then. */
    private void progress(CheckResult result) {
        made++;
        if (terminal.isInteractive()) {
            terminal.err().print("\r%-78s".formatted("%d checks made, %s".formatted(made, result.check().id())));
            terminal.err().flush();
        } else if (made % PROGRESS_EVERY == 0) {
            terminal.err().println("rollcall: %d checks made, %s".formatted(made, result.check().id()));
            terminal.err().flush();
        }
    }

    private void endProgress() {
        if (terminal.isInteractive()) {
            terminal.err().print("\r%-78s\r".formatted(""));
            terminal.err().flush();
        }
    }

    private void write(CheckReport report) throws IOException {
        if (json) {
            terminal.out().println(JsonReport.of(report));
        } else {
            TextReport.lines(report).forEach(terminal.out()::println);
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

    private Optional<String> secret() {
        if (token != null && tokenFile != null) {
            throw new ParameterException(spec.commandLine(), "Give either --token or --token-file, not both.");
        }
        if (tokenFile != null) {
            return Optional.of(read(tokenFile));
        }
        return Optional.ofNullable(token)
                .or(() -> Optional.ofNullable(terminal.environment().get(TOKEN_VARIABLE)))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty());
    }

    private String read(Path file) {
        try {
            String text = Files.readString(terminal.folder().resolve(file)).strip();
            if (text.lines().count() > 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        "The token file " + file + " must hold the token on one line and nothing else.");
            }
            return text;
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "The token file " + file + " cannot be read: name one that holds the token.",
                    e);
        }
    }
}

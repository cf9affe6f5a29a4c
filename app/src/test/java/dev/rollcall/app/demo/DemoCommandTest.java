package dev.rollcall.app.demo;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.PostgresServer;
import dev.rollcall.app.command.Program;
import dev.rollcall.app.console.Browser;
import dev.rollcall.app.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code rollcall demo}, on both stores and in all dialects. */
class DemoCommandTest {
    private static final Pattern FOLDER = Pattern.compile("and 4 groups, is in (.+)/job\\.");
    private static final Pattern CURL = Pattern.compile("curl -H 'Authorization: (Bearer \\S+)' '(\\S+)'");

    private static final Pattern TOKEN = Pattern.compile("signed in by this token alone.*: (\\S+)$");
    private static final Pattern HEALED = Pattern.compile("^  (http://[^/]+)(/console/streams/\\S+)$");
    private static final Pattern CONSOLE = Pattern.compile("^  (http://[^/]+)(/console)$");

    @TempDir
    private Path around;

    @Test
    void theTourShowsWhatArrivedAndLeavesNothingBehind() {
        tour("customappsso");
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {"default", "aadOptscim062020", "AzureAdScimPatch2017"})
    void theTourIsTheSameInEachOtherDialect(String dialect) {
        tour(dialect);
    }

    private void tour(String dialect) {
        CommandRun run = CommandRun.of(around, "demo", "--stop", "--dialect", dialect);
        assertTour(run);
        assertThat(around).isEmptyDirectory();
    }

    @Test
    void onPostgresqlTooButOnlyOnceInADatabase() {
        String url = PostgresServer.newDatabase() + "&password=geheim";
        CommandRun run = CommandRun.of(around, "demo", "--stop", "--database-url", url);
        assertTour(run);
        assertThat(run.err()).contains("storing with postgresql").doesNotContain("geheim");
        CommandRun again = CommandRun.of(around, "demo", "--stop", "--database-url", url);
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("contoso").doesNotContain("geheim").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({"--dialect,klingon,2,There is no dialect \"klingon\": use one of default",
        "--port,many,2,--port is \"many\"", "--database-url,mysql://x,2,--database-url has a value that cannot be used",
        "--database-url,jdbc:postgresql://127.0.0.1:1/none?user=u&password=geheim,1,The database cannot be opened"})
    void whatCannotBeDoneIsOneSentence(String option, String value, int code, String said) {
        CommandRun run = CommandRun.of(around, "demo", "--stop", option, value);
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).startsWith("rollcall: ").contains(said).doesNotContain("geheim").doesNotContain("\tat ");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = CommandRun.of(around, "demo", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains(taken.getLocalPort() + " cannot be listened on", "--port");
        }
    }

    @Test
    void itStaysUpForALookUntilItIsStopped() throws Exception {
        PipedInputStream printed = new PipedInputStream(1 << 20);
        try (PrintStream out = new PrintStream(new PipedOutputStream(printed), true, StandardCharsets.UTF_8);
                BufferedReader lines = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8));
                HttpClient http = HttpClient.newHttpClient()) {
            Callable<Integer> command = () -> new Program(new Terminal(out, out, Map.of(), around, Clock.systemUTC()))
                    .run("demo");
            FutureTask<Integer> demo = new FutureTask<>(command);
            Thread thread = Thread.ofPlatform().start(demo);
            Path folder = Path.of(find(lines, FOLDER).group(1));
            Matcher curl = find(lines, CURL);
            HttpRequest request = HttpRequest.newBuilder(URI.create(curl.group(2)))
                    .header("Authorization", curl.group(1))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).body()).contains("\"totalResults\":26");
            CommandRun next = CommandRun.of(around, "entra", "run", "--folder", folder.resolve("job").toString());
            assertThat(next.code()).isZero();
            assertThat(next.out()).startsWith("Incremental cycle, ").contains("nothing to do");
            assertConsole(find(lines, TOKEN).group(1), find(lines, HEALED).group(2), find(lines, CONSOLE));
            thread.interrupt();
            assertThat(demo.get()).isZero();
            assertThat(folder).doesNotExist();
        }
    }

    @Test
    void theWholeChainEndsEqualThroughAnOutageOfBothTargets() {
        CommandRun run = CommandRun.of(around, "demo", "--outbound", "--stop");
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("The application has 25 people, 4 groups and 29 memberships.")
                .containsPattern("For the application [1-9]\\d* changes wait.* refused the connection")
                .containsPattern("For the receiver [1-9]\\d* changes wait.* 503")
                .contains("it found every signature good")
                .containsPattern("people +26 +26 +26\n")
                .containsPattern("of them blocked +2 +2 +2\n")
                .containsPattern("groups +4 +4 +4\n")
                .containsPattern("memberships +(\\d\\d) +\\1 +\\1\n")
                .contains("All three are equal");
        assertThat(around).isEmptyDirectory();
    }

    /** What the demo ends with: a console that is filled, with a delivery that failed and healed. */
    private static void assertConsole(String token, String healed, Matcher address) {
        Browser browser = new Browser(URI.create(address.group(1)));
        assertThat(browser.signIn("", token).statusCode()).isEqualTo(303);
        assertThat(browser.page(address.group(2))).contains("<bdi>contoso</bdi>", "<bdi>receiver</bdi>", "mark good")
                .doesNotContain("mark bad");
        assertThat(browser.page("/console/log")).contains("POST", "/Users");
        assertThat(browser.page(healed)).contains("mark good\">delivered", "Attempts that failed", "answer 503")
                .doesNotContain("None is kept.");
    }

    private static void assertTour(CommandRun run) {
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).containsPattern("Initial cycle, [0-9.,]+ s: 29 created, ")
                .containsPattern("Incremental cycle, [0-9.,]+ s: 1 created, 1 updated, 2 disabled, ")
                .containsPattern("ada\\.lovelace@contoso\\.example +true +Engineer +Łukasz Wójcik +[Ee]ngineering")
                .containsPattern("hiroshi\\.tanaka@contoso\\.example +false")
                .containsPattern("chloe\\.dubois@contoso\\.example +false")
                .containsPattern("(?i)Engineering +12\n")
                .containsPattern("(?i)Sales +5\n")
                .contains("The receiver is well again, and was told what it had missed.")
                .contains("requests are in the log; what was not by the letter of the RFC was understood:");
        Matcher folder = FOLDER.matcher(run.out());
        assertThat(folder.find()).isTrue();
        assertThat(Path.of(folder.group(1))).doesNotExist();
    }

    private static Matcher find(BufferedReader lines, Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(lines.readLine());
        while (!matcher.find()) {
            matcher.reset(lines.readLine());
        }
        return matcher;
    }
}

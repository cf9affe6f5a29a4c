package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import java.io.BufferedWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person is told who does not know the commands. */
class HelpTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"'', connection", "connection, delete", "token, revoke", "user, show", "help, connection"})
    void whoGivesNoCommandSeesThoseThatThereAre(String words, String command) {
        CommandRun run = run(words);
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Usage: rollcall").containsPattern("(?m)^  " + command + " ");
    }

    @Test
    void theHelpOfACommandIsAlsoGivenByHelp() {
        String help = run("connection delete --help").out();
        assertThat(run("help connection delete").out()).isEqualTo(help);
        assertThat(help).containsSubsequence("--yes", "--json", "--help",
                "The store and its service are named by --config",
                "--data", "Example", "rollcall connection delete acme --yes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "conection | There is no command \"conection\": did you mean \"connection\"?",
        "help conection | There is no command \"conection\": did you mean \"connection\"?",
        "sevre | There is no command \"sevre\": did you mean \"serve\"?",
        "connection lst | There is no command \"lst\": did you mean \"list\"?",
        "connection list --jso | There is no option \"--jso\": did you mean \"--json\"?",
        "xyzzy | There is no command \"xyzzy\".",
        "connection list --frobnicate | There is no option \"--frobnicate\".",
        "connection list acme | \"acme\" is a word too many."})
    void onlyWhatIsNearIsSuggested(String words, String sentence) {
        CommandRun run = run(words);
        assertThat(run.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err().lines()).first().isEqualTo("rollcall: " + sentence);
        assertThat(run.err().lines()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection show x", "connection list", "token list x", "log x", "user list x",
        "user show x y", "group list x", "group show x y", "export x"})
    void aReaderWithoutAStoreEndsWithThree(String words) {
        CommandRun run = run(words);
        assertThat(run.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("rollcall: There is no store in " + folder.resolve("data"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "connection create | --name and --strategy are missing.",
        "connection create --name acme | --strategy is missing.",
        "setup-link acme --tokens 101 | --tokens 101 cannot be used: write a number from 1 to 100.",
        "setup-link acme --lifetime 91d | --lifetime 91d cannot be used: write a time from 5m to 90d, in s, m, h or d.",
        "setup-link acme --list --revoke x | Only one of these can be given: --list, --revoke.",
        "token create --scopes all | CONNECTION is missing.",
        "token create acme --scopes | --scopes needs a value after it: <scopes>.",
        "connection create --name --strategy waad | --name needs a value after it: <name>.",
        "connection update acme | Give one of --keep-deleted, --me-claim, --strict, --tolerant or --tolerances.",
        "connection update acme --strict --tolerant | Only one of these can be given: --strict, --tolerant.",
        "log acme --limit x | --limit cannot be \"x\": write a whole number.",
        "log acme --limit 1 --limit 2 | --limit is there twice: give it once.",
        "mapping rollback acme x | VERSION cannot be \"x\": write a whole number.",
        "completion bsh | SHELL cannot be \"bsh\": write one of bash, zsh, fish."})
    void wrongWordsAreAnsweredWithWhatToWrite(String words, String sentence) {
        CommandRun run = run(words);
        assertThat(run.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err().lines()).first().isEqualTo("rollcall: " + sentence);
    }

    /** A command that was made without its siblings, because nobody asked for them, is the same command. */
    @Test
    void aCommandByItselfIsThatAmongAll() {
        Program program = new Program(Terminal.ofProcess());
        assertThat(commands(program.commandLine())).hasSizeGreaterThan(80).allSatisfy(command -> {
            String name = command.getCommandSpec().qualifiedName();
            String[] words = name.split(" ");
            CommandLine alone = program.commandLineFor((name + " --help").replaceFirst("rollcall ?", "").split(" "));
            for (int i = 1; i < words.length; i++) {
                alone = alone.getSubcommands().get(words[i]);
            }
            assertThat(alone.getUsageMessage()).as(name).isEqualTo(command.getUsageMessage());
        });
        assertThat(program.commandLineFor("serve").getSubcommands()).containsOnlyKeys("serve");
        assertThat(flags(program.commandLineFor("serve"))).isEqualTo(flags(program.commandLine()));
        assertThat(program.commandLineFor("help").getSubcommands()).hasSizeGreaterThan(20);
        assertThat(program.commandLineFor("completion").getSubcommands()).hasSizeGreaterThan(20);
        assertThat(program.commandLineFor("sevre").getSubcommands()).hasSizeGreaterThan(20);
    }

    private static Set<String> flags(CommandLine program) {
        return program.getSubcommands().get("serve").getCommandSpec().optionsMap().keySet();
    }

    /** Examples are copied: none is wrapped, and each has only options that there are. */
    @Test
    void eachCommandHasExamplesThatItTakes() {
        CommandLine program = new Program(Terminal.ofProcess()).commandLine();
        assertThat(commands(program))
                .filteredOn(command -> command.getSubcommands().isEmpty())
                .hasSizeGreaterThan(50)
                .allSatisfy(command -> {
                    String name = command.getCommandSpec().qualifiedName();
                    assertThat(command.getUsageMessage()).as(name).containsPattern("(?m)^Examples?[^\n]*:$");
                    String footer = String.join("\n", command.getCommandSpec().usageMessage().footer());
                    String examples = footer.substring(footer.indexOf("Example"));
                    assertThat(examples.lines()).as(name).allMatch(line -> line.length() < 80);
                    List<String> calls = examples.replace("\\\n", " ")
                            .lines()
                            .filter(line -> line.contains("rollcall "))
                            .map(line -> line.replaceFirst(".*?rollcall ", "").replaceFirst(" > .*| [|] .*|[)]$", ""))
                            .toList();
                    assertThat(calls).as(name).isNotEmpty();
                    calls.stream()
                            .map(HelpTest::words)
                            .forEach(call -> new Program(Terminal.ofProcess()).commandLineFor(call).parseArgs(call));
                });
    }

    private static String[] words(String call) {
        return Pattern.compile("'([^']*)'|\"([^\"]*)\"|\\S+")
                .matcher(call)
                .results()
                .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
                .toArray(String[]::new);
    }

    @Test
    void listsSayWhatACommandIsForInASentence() {
        assertThat(run("").out()).contains("Copies the whole embedded store into an empty PostgreSQL:")
                .doesNotContain("When it is interrupted");
        assertThat(run("migrate --help").out()).startsWith("Usage: rollcall migrate")
                .containsOnlyOnce("Copies the whole embedded store")
                .contains("When it is interrupted");
        assertThat(run("entra run --help").out()).containsSubsequence("--cycle", "--watch", "--folder", "--ca",
                "--help");
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(run("version").out()).containsPattern("^rollcall .+\njava 2[5-9]");
        assertThat(run("version --json").json().propertyNames()).containsExactly("rollcall", "java");
    }

    @Test
    void shellsCompleteTheCommands() throws Exception {
        assertThat(run("completion fish").out())
                .contains("complete -c rollcall -n '__fish_seen_subcommand_from connection; and not"
                        + " __fish_seen_subcommand_from create list show update pause resume delete' -a 'delete'")
                .contains("-l strategy -r -F");
        assertThat(run("completion zsh").out()).contains("compinit", "complete -F _complete_rollcall");
        Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (BufferedWriter in = bash.outputWriter()) {
            in.write(run("completion bash").out());
        }
        assertThat(bash.waitFor()).isZero();
    }

    /** The other two shells themselves, where they are installed. */
    @Test
    void fishFindsCommandsAndOptions() throws Exception {
        Path file = Files.writeString(folder.resolve("rollcall.fish"), run("completion fish").out());
        String source = "source '" + file + "'; complete -C ";
        assertThat(shell("fish", "--no-config", "-c", source + "'rollcall conn'")).startsWith("connection\t");
        assertThat(shell("fish", "--no-config", "-c", source + "'rollcall connection '").lines())
                .hasSizeGreaterThan(4)
                .anyMatch(line -> line.startsWith("delete\t"));
        assertThat(shell("fish", "--no-config", "-c", source + "'rollcall migrate --t'")).startsWith("--to\t");
    }

    @Test
    void zshTakesTheCompletion() throws Exception {
        Path file = Files.writeString(folder.resolve("rollcall.zsh"), run("completion zsh").out());
        assertThat(shell("zsh", "-f", "-c", "source '" + file + "' && print -r -- $_comps[rollcall]"))
                .contains("_bash_complete", "_complete_rollcall");
    }

    private static String shell(String... command) throws Exception {
        boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place).resolve(command[0])));
        Assumptions.assumeTrue(there, command[0] + " is not installed.");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    private static List<CommandLine> commands(CommandLine line) {
        return line.getSubcommands()
                .values()
                .stream()
                .flatMap(sub -> Stream.concat(Stream.of(sub), commands(sub).stream()))
                .toList();
    }

    private CommandRun run(String words) {
        return CommandRun.of(folder, words.isEmpty() ? new String[0] : words.split(" "));
    }
}

package dev.rollcall.app.documentation;

import dev.rollcall.app.ProgramProcess;
import dev.rollcall.app.setting.SettingTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path COLLECTION = Path.of("..", "docs", "rollcall.postman_collection.json");
    private static final Pattern BODY = Pattern.compile("(?s)application/scim\\+json\" -d '(\\{.*?\n\\})'");
    private static final Pattern DEMO = Pattern.compile("(?s)```text demo\n(.*?)```");
    private static final Pattern WALK = Pattern.compile("```sh walk\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TABLE = Pattern.compile("<!-- settings -->\n(.*)<!-- /settings -->", Pattern.DOTALL);

    @TempDir
    private Path folder;

    /** With {@code -Drollcall.readme=write} it writes the table instead of comparing it. */
    @Test
    void theTableOfSettingsIsTheOneInTheCode() throws IOException {
        String readme = Files.readString(README);
        String table = "<!-- settings -->\n" + SettingTable.markdown() + "<!-- /settings -->";
        if ("write".equals(System.getProperty("rollcall.readme"))) {
            readme = TABLE.matcher(readme).replaceFirst(Matcher.quoteReplacement(table));
            Files.writeString(README, readme);
        }
        assertThat(readme)
                .as("Write the table: mvn test -pl app -am -Dtest=ReadmeTest#theTable* -Drollcall.readme=write"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .contains(table);
    }

    /** Runs the commands of the walk as they are printed, in a shell, with a launcher that runs the program of this build. */
    @Test
    void theWalkWorksAsPrinted() throws Exception {
        Assumptions.assumeTrue(isThere("bash") && isThere("curl"), "The walk needs bash and curl.");
        List<String> blocks = WALK.matcher(Files.readString(README))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(blocks).hasSizeGreaterThan(5);
        assertThat(blocks.getFirst()).isEqualTo("./rollcall serve\n");
        launcher();
        try (ProgramProcess serve = ProgramProcess.serve(folder, "--port", "0")) {
            serve.url();
            String out = shell(String.join("\n", blocks.subList(1, blocks.size())));
            assertThat(out)
                    .contains("/scim/v2/connections/con_")
                    .contains("\"userName\":\"ada@acme.example\"")
                    .contains("\"title\":\"Countess\"")
                    .contains("countess@acme.example")
                    .contains("\"active\":false")
                    .contains("\"totalResults\":1")
                    .contains("\"displayName\":\"Analysts\"")
                    .contains("\"display\":\"Analysts\"")
                    .contains("tolerance entra.capital-op")
                    .contains("tolerance entra.boolean-string")
                    .doesNotContain("api:messages:2.0:Error");
        }
    }

    /** Whoever prefers Postman sends the same bodies. */
    @Test
    void thePostmanCollectionSendsTheBodiesOfTheWalk() throws IOException {
        JsonMapper mapper = new JsonMapper();
        List<JsonNode> walk = BODY.matcher(Files.readString(README))
                .results()
                .map(match -> mapper.readTree(match.group(1).replace("'\"$ID\"'", "{{user_id}}")))
                .toList();
        JsonNode collection = mapper.readTree(Files.readString(COLLECTION));
        List<JsonNode> requests = collection.get("item").valueStream().map(item -> item.get("request")).toList();
        assertThat(requests).allMatch(
                request -> request.path("url").path("raw").stringValue().startsWith("{{scim_endpoint}}/"));
        assertThat(requests.stream()
                .filter(request -> request.has("body"))
                .map(request -> mapper.readTree(request.path("body").path("raw").stringValue())))
                .containsExactlyElementsOf(walk)
                .hasSize(3);
    }

    /** What the demo prints is printed in the README, but for what differs each time and the users that are left out. */
    @Test
    @Tag("long")
    void theDemoPrintsWhatIsShown() throws Exception {
        String shown = DEMO.matcher(Files.readString(README)).results().findFirst().orElseThrow().group(1);
        launcher();
        List<String> printed = shell("./rollcall demo --stop 2>/dev/null").lines().map(ReadmeTest::alike).toList();
        List<String> lines = shown.lines().map(ReadmeTest::alike).filter(line -> !line.equals("…")).toList();
        assertThat(printed).containsSubsequence(lines);
        assertThat(printed.stream().filter(line -> !line.contains("@contoso.example")))
                .containsExactlyElementsOf(lines.stream().filter(line -> !line.contains("@contoso.example")).toList());
    }

    private static String alike(String line) {
        return line.replaceAll("127\\.0\\.0\\.1:\\d+", "HOST")
                .replaceAll("con_[A-Za-z0-9]{16}", "CONNECTION")
                .replaceAll("in /.*/job\\.", "in FOLDER.")
                .replaceAll("cycle, [0-9.]+ s", "cycle, TIME")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "MOMENT")
                .stripTrailing();
    }

    private void launcher() throws IOException {
        String command = ProgramProcess.program()
                .stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path launcher = Files.writeString(folder.resolve("rollcall"), "#!/bin/sh\nexec " + command + " \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }

    private String shell(String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ROLLCALL_"));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    private static boolean isThere(String program) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + program)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor() == 0;
    }
}

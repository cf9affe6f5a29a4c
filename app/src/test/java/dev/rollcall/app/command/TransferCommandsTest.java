package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes out of a store by the command line, and into one. */
class TransferCommandsTest {
    private static final String ADA = "018f0000-0000-7000-8000-000000000001";
    private static final String BOB = "018f0000-0000-7000-8000-000000000002";
    private static final String TEAM = "018f0000-0000-7000-8000-00000000000a";
    private static final int NOBODIES = 1_500;
    private static final List<String> LINES = List.of(
            "{'type':'connection','format':1,'name':'acme','strategy':'waad','strict':true}",
            "{'type':'User','id':'" + ADA + "','resource':{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User',"
                    + "'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],'userName':'Ada@acme.example',"
                    + "'displayName':'Ada','active':true,'undeclared':{'a':1.10},"
                    + "'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{'manager':{'value':'" + BOB
                    + "'}}}}",
            "{'type':'User','id':'" + BOB + "','resource':{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],"
                    + "'userName':'bob@acme.example','active':false}}",
            "{'type':'Group','id':'" + TEAM + "','resource':{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],"
                    + "'displayName':'Team'}}",
            "{'type':'members','group':'" + TEAM + "','members':[{'value':'" + ADA + "'},{'value':'" + BOB + "'}]}",
            "{'type':'members','group':'" + TEAM + "','members':[" + nobodies() + "]}",
            "{'type':'end','users':2,'groups':1,'members':" + (2 + NOBODIES) + "}");
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    private Path folder;

    @BeforeEach
    void load() throws IOException {
        CommandRun run = load(LINES);
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void aConnectionComesOutAndInAgainWithItsIdsAndAllThatWasKept() throws IOException {
        assertThat(run("connection", "update", "acme", "--me-claim", "oid").code()).isZero();
        assertThat(run("export", "acme", "--file", "out.jsonl").code()).isZero();
        CommandRun imported = run("import", "out.jsonl", "--name", "copy", "--json");
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.json().get("members").intValue()).isEqualTo(2 + NOBODIES);
        assertThat(imported.json().get("strict").booleanValue()).isTrue();
        assertThat(kept(run("export", "copy").out())).isEqualTo(kept(Files.readString(folder.resolve("out.jsonl"))));
        assertThat(run("connection", "show", "copy", "--json").json().get("me_claim").stringValue()).isEqualTo("oid");
        assertThat(run("export", "copy").out()).contains(ADA, "\"undeclared\":{\"a\":1.10}", "Ada@acme.example");
        assertThat(run("user", "show", "copy", ADA, "--json").json().get("id").stringValue()).isEqualTo(ADA);
        JsonNode row = run("log", "copy", "--json").json().get(0);
        assertThat(row.get("method").stringValue()).isEqualTo("IMPORT");
    }

    @Test
    void theFileIsForItsOwnerAloneAndIsNeverOverwritten() throws IOException {
        run("export", "acme", "--file", "out.jsonl");
        Path file = folder.resolve("out.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        CommandRun again = run("export", "acme", "--file", "out.jsonl");
        assertThat(again.code()).isEqualTo(ExitCode.FAILED);
        assertThat(again.err()).contains("out.jsonl is there already");
        CommandRun nowhere = run("export", "acme", "--file", "no/such/folder.jsonl");
        assertThat(nowhere.code()).isEqualTo(ExitCode.FAILED);
        assertThat(nowhere.err()).contains("no such folder").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "6 | | Line 6 of the file is the last one",
        "1 | x | Line 2 of the file is no JSON object",
        "0 | {'type':'connection','format':9} | does not begin an export",
        "0 | {'type':'connection','format':1,'name':'a','strategy':'waad','me_claim':''} | no claim's name",
        "2 | {'type':'User','id':'me','resource':{}} | has an id that is no UUID",
        "2 | {'type':'User','id':'" + BOB + "','resource':{}} | cannot be taken",
        "3 | {'type':'User','id':'" + BOB + "'} | has no resource",
        "6 | {'type':'end','users':9} | other numbers"})
    void whatIsNoWholeExportLeavesNothingBehind(int line, @Nullable String instead, String sentence)
            throws IOException {
        run("connection", "delete", "acme", "--yes");
        List<String> lines = IntStream.range(0, instead == null ? line : LINES.size())
                .mapToObj(i -> i == line && instead != null ? instead : LINES.get(i))
                .toList();
        write(lines);
        CommandRun run = run("import", "in.jsonl", "--name", "other");
        assertThat(run.code()).as(run.out()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains(sentence).doesNotContain("Exception");
        assertThat(run("connection", "list", "--json").out()).isEqualTo("[]\n");
        write(LINES);
        CommandRun whole = run("import", "in.jsonl", "--name", "other");
        assertThat(whole.code()).as("the name is not spent: " + whole.err()).isZero();
    }

    @Test
    void aDeletedConnectionsUserIdsAreNobodyElses() {
        run("connection", "delete", "acme", "--yes");
        CommandRun made = run("connection", "create", "--name", "ACME", "--strategy", "waad");
        assertThat(made.code()).isEqualTo(ExitCode.FAILED);
        assertThat(made.err()).contains("A connection named \"ACME\" with the strategy waad was deleted here",
                "Choose another name, such as ACME-2.");
        CommandRun imported = run("import", "in.jsonl");
        assertThat(imported.code()).isEqualTo(ExitCode.FAILED);
        assertThat(imported.err()).contains("Choose another name");
        assertThat(run("connection", "list", "--json").out()).isEqualTo("[]\n");
        assertThat(run("connection", "create", "--name", "acme", "--strategy", "okta").code()).isZero();
    }

    @Test
    void usersAreListedAndShown() {
        List<String> lines = run("user", "list", "acme").out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).startsWith("ID                                    USER NAME");
        assertThat(lines.get(1)).startsWith(ADA + "  Ada@acme.example  true    Ada");
        JsonNode inactive = run("user", "list", "acme", "--filter", "active eq false", "--json").json();
        assertThat(inactive.valueStream().map(user -> user.get("userName").stringValue()))
                .containsExactly("bob@acme.example");
        JsonNode ada = run("user", "show", "acme", "ada@ACME.example", "--json").json();
        assertThat(ada.get("id").stringValue()).isEqualTo(ADA);
        assertThat(ada.path("groups").path(0).path("value").stringValue()).isEqualTo(TEAM);
        assertThat(run("user", "show", "acme", BOB).out()).contains("\"userName\" : \"bob@acme.example\"");
        CommandRun nobody = run("user", "show", "acme", "eve\"");
        assertThat(nobody.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(nobody.err()).contains("has no user \"eve\"\"", "rollcall user list acme");
        CommandRun wrong = run("user", "list", "acme", "--filter", "active eq");
        assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(wrong.err()).startsWith("rollcall: ").doesNotContain("Exception");
        assertThat(run("user", "list", "acme", "--limit", "1").err()).contains("1 of 2 are listed");
    }

    @Test
    void groupsAreListedWithTheNumberOfMembersAndShownWithTheFirst() {
        assertThat(run("group", "list", "acme").out()).contains(TEAM + "  Team          1502     ");
        CommandRun shown = run("group", "show", "acme", "team");
        assertThat(shown.out()).contains("\"displayName\" : \"Team\"", "members: 1502", ADA + "  Ada",
                "… and 1482 more");
        assertThat(run("group", "show", "acme", "Team", "--json").json().get("members")).hasSize(2 + NOBODIES);
    }

    @Test
    void theConnectionSaysHowMuchItHas() {
        assertThat(run("connection", "list").out()).containsPattern("acme  waad      2      1       never ");
    }

    private CommandRun load(List<String> lines) throws IOException {
        write(lines);
        return run("import", "in.jsonl");
    }

    private void write(List<String> lines) throws IOException {
        Path file = folder.resolve("in.jsonl");
        Files.writeString(file, String.join("\n", lines).replace('\'', '"') + "\n");
    }

    /** What an export says but for the connection and the times. */
    private static List<JsonNode> kept(String export) {
        return export.lines()
                .map(MAPPER::readTree)
                .filter(line -> !line.get("type").stringValue().equals("connection"))
                .map(line -> line.asObject().remove(List.of("created", "last_modified", "version")))
                .map(JsonNode.class::cast)
                .toList();
    }

    private static String nobodies() {
        return IntStream.range(0, NOBODIES)
                .mapToObj("{'value':'nobody-%04d','display':'N'}"::formatted)
                .collect(Collectors.joining(","));
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, arguments);
    }
}

package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Schemas and resource types by the command line. */
class SchemaCommandsTest {
    private static final String BADGE = "urn:example:params:scim:schemas:badge:2.0:User";
    private static final String DEVICE = "urn:example:params:scim:schemas:device:2.0:Device";
    private static final String ADA = "018f0000-0000-7000-8000-000000000001";
    private static final String PHONE = "018f0000-0000-7000-8000-000000000002";

    @TempDir
    private Path folder;

    @BeforeEach
    void load() throws IOException {
        write("acme.jsonl", List.of(
                "{'type':'connection','format':3,'name':'acme','strategy':'scim','strict':false,'declarations':["
                        + "{'kind':'resource-type','declaration':{'resource_type':{'name':'Device','endpoint':'/Devices',"
                        + "'schema':'" + DEVICE + "'}}},{'kind':'schema','declaration':{'schema':{'id':'" + DEVICE
                        + "','attributes':[{'name':'serial','type':'string','required':true}]}}}]}",
                "{'type':'User','id':'" + ADA
                        + "','resource':{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],"
                        + "'userName':'ada','" + BADGE + "':{'LEVEL':'high','number':7}}}",
                "{'type':'resource','resource_type':'Device','id':'" + PHONE + "','resource':{'schemas':['" + DEVICE
                        + "'],'serial':'1'}}",
                "{'type':'end','users':1,'groups':0,'members':0,'resources':1}")
                .stream()
                .map(line -> line.replace('\'', '"'))
                .collect(Collectors.joining("\n", "", "\n")));
        CommandRun run = run("import", "acme.jsonl");
        assertThat(run.code()).as(run.err()).isZero();
        write("badge.json", "{\"id\":\"" + BADGE + "\",\"attributes\":[{\"name\":\"level\",\"type\":\"integer\"},"
                + "{\"name\":\"number\",\"type\":\"integer\"}]}");
    }

    @Test
    void aSchemaIsTriedAddedShownReplacedAndRemoved() throws IOException {
        assertThat(run("schema", "list", "acme").out()).contains(DEVICE).doesNotContain(BADGE);
        CommandRun tried = run("schema", "add", "acme", "--file", "badge.json", "--extends", "User", "--dry-run");
        assertThat(tried.out()).contains("1 resources looked at", "1 have a value that does not fit", ADA);
        assertThat(run("schema", "show", "acme", BADGE).code()).isEqualTo(ExitCode.NOT_FOUND);

        CommandRun added = run("schema", "add", "acme", "--file", "badge.json", "--extends", "User", "--required");
        assertThat(added.out()).contains("Declared the schema " + BADGE);
        assertThat(run("connection", "show", "acme").out()).contains("schema", "resources looked at");
        assertThat(run("schema", "add", "acme", "--file", "badge.json").code()).isEqualTo(ExitCode.FAILED);
        CommandRun shown = run("schema", "show", "acme", BADGE, "--json");
        assertThat(shown.json().path("extends").get(0).path("required").booleanValue()).isTrue();
        write("shown.json", shown.out());
        CommandRun replaced = run("schema", "add", "acme", "--file", "shown.json", "--replace", "--json");
        assertThat(replaced.json().path("schema")).isEqualTo(shown.json().path("schema"));
        assertThat(run("schema", "list", "acme", "--json").json().size()).isEqualTo(2);

        CommandRun asked = run("schema", "remove", "acme", BADGE);
        assertThat(asked.out()).contains("1 resources have something of it", "add --yes");
        assertThat(run("schema", "show", "acme", BADGE).code()).isZero();
        assertThat(run("schema", "remove", "acme", BADGE, "--yes").out()).contains("Removed");
        assertThat(run("schema", "show", "acme", BADGE).err()).contains("rollcall schema list acme");
    }

    @Test
    void whatIsNeverAnsweredIsDroppedBeforeItsSchemaGoes() throws IOException {
        write("hidden.json", "{\"id\":\"" + BADGE
                + "\",\"attributes\":[{\"name\":\"number\",\"type\":\"integer\",\"returned\":\"never\"}]}");
        assertThat(run("schema", "add", "acme", "--file", "hidden.json", "--extends", "User").code()).isZero();
        assertThat(run("schema", "remove", "acme", BADGE, "--yes").err()).contains("number of " + BADGE, "--forget");
        assertThat(run("schema", "add", "acme", "--file", "badge.json", "--extends", "User", "--replace").err())
                .contains("--forget");
        CommandRun forgotten = run("schema", "add", "acme", "--file", "badge.json", "--extends", "User", "--replace",
                "--forget");
        assertThat(forgotten.code()).isZero();
        assertThat(forgotten.out()).contains("number is being dropped", "Repeat this command");
        assertThat(run("schema", "remove", "acme", BADGE, "--yes", "--forget", "--json").json()
                .path("dropping")
                .toString())
                .contains("number");
        assertThat(run("schema", "remove", "acme", BADGE, "--yes").err()).contains("is being dropped");
        assertThat(run("schema", "show", "acme", BADGE).code()).isZero();
    }

    @Test
    void aResourceTypeIsAddedShownAndRemoved() throws IOException {
        assertThat(run("schema", "remove", "acme", DEVICE).err()).contains("Device needs the schema");
        assertThat(run("resource-type", "list", "acme").out()).contains("Device", "/Devices");
        CommandRun shown = run("resource-type", "show", "acme", "device", "--json");
        write("device.json", shown.out());
        assertThat(run("resource-type", "remove", "acme", "Device").out()).contains("1 resources are of the type");
        assertThat(run("resource-type", "remove", "acme", "Device", "--yes").code()).isZero();
        assertThat(run("resource-type", "list", "acme").err()).contains("users and groups alone");
        assertThat(run("resource-type", "add", "acme", "--file", "device.json").out()).contains("is served at",
                "/Devices");
        assertThat(run("connection", "show", "acme", "--json").json().toString()).contains("\"Device\"");
        write("list.json", "[]");
        assertThat(run("resource-type", "add", "acme", "--file", "list.json").code()).isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void aSchemaIsSuggestedAndWhatIsDeclaredIsExportedAndImported() throws IOException {
        assertThat(run("schema", "suggest", "acme").out()).contains("1 resources have something of " + BADGE,
                "\"name\" : \"number\"");
        write("suggested.json",
                run("schema", "suggest", "acme", "--json").json().get(0).path("declaration").toString());
        assertThat(run("schema", "add", "acme", "--file", "suggested.json").code()).isZero();
        assertThat(run("schema", "suggest", "acme").err()).contains("Nothing is stored that no schema declares");

        assertThat(run("export", "acme", "--file", "out.jsonl").code()).isZero();
        assertThat(run("import", "out.jsonl", "--name", "copy").code()).isZero();
        assertThat(run("schema", "show", "copy", BADGE, "--json").json().path("schema"))
                .isEqualTo(run("schema", "show", "acme", BADGE, "--json").json().path("schema"));
        assertThat(run("export", "copy").out()).contains(PHONE, "\"serial\":\"1\"", "\"resources\":1");
    }

    @Test
    void theLimitsAreThoseThatAreSet() {
        CommandRun refused = CommandRun.of(folder, Map.of("ROLLCALL_LIMIT_SCHEMAS", "1"), "schema", "add", "acme",
                "--file", "badge.json");
        assertThat(refused.err()).contains("limits.schemas");
        assertThat(run("schema", "add", "acme", "--file", "badge.json", "--extends", "Robot").err())
                .contains("can be User or Group");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, arguments);
    }
}

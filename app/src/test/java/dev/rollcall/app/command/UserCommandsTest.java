package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonCaller;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.ProcessorTurns;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

class UserCommandsTest {
    private static final String ADA = "waad|acme|X-1";

    @TempDir
    private Path folder;

    @BeforeEach
    void people() {
        assertThat(run("connection", "create", "--name", "acme", "--strategy", "waad").code()).isZero();
        create("X-1", "ada@acme.example", "ada");
        create("X-2", "ada@acme.example", "lovelace");
        create("X-3", "grace@acme.example", "grace");
    }

    @Test
    void aProfileIsShownByUserIdAndByTheAddressOfOnePerson() {
        JsonNode profile = run("user", "profile", ADA, "--json").json();
        assertThat(profile.path("email").stringValue()).isEqualTo("ada@acme.example");
        assertThat(run("user", "profile", "GRACE@acme.example").out()).contains("waad|acme|X-3", "\"blocked\" : false");
        CommandRun several = run("user", "profile", "ada@acme.example");
        assertThat(several.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(several.err()).contains("waad|acme|X-1", "waad|acme|X-2");
        CommandRun nobody = run("user", "profile", "waad|acme|none");
        assertThat(nobody.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(nobody.err()).contains("rollcall user list CONNECTION");
    }

    @Test
    void aPersonIsBlockedForGoodOrForATimeAndUnblocked() {
        assertThat(run("user", "block", ADA).out()).contains(ADA + " is blocked.");
        assertThat(run("user", "profile", ADA, "--json").json().path("blocked").booleanValue()).isTrue();
        assertThat(run("user", "block", ADA, "--until", "2999-01-01T00:00:00Z").out())
                .contains("is blocked until 2999-01-01T00:00:00Z.");
        assertThat(run("user", "unblock", ADA, "--json").json().path("blocked").booleanValue()).isFalse();
        try (Storage storage = MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults())) {
            List<AuditEntry> rows = storage.read(Share.HOUSE, session -> session.audit().before("", 100));
            assertThat(rows)
                    .filteredOn(row -> row.operation().equals("command line: user changed"))
                    .hasSize(3)
                    .allSatisfy(row -> assertThat(row.change().orElseThrow().subject()).isEqualTo(ADA));
        }
        CommandRun refused = run("user", "block", ADA, "--until", "tomorrow");
        assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(refused.err()).contains("2026-03-01T12:00:00Z");
        CommandRun over = run("user", "block", ADA, "--until", "2001-01-01T00:00:00Z");
        assertThat(over.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(over.err()).contains("--until 2001-01-01T00:00:00Z is over already: write a time that is to come.");
        assertThat(run("user", "block", "nobody@acme.example").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, arguments);
    }

    private void create(String subject, String email, String upn) {
        try (Storage storage = MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults())) {
            Clock clock = Clock.systemUTC();
            IdSource ids = new IdSource(clock, new Random(subject.hashCode()));
            Resources resources = new Resources(
                    storage, clock, ids, ResourceLimits.defaults(), PatchLimits.defaults());
            People people = new People(storage, resources, new StoredSettings(), clock, ids,
                    new ProcessorTurns(1, Duration.ofSeconds(10)), PersonLimits.defaults());
            PersonCaller caller = new PersonCaller(
                    Actor.COMMAND_LINE, ids.next(), "test", "http://rollcall.test", Share.HOUSE, Presence.ASSUMED);
            new PersonEdits(people).create(caller, JsonNodeFactory.instance.objectNode()
                    .put("connection", "acme")
                    .put("user_id", subject)
                    .put("email", email)
                    .put("upn", upn));
        }
    }
}

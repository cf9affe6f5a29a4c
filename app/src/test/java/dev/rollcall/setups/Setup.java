package dev.rollcall.setups;

import dev.rollcall.clients.LiveServer.Endpoint;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.definition.JobFile;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.job.JobEnvironment;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.log.ProvisioningRecord;
import dev.rollcall.entra.log.RecordQuery;
import dev.rollcall.entra.ondemand.OnDemandReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** A job in a folder that an administrator edits: made by {@code init}, then changed as a document says. */
final class Setup {
    /** The part of a new job file that says what is provisioned. */
    private static final String NEW = """
        users:
          enabled: true
          actions: [create, update, delete]
        groups:
          enabled: true
          actions: [create, update, delete]
        """;

    private static final String PEOPLE = """
        - userPrincipalName: ada@contoso.example
          id: 11111111-0000-4000-8000-000000000001
          displayName: Ada Lovelace
          givenName: Ada
          surname: Lovelace
          mail: ada.lovelace@contoso.example
          mailNickname: ada
          jobTitle: Analyst
          manager: grace@contoso.example
        - userPrincipalName: grace@contoso.example
          id: 11111111-0000-4000-8000-000000000002
          displayName: Grace Hopper
          mail: grace.hopper@contoso.example
          mailNickname: grace
        - userPrincipalName: mary@contoso.example
          id: 11111111-0000-4000-8000-000000000003
          displayName: Mary Shelley
          mail: mary.shelley@contoso.example
          mailNickname: mary
        """;

    private static final String GROUPS = """
        - displayName: Engineers
          members: [ada@contoso.example, grace@contoso.example]
        """;

    private final Path folder;
    private final JobFolder job;

    /**
     * Makes a job for three people, of whom two are assigned by their group and one is not.
     *
     * @param flag what is appended to the endpoint's URL
     * @param mapping what stands in the job file in the place of the users and groups of a new one
     */
    Setup(Path folder, Endpoint endpoint, String flag, String mapping) {
        this.folder = folder;
        this.job = JobFolder.init(folder, endpoint.url() + flag, JobEnvironment.system()
                .withVariables(name -> Optional.of(endpoint.token())
                        .filter(token -> name.equals(TokenSource.DEFAULT_VARIABLE))));
        write("users.yaml", PEOPLE);
        write("groups.yaml", GROUPS);
        write("assignments.yaml", "- group: Engineers\n");
        edit(JobFile.NAME, NEW, mapping);
    }

    JobFolder job() {
        return job;
    }

    CycleReport run() {
        return job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
    }

    /** Runs a cycle in which nothing fails. */
    CycleReport runClean() {
        CycleReport report = run();
        assertThat(report.isClean()).as(report + "\n" + log()).isTrue();
        return report;
    }

    OnDemandReport onDemand(String who) {
        return job.provisionOnDemand(who, List.of());
    }

    List<ProvisioningRecord> log() {
        return job.log(RecordQuery.NEWEST);
    }

    /** The last that the log has of a user. */
    ProvisioningRecord lastRecord(String displayName) {
        return job.log(RecordQuery.NEWEST.withIdentity(displayName)).getLast();
    }

    void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void edit(String file, String find, String put) {
        try {
            String text = Files.readString(folder.resolve(file));
            assertThat(text).contains(find);
            write(file, text.replace(find, put));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

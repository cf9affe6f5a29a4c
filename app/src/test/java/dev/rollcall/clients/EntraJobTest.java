package dev.rollcall.clients;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.entra.job.CycleChoice;
import dev.rollcall.entra.job.CycleListener;
import dev.rollcall.entra.job.CycleReport;
import dev.rollcall.entra.job.Effect;
import dev.rollcall.entra.job.JobEnvironment;
import dev.rollcall.entra.job.JobFile;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.job.JobTemplate;
import dev.rollcall.entra.job.OnDemandReport;
import dev.rollcall.entra.job.log.LogQuery;
import dev.rollcall.entra.job.log.ProvisioningStatus;
import dev.rollcall.entra.job.state.CycleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Entra's job against Rollcall: the sample in each dialect, and the set-ups of source documents 001 and 002. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class EntraJobTest {
    private static final String MANAGER = "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/manager/value";
    private static final String WORK_MAIL = """
            - target: emails[type eq "work"].value
              match: 2
        """;

    private final LiveServer server;
    private final Connection connection;
    private final ClientFlow flow;

    @TempDir
    Path folder;

    EntraJobTest(StoreKind kind, LiveServers servers) {
        server = servers.on(kind);
        connection = server.newConnection(false);
        flow = new ClientFlow(server.client(connection, EnumSet.allOf(TokenScope.class)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?aadOptscim062020", "?AzureAdScimPatch2017", "customappsso"})
    void theSampleArrivesAndAnEditArrivesWithTheNextCycle(String dialect) throws IOException {
        boolean old = dialect.equals("customappsso");
        JobFolder job = job(old ? "" : dialect, EnumSet.allOf(TokenScope.class));
        if (old) {
            job.moveTo(JobTemplate.CUSTOMAPPSSO);
        }

        clean(job, job.run(CycleChoice.AUTOMATIC, CycleListener.NONE));

        assertThat(flow.client().get("/Users?count=0").at("/totalResults")).isEqualTo(25);
        assertThat(flow.client().get("/Groups?count=0").at("/totalResults")).isEqualTo(4);
        String grace = idOf("grace.okafor");
        String katherine = idOf("katherine.johnson");
        String lukasz = idOf("lukasz.wojcik");
        assertThat(flow.read("/Users/" + grace, MANAGER)).isEqualTo(katherine);
        assertThat(flow.read("/Users/" + grace, "/active")).isEqualTo(true);
        String engineering = flow.findOne("/Groups", "displayName eq \"Engineering\"").path("id").stringValue();
        assertThat(flow.members(engineering)).hasSize(11).contains(grace, lukasz);

        edit("users.yaml", "userPrincipalName: grace.okafor@contoso.example\n",
                "userPrincipalName: grace.okafor@contoso.example\n  accountEnabled: false\n");
        edit("users.yaml", "displayName: Katherine Johnson", "displayName: Katherine G. Johnson");
        edit("groups.yaml", "    - lukasz.wojcik@contoso.example\n", "");
        CycleReport report = job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        clean(job, report);

        assertThat(report.kind()).isEqualTo(CycleKind.INCREMENTAL);
        // Lukasz was assigned with the group alone, so he left the scope with it.
        assertThat(report.counts().disabled()).isEqualTo(2);
        assertThat(flow.read("/Users/" + lukasz, "/active")).isEqualTo(false);
        assertThat(report.counts().updated()).isEqualTo(1);
        assertThat(flow.read("/Users/" + grace, "/active")).isEqualTo(false);
        assertThat(flow.read("/Users/" + katherine, "/displayName")).isEqualTo("Katherine G. Johnson");
        assertThat(flow.members(engineering)).contains(grace).doesNotContain(lukasz);
        assertThat(job.run(CycleChoice.AUTOMATIC, CycleListener.NONE).counts().attempts()).isZero();

        job.restart(true);
        CycleReport again = job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        clean(job, again);
        assertThat(again.counts().updated()).as("nothing differs after a match").isZero();
        assertThat(again.counts().created()).isZero();
    }

    /** Source document 001: userName as id, work e-mail matched second; users created, changed, disabled, deleted. */
    @Test
    void theSetUpForSamlRunsFromCreationToDeletion() throws IOException {
        JobFolder job = job("?aadOptscim062020", Set.of(
                TokenScope.GET_USERS, TokenScope.POST_USERS, TokenScope.PATCH_USERS, TokenScope.DELETE_USERS));
        configure("users:\n  mappings:\n" + WORK_MAIL);
        assertThat(job.testConnection().passed()).isTrue();
        String there = flow.client()
                .create("/Users", "{schemas:['" + Urn.USER + "'],userName:'other.name',emails:[{type:'work',"
                        + "value:'katherine.johnson@contoso.example'}]}")
                .path("id")
                .stringValue();

        assertThat(job.provisionOnDemand("grace.okafor@contoso.example", List.of()).effect()).isEqualTo(Effect.CREATED);
        clean(job, job.run(CycleChoice.AUTOMATIC, CycleListener.NONE));
        assertThat(flow.client().get("/Users?count=0").at("/totalResults")).isEqualTo(25);
        assertThat(idOf("katherine.johnson")).isEqualTo(there);

        String grace = idOf("grace.okafor");
        edit("users.yaml", "jobTitle: Head of Engineering", "jobTitle: Chief Engineer");
        clean(job, job.run(CycleChoice.AUTOMATIC, CycleListener.NONE));
        assertThat(flow.read("/Users/" + grace, "/title")).isEqualTo("Chief Engineer");

        edit("users.yaml", "userPrincipalName: grace.okafor@contoso.example\n",
                "userPrincipalName: grace.okafor@contoso.example\n  softDeleted: true\n");
        clean(job, job.run(CycleChoice.AUTOMATIC, CycleListener.NONE));
        assertThat(flow.read("/Users/" + grace, "/active")).isEqualTo(false);

        only(List.of("katherine.johnson"));
        job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        assertThat(flow.client().get("/Users/" + grace).status()).isEqualTo(404);
        assertThat(flow.client().get("/Users?count=0").at("/totalResults")).isEqualTo(1);
    }

    /** Source document 002: no creation, externalId from objectId, work e-mail matched second, no {@code post:users}. */
    @Test
    void theSetUpForOlderConnectionsUpdatesWhoIsThereAndMakesNobody() throws IOException {
        JobFolder job = job("?aadOptscim062020", Set.of(
                TokenScope.GET_USERS, TokenScope.PATCH_USERS, TokenScope.DELETE_USERS));
        configure("users:\n  actions: [update, delete]\n  mappings:\n" + WORK_MAIL
                + "    - target: externalId\n      source: objectId\n");
        String there = flow.client()
                .create("/Users", "{schemas:['" + Urn.USER + "'],userName:'pairwise',emails:[{type:'work',"
                        + "value:'katherine.johnson@contoso.example'}]}")
                .path("id")
                .stringValue();

        OnDemandReport updated = job.provisionOnDemand("katherine.johnson@contoso.example", List.of());
        OnDemandReport refused = job.provisionOnDemand("grace.okafor@contoso.example", List.of());

        assertThat(updated.effect()).isEqualTo(Effect.UPDATED);
        assertThat(updated.status()).isEqualTo(ProvisioningStatus.SUCCESS);
        assertThat(flow.read("/Users/" + there, "/externalId")).isEqualTo(updated.sourceId());
        assertThat(refused.status()).isEqualTo(ProvisioningStatus.FAILURE);
        assertThat(refused.steps().getLast().summary()).contains("not found in the target");
        CycleReport cycle = job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        clean(job, cycle);
        assertThat(cycle.counts().skipped()).isEqualTo(24);
        assertThat(flow.client().get("/Users?count=0").at("/totalResults")).isEqualTo(1);
    }

    @Test
    void aWrongTokenIsSaidByTheTestOfTheConnection() {
        JobFolder job = JobFolder.init(folder, flow.client().base(), environment("no-such-token"));

        assertThat(job.testConnection().message()).contains("Unauthorized");
        assertThat(job.testConnection().passed()).isFalse();
    }

    private JobFolder job(String flag, Set<TokenScope> scopes) {
        String token = server.client(connection, scopes).token().orElseThrow();
        return JobFolder.init(folder, flow.client().base() + flag, environment(token));
    }

    private static JobEnvironment environment(String token) {
        return JobEnvironment.system()
                .withVariables(name -> Optional.of(token).filter(value -> name.equals(JobFolder.TOKEN_VARIABLE)));
    }

    /** Users as given, and no groups, which these set-ups do not provision. */
    private void configure(String users) throws IOException {
        Path file = folder.resolve(JobFile.NAME);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.indexOf("\nusers:") + 1) + users + "groups: {enabled: false}\n");
    }

    private void edit(String file, String before, String after) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(before);
        Files.writeString(path, text.replace(before, after));
    }

    /** Leaves those users and nobody else in the source. */
    private void only(List<String> names) throws IOException {
        Files.writeString(folder.resolve("users.yaml"), names.stream()
                .map(name -> "- userPrincipalName: " + name + "@contoso.example\n  mail: " + name
                        + "@contoso.example\n")
                .reduce("", String::concat));
        Files.writeString(folder.resolve("groups.yaml"), "[]\n");
        Files.writeString(folder.resolve("assignments.yaml"), "- all: true\n");
    }

    private String idOf(String name) {
        return flow.findOne("/Users", "userName eq \"" + name + "@contoso.example\"").path("id").stringValue();
    }

    private static void clean(JobFolder job, CycleReport report) {
        assertThat(report.isClean())
                .as(() -> report + "\n" + job.log(LogQuery.NEWEST.withStatus(ProvisioningStatus.FAILURE)))
                .isTrue();
    }
}

package dev.rollcall.clients;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.job.JobEnvironment;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.log.RecordQuery;
import dev.rollcall.entra.state.CycleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
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

/** Entra's job against Rollcall: the sample in each dialect. The set-ups of the documents are in {@code setups}. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class EntraJobTest {
    private static final String MANAGER = "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/manager/value";

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
                .withVariables(name -> Optional.of(token).filter(value -> name.equals(TokenSource.DEFAULT_VARIABLE)));
    }

    private void edit(String file, String before, String after) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(before);
        Files.writeString(path, text.replace(before, after));
    }

    private String idOf(String name) {
        return flow.findOne("/Users", "userName eq \"" + name + "@contoso.example\"").path("id").stringValue();
    }

    private static void clean(JobFolder job, CycleReport report) {
        assertThat(report.isClean())
                .as(() -> report + "\n" + job.log(RecordQuery.NEWEST.withStatus(ProvisioningStatus.FAILURE)))
                .isTrue();
    }
}

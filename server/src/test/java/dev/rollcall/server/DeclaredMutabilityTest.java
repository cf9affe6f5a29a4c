package dev.rollcall.server;

import dev.rollcall.directory.storage.Condition;
import dev.rollcall.directory.storage.ResourceQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may write what a declared schema says that only the service writes, and what is taken and not kept. */
class DeclaredMutabilityTest {
    private static final String URN = "urn:example:mutable:2.0:User";

    private Service service;
    private ScimClient client;
    private ManagementClient manage;
    private String scim;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = Service.start(folder);
        client = service.connect("acme");
        manage = service.manage();
        scim = "/connections/" + client.connection() + "/scim-configuration";
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void declare(String mutability) {
        String returned = mutability.equals("writeOnly") ? ",'returned':'never'" : "";
        assertThat(manage.call("PUT", scim + "/schemas/" + URN, "{'schema':{'id':'" + URN + "','attributes':["
                + "{'name':'rank','type':'string','mutability':'" + mutability + "'" + returned + "},"
                + "{'name':'desk','type':'complex','subAttributes':[{'name':'floor','type':'string'},"
                + "{'name':'badge','type':'string','mutability':'" + mutability + "'" + returned + "}]},"
                + "{'name':'safe','type':'complex','mutability':'" + mutability + "'" + returned + ",'subAttributes':["
                + "{'name':'code','type':'string'}]}]},'extends':[{'resource_type':'User'}]}").status()).isIn(200, 201);
        service.clock().advance(Duration.ofSeconds(2));
    }

    private String user(String more) {
        return "/Users/" + client.post("/Users", ScimClient.user("ann", more)).json().path("id").stringValue();
    }

    private String stored() {
        return service.storage()
                .read(Share.of(client.connection()), session -> session
                        .resources()
                        .list(new ResourceQuery(client.connection(), "User",
                                new Condition.All(), IndexColumn.ID,
                                false, Optional.empty(), 0, 10), 1 << 20)
                        .resources()
                        .stream()
                        .map(row -> new String(row.document(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining()));
    }

    @Test
    @DisplayName("7643-7-09 what is read-only is passed over wherever it stands, the URN left out too")
    void whatIsReadOnlyIsNotTakenWithoutItsUrn() {
        declare("readOnly");
        String user = user(
                ",'rank':'r1','safe':{'code':'r2'},'" + URN + "':{'rank':'r3','desk':{'floor':'2','badge':'r4'}}");
        assertThat(client.get(user).text()).contains("floor").doesNotContainPattern("\"r[1-4]\"");
        client.patch(user, "[{'op':'add','path':'rank','value':'r1'}]").error(400, "mutability");
        client.patch(user, "[{'op':'add','path':'" + URN + ":safe.code','value':'r2'}]").error(400, "mutability");
        assertThat(stored()).doesNotContainPattern("\"r[1-4]\"");
    }

    @Test
    @DisplayName("7643-7-09 what is write-only is kept nowhere, whatever way it comes")
    void whatIsWriteOnlyIsNotKept() {
        declare("writeOnly");
        String user = user(
                ",'rank':'w1','safe':{'code':'w2'},'" + URN + "':{'rank':'w3','desk':{'floor':'2','badge':'w4'}}");
        client.patch(user, "[{'op':'add','path':'rank','value':'w1'},{'op':'add','path':'" + URN
                + ":safe.code','value':'w2'},{'op':'add','path':'safe.more','value':'w2'},{'op':'replace','path':'"
                + URN
                + ":desk.badge','value':'w4'},{'op':'add','value':{'rank':'w1','" + URN + ":safe.code':'w2'}}]");
        assertThat(stored()).contains("floor").doesNotContainPattern("\"w[1-4]\"");
    }

    @Test
    @DisplayName("7644-3.5.1-06 a PUT leaves what is read-only as it is")
    void aPutLeavesWhatIsReadOnly() {
        declare("readWrite");
        String user = user(",'" + URN + "':{'rank':'r1','safe':{'code':'r2'},'desk':{'floor':'2','badge':'r3'}}");
        declare("readOnly");
        String put = client.put(user, ScimClient.user("ann", ",'" + URN + "':{'desk':{'floor':'3'}}")).text();
        assertThat(put).contains("\"r1\"", "\"r2\"", "\"r3\"", "\"floor\":\"3\"");
        assertThat(client.put(user, ScimClient.user("ann", "")).text()).contains("\"r1\"", "\"r2\"");
        client.patch(user, "[{'op':'remove','path':'" + URN + "'}]").error(400, "mutability");
        assertThat(client.get(user).text()).contains("\"r1\"");
    }
}

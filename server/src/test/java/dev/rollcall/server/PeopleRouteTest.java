package dev.rollcall.server;

import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ManagementClient.Reply;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The routes for people, as a client of the management API sees them. */
class PeopleRouteTest {
    private static final String INFO = "info@acme.example";

    @TempDir
    private Path folder;
    private Service service;
    private ManagementClient client;

    @BeforeEach
    void start() {
        service = Service.start(folder, ServerOptions.defaults());
        client = service.manage();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** However many have the address elsewhere; and each of them is in the audit log. */
    @Test
    void everybodyOfTheConnectionWithAnAddressIsDeletedAndNobodyElse() {
        connection("elsewhere");
        IntStream.range(0, 101).forEach(i -> user("elsewhere", "e" + i, INFO));
        String id = connection("acme");
        List<String> ids = IntStream.range(0, 3).mapToObj(i -> user("acme", "u" + i, INFO)).toList();
        String other = user("acme", "other", "other@acme.example");
        client.delete("/connections/" + id + "/users?email=INFO@acme.example").is(204);
        assertThat(client.get("/users?connection=acme").tree()).singleElement()
                .satisfies(user -> assertThat(user.path("user_id").stringValue()).isEqualTo(other));
        assertThat(client.get("/users?connection=elsewhere&include_totals=true").json().path("total").intValue())
                .isEqualTo(101);
        assertThat(audited("DELETE")).containsExactlyInAnyOrderElementsOf(ids);
        client.get("/users-by-email?email=" + INFO).error(400);
    }

    @Test
    void aPageBeyondTheEndIsAnEmptyPage() {
        connection("acme");
        user("acme", "ada", "ada@acme.example");
        assertThat(client.get("/users?page=5000&per_page=50").is(200).tree()).isEmpty();
        assertThat(client.get("/users?page=5000&per_page=50&connection=acme&sort=created_at:-1").is(200).tree())
                .isEmpty();
    }

    @Test
    void anAddressOfASignInHasABound() {
        String id = connection("acme");
        client.post("/connections/" + id + "/logins", "{'claims':{'sub':'x'},'ip':'" + "1".repeat(101) + "'}")
                .error(400);
        client.post("/connections/" + id + "/logins", "{'claims':{'sub':'x'},'ip':'192.0.2.1'}").is(200);
    }

    @Test
    void aSubjectBesideTheClaimsSaysWhoSignsIn() {
        String id = connection("acme");
        for (String claims : List.of("{}", "{'email':'ada@acme.example'}", "{'sub':'somebody'}",
                "{'email':'ada@acme.example','name':'Ada'}")) {
            Reply reply = client.post("/connections/" + id + "/logins", "{'claims':" + claims + ",'subject':'ada'}")
                    .is(200);
            assertThat(reply.json().path("user").path("user_id").stringValue()).isEqualTo("oidc|acme|ada");
        }
    }

    @Test
    void anEmptyNameIsRefused() {
        connection("acme");
        String user = "/users/" + user("acme", "ada", "ada@acme.example").replace("|", "%7C");
        for (String fields : List.of("'':1", "'app_metadata':{'':1}", "'user_metadata':{'a':{'':1}}",
                "'app_metadata':{'a':[{'':{}}]}")) {
            assertThat(client.patch(user, "{" + fields + "}").error(400)).contains("empty");
            assertThat(client.post("/users", "{'connection':'acme','username':'bob'," + fields + "}").error(400))
                    .contains("empty");
        }
    }

    private String connection(String name) {
        return client.post("/connections", "{'name':'" + name + "','strategy':'oidc'}")
                .is(201)
                .json()
                .path("id")
                .stringValue();
    }

    private String user(String connection, String name, String email) {
        Reply made = client.post("/users", "{'connection':'" + connection + "','user_id':'" + connection + name
                + "','username':'" + name + "','email':'" + email + "'}").is(201);
        return made.json().path("user_id").stringValue();
    }

    private List<String> audited(String method) {
        return service.storage()
                .read(Share.HOUSE, session -> session.audit().before("", 1_000))
                .stream()
                .filter(entry -> entry.method().equals(method))
                .flatMap(entry -> entry.change().stream())
                .map(AuditEntry.Change::subject)
                .toList();
    }
}

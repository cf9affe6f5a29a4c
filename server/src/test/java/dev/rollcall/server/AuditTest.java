package dev.rollcall.server;

import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageException.Kind;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.FailingWrites;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ManagementClient.Reply;
import dev.rollcall.server.testing.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the management API leaves in the audit log. */
class AuditTest {
    private static final int REFUSALS = 5;

    private final FailingWrites failing = new FailingWrites();
    @TempDir
    private Path folder;
    private Service service;
    private ManagementClient client;

    @BeforeEach
    void start() {
        service = Service.start(folder, ServerOptions.defaults().with(RequestSettings.LOG_REFUSALS, REFUSALS), failing);
        client = service.manage();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void whatWasSentIsNeverRepeatedAsAWhole() {
        String id = made("acme");
        String scim = "/connections/" + id + "/scim-configuration";
        client.post(scim, null).is(201);
        String longText = "x".repeat(700_000);
        for (Reply reply : List.of(
                client.post("/connections", "{'name':'" + longText + "','strategy':'waad'}"),
                client.post("/connections", "{'name':'b','strategy':'" + longText + "'}"),
                client.post(scim + "/tokens", "{'scopes':['" + longText + "']}"),
                client.patch(scim, "{'tolerances':['" + longText + "']}"),
                client.patch(scim, "{'mapping':[{'scim':'" + longText + "','auth0':'x'}]}"))) {
            reply.error(400);
            assertThat(reply.text()).hasSizeLessThan(5_000);
        }
        assertThat(refusals()).hasSize(5)
                .allSatisfy(row -> assertThat(row.error().orElseThrow()).hasSizeLessThan(1_100));
    }

    @Test
    void whatIsQuotedIsCutBetweenCharacters() {
        Reply reply = client.post("/connections", "{'name':'b','strategy':'" + "x".repeat(119) + "\uD83D\uDE00'}");
        assertThat(reply.error(400)).contains("x".repeat(119) + "…");
    }

    @Test
    void aSecretAtTheWrongPlaceIsNotKept() {
        String secret = "tok_AAAAAAAAAAAAAAAA." + "0123456789abcdef".repeat(4);
        client.post("/connections", "{'name':'" + secret + "','strategy':'waad'}").error(400);
        assertThat(refusals()).singleElement()
                .satisfies(row -> assertThat(row.error().orElseThrow()).contains("tok_", "[redacted]")
                        .doesNotContain("0123456789abcdef"));
    }

    @Test
    void aClientLeavesSoManyRefusalsAMinuteAndNoMore() {
        ManagementClient reader = service.manage("cli_reader", Set.of("read:connections"));
        for (int i = 0; i < 3 * REFUSALS; i++) {
            reader.post("/connections", "{}").error(403);
        }
        assertThat(refusals()).hasSize(REFUSALS);
        client.post("/connections", "{}").error(400);
        assertThat(refusals()).hasSize(REFUSALS + 1);
        service.clock().advance(Duration.ofMinutes(1));
        reader.post("/connections", "{}").error(403);
        assertThat(refusals()).hasSize(REFUSALS + 2);
    }

    @Test
    void aChangeAndItsRowAreOneWrite() {
        failing.with(new StorageException("no second write"), "audit"::equals);
        String id = made("acme");
        client.patch("/connections/" + id, "{'display_name':'Acme'}").is(200);
        String scim = "/connections/" + id + "/scim-configuration";
        client.post(scim, null).is(201);
        client.patch(scim, "{'status':'paused'}").is(200);
        client.post(scim + "/rollback", "{'mapping_version':0}").is(200);
        String token = client.post(scim + "/tokens", "{}").is(201).json().path("token_id").stringValue();
        client.delete(scim + "/tokens/" + token).is(204);
        client.delete(scim).is(204);
        client.delete("/connections/" + id).is(202);
        assertThat(audit().reversed()).extracting(AuditEntry::operation, AuditEntry::status)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"POST /connections\", 201)",
                        "(\"PATCH /connections/{id}\", 200)",
                        "(\"POST /connections/{id}/scim-configuration\", 201)",
                        "(\"PATCH /connections/{id}/scim-configuration\", 200)",
                        "(\"POST /connections/{id}/scim-configuration/tokens\", 201)",
                        "(\"DELETE /connections/{id}/scim-configuration/tokens/{tokenId}\", 204)",
                        "(\"DELETE /connections/{id}/scim-configuration\", 204)",
                        "(\"DELETE /connections/{id}\", 202)");
    }

    @Test
    void aChangeOfAPersonAndItsRowAreOneWrite() {
        String connection = made("acme");
        failing.with(new StorageException("no second write"), "audit"::equals);
        String ada = "/users/" + path(user("ada"));
        String bob = path(user("bob"));
        client.patch(ada, "{'given_name':'Ada','app_metadata':{'plan':'gold'}}").is(200);
        client.patch(ada, "{'blocked':true}").is(200);
        client.patch(ada, "{'blocked':true}").is(200);
        client.post(ada + "/revoke-access", "{}").is(202);
        client.post(ada + "/identities", "{'provider':'waad','user_id':'acme|bob'}").is(201);
        client.delete(ada + "/identities/waad/acme%7Cbob").is(200);
        client.post("/connections/" + connection + "/logins", "{'claims':{'oid':'carl','email':'carl@acme.example'}}")
                .is(200);
        client.post("/connections/" + connection + "/logins", "{'claims':{'oid':'carl'}}").is(200);
        client.delete("/users/" + bob).is(204);
        client.delete("/users/" + bob).is(204);
        client.delete("/connections/" + connection + "/users?email=carl@acme.example").is(204);
        String group = "/groups/" + GroupId.of(service.connect("other").group("g"));
        client.delete(group).is(204);
        client.delete(group).is(204);
        List<AuditEntry> rows = audit().reversed();
        assertThat(rows).extracting(row -> row.operation() + " " + row.status() + " "
                + row.change().orElseThrow().kind() + " " + row.change().orElseThrow().subject())
                .containsExactly(
                        "POST /connections 201 connection " + connection,
                        "POST /users 201 user waad|acme|ada",
                        "POST /users 201 user waad|acme|bob",
                        "PATCH /users/{id} 200 user waad|acme|ada",
                        "PATCH /users/{id} 200 user waad|acme|ada",
                        "POST /users/{id}/revoke-access 202 user waad|acme|ada",
                        "POST /users/{id}/identities 201 identity waad|acme|ada",
                        "DELETE /users/{id}/identities/{provider}/{userId} 200 identity waad|acme|ada",
                        "POST /connections/{id}/logins 200 user waad|acme|carl",
                        "DELETE /users/{id} 204 user waad|acme|bob",
                        "DELETE /connections/{id}/users 204 user waad|acme|carl",
                        "DELETE /groups/{id} 204 group " + group.substring("/groups/".length()));
        AuditEntry.Change edit = rows.get(3).change().orElseThrow();
        assertThat(edit.before().orElseThrow()).doesNotContain("gold").contains("\"user_id\":\"waad|acme|ada\"");
        assertThat(edit.after().orElseThrow()).contains("gold", "\"given_name\":\"Ada\"");
        assertThat(rows.get(1).change().orElseThrow().after().orElseThrow())
                .contains("\"user_id\":\"waad|acme|ada\"", "\"user_id\":\"acme|ada\"", "ada@acme.example");
        assertThat(rows).filteredOn(row -> row.operation().startsWith("DELETE /users/{id} "))
                .allSatisfy(row -> assertThat(row.change().orElseThrow().before().orElseThrow()).contains("bob"));
        assertThat(rows.subList(1, rows.size() - 1)).allSatisfy(
                row -> assertThat(row.change().orElseThrow().connection()).contains(connection));
    }

    private static String path(Reply user) {
        return URLEncoder.encode(user.json().path("user_id").stringValue(), StandardCharsets.UTF_8);
    }

    @Test
    void whatFailedWithAnUnknownEndHasARow() {
        String id = made("acme");
        failing.with(new StorageException(Kind.OUTCOME_UNKNOWN, "the line broke"), id::equals);
        Reply failed = client.patch("/connections/" + id, "{'display_name':'Acme'}");
        failed.error(503);
        AuditEntry row = audit().getFirst();
        assertThat(row.status()).isEqualTo(503);
        assertThat(row.id()).isEqualTo(failed.header("X-Request-Id").orElseThrow());
        assertThat(row.error().orElseThrow()).contains("incident " + row.id());
        assertThat(row.change()).isEmpty();
    }

    @Test
    void whatWasChangedBeforeAFailureHasItsRow() {
        String id = client.post("/connections", "{'name':'acme','strategy':'oidc'}")
                .is(201)
                .json()
                .path("id")
                .stringValue();
        List<Reply> users = List.of(user("ada", "info@acme.example"), user("bob", "info@acme.example"));
        String second = users.getLast().json().path("identities").path(0).path("scim_id").stringValue();
        failing.with(new StorageException(Kind.BUSY, "too much to do"), second::equals);
        Reply failed = client.delete("/connections/" + id + "/users?email=info@acme.example");
        failed.error(503);
        assertThat(audit()).filteredOn(row -> row.method().equals("DELETE")).singleElement().satisfies(row -> {
            assertThat(row.status()).isEqualTo(204);
            assertThat(row.id()).isEqualTo(failed.header("X-Request-Id").orElseThrow());
            assertThat(row.change().orElseThrow().subject())
                    .isEqualTo(users.getFirst().json().path("user_id").stringValue());
        });
    }

    @Test
    void whatChangesNothingMovesNoTimeAndLeavesNoRow() {
        String id = made("acme");
        String scim = "/connections/" + id + "/scim-configuration";
        String configured = client.post(scim, null).is(201).text();
        String connection = client.get("/connections/" + id).is(200).text();
        int rows = audit().size();
        service.clock().advance(Duration.ofMinutes(1));
        assertThat(client.patch("/connections/" + id, "{}").is(200).text()).isEqualTo(connection);
        assertThat(client.patch(scim, "{}").is(200).text()).isEqualTo(configured);
        assertThat(client.patch(scim, "{'status':'enabled','user_id_attribute':'externalId','mapping':[]}")
                .is(200)
                .text()).isEqualTo(configured);
        assertThat(audit()).hasSize(rows);
    }

    @Test
    void whatOnlyReadsLeavesNoRowWhenItIsRefused() {
        String id = made("acme");
        int rows = audit().size();
        client.post("/connections/" + id + "/scim-configuration/preview", "{}").error(400);
        client.post("/connections/" + id + "/provisioning-log/nobody/explain", null).error(404);
        assertThat(audit()).hasSize(rows);
    }

    @Test
    void changesAtTheSameTimeAreAChain() throws Exception {
        String id = made("acme");
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> Thread.startVirtualThread(() -> client.patch(
                        "/connections/" + id, "{'display_name':'" + i + "'}").is(200)))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        List<AuditEntry.Change> changes = audit().stream()
                .filter(row -> row.operation().startsWith("PATCH"))
                .flatMap(row -> row.change().stream())
                .toList();
        assertThat(changes).hasSize(8).extracting(AuditEntry.Change::before).doesNotHaveDuplicates();
        assertThat(changes).extracting(AuditEntry.Change::after).doesNotHaveDuplicates();
    }

    private String made(String name) {
        return client.post("/connections", "{'name':'" + name + "','strategy':'waad'}")
                .is(201)
                .json()
                .path("id")
                .stringValue();
    }

    private Reply user(String name) {
        return user(name, name + "@acme.example");
    }

    private Reply user(String name, String email) {
        return client
                .post("/users",
                        "{'connection':'acme','user_id':'" + name + "','username':'" + name + "','email':'" + email
                                + "'}")
                .is(201);
    }

    private List<AuditEntry> refusals() {
        return audit().stream().filter(row -> row.status() >= 400).toList();
    }

    private List<AuditEntry> audit() {
        return service.storage().read(Share.HOUSE, session -> session.audit().before("", 100));
    }
}

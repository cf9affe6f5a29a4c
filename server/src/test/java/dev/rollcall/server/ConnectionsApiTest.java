package dev.rollcall.server;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ManagementClient.Reply;
import dev.rollcall.server.testing.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code /api/v2/connections} as Auth0 has it. */
class ConnectionsApiTest {
    @TempDir
    private Path folder;
    private Service service;
    private ManagementClient client;

    @BeforeEach
    void start() {
        service = Service.start(folder);
        client = service.manage();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aConnectionIsMadeReadChangedAndDeleted() {
        ObjectNode made = client.post("/connections", """
            {'name':'acme','strategy':'waad','display_name':'Acme','options':{'tenant_domain':'acme.example',
             'userid_attribute':'oid','useCommonEndpoint':false},'metadata':{'plan':'gold'},'realms':['acme']}""")
                .is(201)
                .json();
        String id = made.path("id").stringValue();
        assertThat(id).matches("con_[A-Za-z0-9]{16}");
        assertThat(made.path("options").path("tenant_domain").stringValue()).isEqualTo("acme.example");
        assertThat(made.path("metadata").path("plan").stringValue()).isEqualTo("gold");
        assertThat(made.path("realms").toString()).isEqualTo("[\"acme\"]");
        assertThat(made.path("enabled_clients").isArray()).isTrue();
        assertThat(made.path("scim_status").stringValue()).isEqualTo("closed");
        assertThat(client.get("/connections/" + id).is(200).json()).isEqualTo(made);

        service.clock().advance(Duration.ofSeconds(1));
        ObjectNode changed = client.patch("/connections/" + id,
                "{'options':{'userid_attribute':'sub'},'metadata':null,'display_name':'Acme Ltd','name':'acme'}")
                .is(200)
                .json();
        assertThat(changed.path("options").toString()).isEqualTo("{\"userid_attribute\":\"sub\"}");
        assertThat(changed.has("metadata")).isFalse();
        assertThat(changed.path("display_name").stringValue()).isEqualTo("Acme Ltd");
        assertThat(client.get("/connections/" + id).is(200).json()).isEqualTo(changed);

        assertThat(client.get("/connections/" + id + "/status").is(200).json().path("users").intValue()).isZero();
        assertThat(client.delete("/connections/" + id).is(202).json().path("deleted_at").stringValue()).isNotBlank();
        client.get("/connections/" + id).error(404, "inexistent_connection");
        client.delete("/connections/" + id).error(404, "inexistent_connection");
        assertThat(audit()).extracting(AuditEntry::operation)
                .containsExactly(
                        "DELETE /connections/{id}", "DELETE /connections/{id}", "PATCH /connections/{id}",
                        "POST /connections");
        AuditEntry.Change change = audit().get(2).change().orElseThrow();
        assertThat(change.before()).hasValueSatisfying(text -> assertThat(text).contains("acme.example"));
        assertThat(change.after()).hasValueSatisfying(text -> assertThat(text).contains("Acme Ltd"));
    }

    @Test
    void aNameIsTakenOnceAlsoWhenTheFirstAnswerWasLost() {
        client.post("/connections", "{'name':'acme','strategy':'okta'}").is(201);
        assertThat(client.post("/connections", "{'name':'acme','strategy':'okta'}").error(409, "conflict"))
                .contains("acme");
        client.post("/connections", "{'name':'ACME','strategy':'waad'}").error(409);
        assertThat(client.get("/connections?take=9").json().path("connections")).hasSize(1);
    }

    @Test
    void theNameOfADeletedConnectionThatHadPeopleIsRefused() {
        String id = client.post("/connections", "{'name':'acme','strategy':'samlp'}")
                .is(201)
                .json()
                .path("id")
                .asString();
        StoredResource alice = new StoredResource(new ConnectionId(id), "User", "01900000-0000-7000-8000-000000000001",
                1,
                Instant.EPOCH, Instant.EPOCH, 0, "{\"userName\":\"alice\"}".getBytes(StandardCharsets.UTF_8));
        service.storage().write(Share.HOUSE, id, session -> {
            session.resources()
                    .insert(alice, new IndexKeys("alice", Optional.empty(), Optional.empty(), true, Optional.empty(),
                            List.of()), Optional.of("alice"));
            return alice;
        });
        client.delete("/connections/" + id).is(202);
        assertThat(client.post("/connections", "{'name':'Acme','strategy':'samlp'}").error(409, "conflict"))
                .contains("user_ids", "Choose another name, such as Acme-2.");
        client.post("/connections", "{'name':'acme-2','strategy':'samlp'}").is(201);
    }

    @Test
    void nonsenseIsRefused() {
        assertThat(client.post("/connections", "{'strategy':'okta'}").error(400, "invalid_body")).contains("name");
        assertThat(client.post("/connections", "{'name':'a','strategy':'ad'}").error(400)).contains("waad, okta");
        assertThat(client.post("/connections", "{'name':'a b','strategy':'okta'}").error(400)).contains("hyphens");
        client.post("/connections", "{'name':7,'strategy':'okta'}").error(400, "invalid_body");
        client.post("/connections", "{'name':'a','strategy':'okta','options':[]}").error(400, "invalid_body");
        client.post("/connections", "{'name':'a','strategy':'okta','options':{'x':'" + "y".repeat(66_000) + "'}}")
                .error(413);
        String id = client.post("/connections", "{'name':'a','strategy':'okta'}")
                .is(201)
                .json()
                .path("id")
                .stringValue();
        assertThat(client.patch("/connections/" + id, "{'name':'b'}").error(400)).contains("cannot be changed");
        assertThat(client.patch("/connections/" + id, "{'strategy':'waad'}").error(400)).contains("cannot be changed");
    }

    @Test
    void fieldsHaveTheirTypesAndUnknownOnesAreNamed() {
        for (String wrong : List.of("'is_domain_connection':'yes'", "'show_as_button':1", "'realms':7", "'realms':[7]",
                "'enabled_clients':'all'", "'metadata':{'a':1}", "'metadata':[]", "'options':'x'", "'display_name':5",
                "'authentication':true", "'connected_accounts':{'active':'no'}")) {
            assertThat(client.post("/connections", "{'name':'a','strategy':'okta'," + wrong + "}")
                    .error(400, "invalid_body")).as(wrong).contains("must be");
        }
        assertThat(client.post("/connections", "{'name':'a','strategy':'okta','optinos':{}}").error(400))
                .contains("\"optinos\"; did you mean options?");
        assertThat(client.post("/connections", "{'name':'a','strategy':'okta','colour':'red'}").error(400))
                .contains("metadata");
        ObjectNode made = client.post("/connections", """
            {'name':'a','strategy':'okta','authentication':{'active':true},'connected_accounts':{'active':false},
             'is_domain_connection':true,'enabled_clients':[],'metadata':{'a':null,'b':'c'},'show_as_button':null}""")
                .is(201)
                .json();
        assertThat(made.path("is_domain_connection").booleanValue()).isTrue();
        assertThat(made.path("show_as_button").booleanValue()).isFalse();
        assertThat(made.path("authentication").path("active").booleanValue()).isTrue();
        // Clients send back what they have read.
        client.patch("/connections/" + made.path("id").stringValue(), made.toString()).is(200);
        client.patch("/connections/" + made.path("id").stringValue(), "{'realms':'x'}").error(400, "invalid_body");
    }

    @Test
    void aSecretAmongTheOptionsIsNeitherStoredNorAnswered() throws Exception {
        String canary = "canary-8d1f0a";
        Reply made = client.post("/connections", """
            {'name':'acme','strategy':'waad','options':{'client_id':'known','client_secret':'CANARY',
             'app':{'signing_key':{'cert':'CANARY'}},'token_endpoint':'https://idp.example/token',
             'token_endpoint_auth_method':'client_secret_post','scim_token':'CANARY','authorization':'Bearer CANARY',
             'client_assertion':'CANARY','authorization_endpoint':'https://idp.example/authorize',
             'list':[{'password':'CANARY'}]}}""".replace("CANARY", canary)).is(201);
        String id = made.json().path("id").stringValue();
        assertThat(made.text()).doesNotContain(canary)
                .contains(
                        "https://idp.example/token", "https://idp.example/authorize", "client_secret_post", "known");
        client.patch("/connections/" + id, "{'options':{'client_secret':'" + canary + "'}}").is(200);
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).doesNotContain(canary);
            }
        }
    }

    @Test
    void theListIsWalkedByCursorsAndByNumbers() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String strategy = i % 2 == 0 ? "okta" : "samlp";
            ids.add(client.post("/connections", "{'name':'c" + i + "','strategy':'" + strategy + "'}")
                    .json()
                    .path("id")
                    .stringValue());
            service.clock().advance(Duration.ofMillis(i % 2));
        }

        List<String> walked = new ArrayList<>();
        String query = "?take=2";
        int pages = 0;
        while (!query.isEmpty()) {
            ObjectNode page = client.get("/connections" + query).is(200).json();
            page.path("connections").forEach(one -> walked.add(one.path("id").stringValue()));
            query = page.has("next") ? "?take=2&from=" + page.path("next").stringValue() : "";
            pages++;
        }
        assertThat(walked).containsExactlyInAnyOrderElementsOf(ids).doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(3);

        ObjectNode second = client.get("/connections?page=1&per_page=2&include_totals=true").is(200).json();
        assertThat(second.path("connections")).hasSize(2);
        assertThat(List.of("start", "limit", "length", "total")).extracting(name -> second.path(name).intValue())
                .containsExactly(2, 2, 2, 5);
        JsonNode beyond = client.get("/connections?page=9&per_page=2&include_totals=true").is(200).json();
        assertThat(beyond.path("connections")).isEmpty();
        assertThat(client.get("/connections").is(200).tree()).hasSize(5);

        assertThat(client.get("/connections?take=9&strategy=samlp&strategy=oidc").json().path("connections"))
                .hasSize(2);
        assertThat(client.get("/connections?take=9&strategy=samlp,okta&name=c3").json().path("connections")).hasSize(1);
        ObjectNode fields = (ObjectNode) client.get("/connections?take=1&fields=id,name")
                .json()
                .path("connections")
                .get(0);
        assertThat(fields.propertyNames()).containsExactlyInAnyOrder("id", "name");
        ObjectNode others = (ObjectNode) client.get("/connections?take=1&fields=options&include_fields=false")
                .json()
                .path("connections")
                .get(0);
        assertThat(others.has("options")).isFalse();
        assertThat(others.has("id")).isTrue();
        client.get("/connections?take=2&from=abc").error(400, "invalid_query_string");
    }

    private List<AuditEntry> audit() {
        return service.storage().read(Share.HOUSE, session -> session.audit().before("", 100));
    }
}

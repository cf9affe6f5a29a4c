package dev.rollcall.server;

import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Set-up links by the management API: what the command and the console do with them. */
class SetupLinksApiTest {
    @TempDir
    private Path folder;
    private Service service;
    private ManagementClient client;
    private String links;

    @BeforeEach
    void start() {
        service = Service.start(folder);
        client = service.manage();
        String id = client.post("/connections", "{'name':'acme','strategy':'waad'}")
                .is(201)
                .json()
                .path("id")
                .stringValue();
        client.post("/connections/" + id + "/scim-configuration", "{}").is(201);
        links = "/connections/" + id + "/scim-configuration/setup-links";
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aLinkIsShownOnceAndEndedForGood() {
        ObjectNode made = client.post(links, "{'lifetime':3600,'tokens':2,'token_lifetime':86400,'only_empty':true,"
                + "'success_url':'https://app.example.com/done'}")
                .is(201)
                .json();
        String id = made.path("id").stringValue();
        String secret = made.path("url").stringValue().replaceFirst(".*/set-up/", "");
        assertThat(made.path("url").stringValue()).startsWith("http://127.0.0.1:").endsWith("/set-up/" + secret);
        assertThat(secret).matches("[0-9a-f]{64}");
        assertThat(id).matches("sul_[A-Za-z0-9]{16}");
        assertThat(Duration.between(Instant.parse(made.path("created_at").stringValue()),
                Instant.parse(made.path("expires_at").stringValue()))).hasHours(1);
        assertThat(made.path("tokens").intValue()).isEqualTo(2);
        assertThat(made.path("token_lifetime").longValue()).isEqualTo(86_400);
        assertThat(made.path("only_empty").booleanValue()).isTrue();
        assertThat(made.path("success_url").stringValue()).isEqualTo("https://app.example.com/done");

        JsonNode listed = client.get(links).is(200).tree();
        assertThat(listed).singleElement().isEqualTo(made.without("url"));
        client.delete(links + "/" + id).is(204);
        client.delete(links + "/" + id).error(404, "setup_link_not_found");
        assertThat(client.get(links).is(200).tree()).isEmpty();
        assertThat(audit()).extracting(AuditEntry::operation)
                .contains("POST /connections/{id}/scim-configuration/setup-links",
                        "DELETE /connections/{id}/scim-configuration/setup-links/{linkId}");
        assertThat(audit().toString()).contains(id).doesNotContain(secret);
    }

    @Test
    void aLinkForWhichNothingIsSaidIsTheUsualOne() {
        ObjectNode made = client.post(links, null).is(201).json();
        assertThat(Duration.between(Instant.parse(made.path("created_at").stringValue()),
                Instant.parse(made.path("expires_at").stringValue()))).hasDays(7);
        assertThat(made.path("tokens").intValue()).isEqualTo(5);
        assertThat(made.has("token_lifetime")).isFalse();
        assertThat(made.path("arrived")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'lifetime':60}          | at least 5 minutes",
        "{'lifetime':99999999999} | at most 90 days",
        "{'tokens':0}             | between 1 and 100",
        "{'tokens':4294967297}    | between 1 and 100",
        "{'token_lifetime':900}   | longer than 900 seconds",
        "{'only_empty':'yes'}     | only_empty",
        "{'success_url':'http://x.example'} | begins with https://",
        "{'life':1}               | life"})
    void whatCannotBeUsedIsSaid(String body, String said) {
        assertThat(client.post(links, body).is(400).json().path("message").stringValue()).contains(said);
        assertThat(client.get(links).is(200).tree()).isEmpty();
    }

    @Test
    void thereIsNoneWithoutAScimConfiguration() {
        String id = client.post("/connections", "{'name':'bare','strategy':'okta'}")
                .is(201)
                .json()
                .path("id")
                .stringValue();
        String bare = "/connections/" + id + "/scim-configuration/setup-links";
        client.get(bare).error(404, "scim_configuration_not_found");
        client.post(bare, "{}").error(404, "scim_configuration_not_found");
        client.get("/connections/con_0000000000000000/scim-configuration/setup-links")
                .error(404, "inexistent_connection");
    }

    private List<AuditEntry> audit() {
        return service.storage().read(Share.HOUSE, session -> session.audit().before("", 100));
    }
}

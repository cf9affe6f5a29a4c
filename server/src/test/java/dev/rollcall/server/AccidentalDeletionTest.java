package dev.rollcall.server;

import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Many users who leave at once look like an accident, and are held where the operator wants it. */
class AccidentalDeletionTest {
    private static final String GONE = "[{'op':'replace','path':'active','value':false}]";

    @TempDir
    private Path folder;
    private Service service;
    private ManagementClient client;
    private ScimClient provider;
    private String scim;
    private final List<String> users = new ArrayList<>();

    @BeforeEach
    void start() {
        service = Service.start(folder);
        client = service.manage();
        provider = service.connect("acme");
        scim = "/connections/" + provider.connection() + "/scim-configuration";
        for (int i = 0; i < 20; i++) {
            users.add(provider.user("u" + i + "@acme.example"));
        }
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void withoutAGuardEverybodyMayLeave() {
        for (String user : users) {
            assertThat(provider.delete("/Users/" + user).status()).isEqualTo(204);
        }
    }

    @Test
    void whoeverLeavesBeyondTheShareIsHeldUntilTheOperatorReleasesIt() {
        guard("{'share_percent':15,'at_least':2}");
        ScimClient bystander = service.connect("bystander");
        String other = bystander.user("eve@other.example");

        assertThat(provider.delete("/Users/" + users.get(0)).status()).isEqualTo(204);
        assertThat(provider.patch("/Users/" + users.get(1), GONE).status()).isEqualTo(200);
        // Of the 19 who are left 15 % are two, and two are gone.
        held(provider.patch("/Users/" + users.get(2), GONE));
        held(provider.patch("/Users/" + users.get(2), "[{'op':'replace','value':{'active':false}}]"));
        held(provider.put("/Users/" + users.get(2), ScimClient.user("u2@acme.example", ",'active':false")));
        held(provider.delete("/Users/" + users.get(2)));
        assertThat(provider.get("/Users/" + users.get(2)).json().path("active").asBoolean(true)).isTrue();
        assertThat(provider.patch("/Users/" + users.get(2), "[{'op':'replace','path':'title','value':'T'}]").status())
                .isEqualTo(200);
        assertThat(provider.patch("/Users/" + users.get(1), "[{'op':'replace','path':'title','value':'T'}]").status())
                .isEqualTo(200);
        assertThat(bystander.delete("/Users/" + other).status()).isEqualTo(204);
        assertThat(setting().path("holding").asBoolean(false)).isTrue();

        service.clock().advance(Duration.ofHours(2));
        held(provider.delete("/Users/" + users.get(3)));
        guard("{'released':true}");
        assertThat(setting().path("holding").asBoolean(true)).isFalse();
        assertThat(provider.delete("/Users/" + users.get(3)).status()).isEqualTo(204);
        assertThat(provider.delete("/Users/" + users.get(4)).status()).isEqualTo(204);
        held(provider.delete("/Users/" + users.get(5)));
        client.patch(scim, "{'accidental_deletion_guard':null}").is(200);
        service.clock().advance(Duration.ofSeconds(1));
        assertThat(provider.delete("/Users/" + users.get(5)).status()).isEqualTo(204);
    }

    @Test
    void slowLeaversAreNotHeld() {
        guard("{'share_percent':1,'at_least':1}");
        for (String user : users) {
            assertThat(provider.delete("/Users/" + user).status()).isEqualTo(204);
            service.clock().advance(Duration.ofMinutes(61));
        }
    }

    @Test
    void nonsenseIsRefused() {
        for (String wrong : List.of("{}", "7", "{'share_percent':0,'at_least':1}", "{'share_percent':101,'at_least':1}",
                "{'share_percent':10}", "{'share':10,'at_least':1}")) {
            client.patch(scim, "{'accidental_deletion_guard':" + wrong + "}").error(400, "invalid_body");
        }
        assertThat(client.get(scim).json().has("accidental_deletion_guard")).isFalse();
    }

    private void guard(String guard) {
        client.patch(scim, "{'accidental_deletion_guard':" + guard + "}").is(200);
        service.clock().advance(Duration.ofSeconds(1));
    }

    private JsonNode setting() {
        return client.get(scim).is(200).json().path("accidental_deletion_guard");
    }

    private static void held(Answer answer) {
        assertThat(answer.error(429)).contains("looks like an accident", "released");
        assertThat(answer.header("Retry-After")).contains("600");
    }
}

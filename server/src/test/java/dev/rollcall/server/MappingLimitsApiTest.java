package dev.rollcall.server;

import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.expression.ExpressionLimits;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The limits of mappings that the service is started with are those of the management API. */
class MappingLimitsApiTest {
    private static final String TWO = "[{'scim':'title','auth0':'name'},{'scim':'nickName','auth0':'nickname'}]";
    private static final String ONE = "[{'scim':'title','auth0':'name'}]";
    private static final String REASON = "at most 1 rows, and this one has 2";

    @TempDir
    private Path folder;

    @Test
    void rowsAreSavedTriedAndShownWithinThem() {
        try (Service service = Service.start(folder, new MappingSettings(
                1_000, 1_000, new MappingLimits(1, 100, 5_000, ExpressionLimits.defaults())))) {
            ManagementClient client = service.manage();
            String connection = client.post("/connections", "{'name':'acme','strategy':'waad'}")
                    .is(201)
                    .json()
                    .path("id")
                    .stringValue();
            String scim = "/connections/" + connection + "/scim-configuration";
            client.post(scim, "{}").is(201);
            assertThat(client.patch(scim, "{'mapping':" + TWO + "}").error(400, "invalid_mapping")).contains(REASON);
            String user = "'resource':{'userName':'ada','title':'" + "x".repeat(6_000) + "'}";
            assertThat(client.post(scim + "/preview", "{'mapping':" + TWO + "," + user + "}")
                    .error(400, "invalid_mapping")).contains(REASON);
            assertThat(client.post(scim + "/preview", "{" + user + "}").is(200).json().path("problems").toString())
                    .as("the default rows")
                    .contains("more than 5000 bytes");
            client.patch(scim, "{'mapping':" + ONE + "}").is(200);
            assertThat(client.post(scim + "/preview", "{" + user + "}").is(200).json().path("problems").toString())
                    .contains("more than 5000 bytes");
        }
    }
}

package dev.rollcall.app.console;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** From which networks a connection's tokens were used lately, and which of these is new. */
class TokenNetworksTest {
    @TempDir
    private Path folder;

    @Test
    void aNetworkIsNewOfATokenThatWasUsedFromAnotherOneBefore() {
        try (ConsoleService service = ConsoleService.start(folder)) {
            ConnectionId acme = new ConnectionId(
                    service.run("connection create --name acme --strategy okta --print id"));
            String moved = service.run("token create acme --scopes all --print token_id");
            String young = service.run("token create acme --scopes all --print token_id");
            String unused = service.run("token create acme --scopes all --print token_id");
            try (Storage storage = MigratedSqlite.open(folder.resolve("data"), StoreOptions.defaults())) {
                storage.write(Share.HOUSE, "log", session -> {
                    session.log()
                            .append(List.of(entry(acme, 1, "192.0.2.9", moved, Duration.ofDays(3)),
                                    entry(acme, 2, "192.0.2.200", moved, Duration.ofDays(2)),
                                    entry(acme, 3, "2001:db8:7:1::5", moved, Duration.ofHours(3)),
                                    entry(acme, 4, "2001:db8:7:2::6", moved, Duration.ofHours(2)),
                                    entry(acme, 5, "198.51.100.4", young, Duration.ofHours(1)),
                                    entry(acme, 6, "203.0.113.1", moved, Duration.ofDays(8))));
                    return true;
                });
            }
            String page = service.administrator().page("/console/connections/acme/tokens");
            assertThat(row(page, moved))
                    .containsSubsequence("2001:db8:7:0:0:0:0:0/48", "mark note\">new", "192.0.2.0/24")
                    .doesNotContain("203.0.113", "192.0.2.9")
                    .containsOnlyOnce("mark note\">new");
            assertThat(row(page, young)).contains("198.51.100.0/24").doesNotContain(">new<");
            assertThat(row(page, unused)).doesNotContain("/24", "/48");
            JsonNode client = service.client("few", "read:connections,read:scim_config,read:scim_token");
            Browser few = service.browser();
            few.signIn(client.get("client_id").stringValue(), client.get("client_secret").stringValue());
            assertThat(few.page("/console/connections/acme/tokens")).as("who may not see the log")
                    .contains(moved)
                    .doesNotContain("192.0.2.0", "2001:db8");
        }
    }

    private static String row(String page, String token) {
        return page.split("class=\"mono\">" + token, 2)[1].split("</tr>", 2)[0];
    }

    private static RequestLogEntry entry(ConnectionId connection, int number, String address, String token,
            Duration ago) {
        Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(ago);
        String hex = "%012x".formatted(time.toEpochMilli());
        return new RequestLogEntry(connection,
                hex.substring(0, 8) + "-" + hex.substring(8) + "-7000-8000-" + "%012x".formatted(number), time, address,
                "GET", "/Users", 200, 1_500, Optional.of(token), Optional.of("User"), Optional.empty(),
                Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}

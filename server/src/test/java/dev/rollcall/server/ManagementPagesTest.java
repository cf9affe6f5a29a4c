package dev.rollcall.server;

import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.HeldReads;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ManagementClient.Reply;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages of the management API's lists: none is passed over, none is without a bound. */
class ManagementPagesTest {
    private static final int LARGE = 900_000;

    @TempDir
    private Path folder;

    @Test
    void numberedPagesOfLogsHaveEveryEntryHoweverLargeTheyAre() {
        try (Service service = Service.start(folder)) {
            ScimClient provider = service.connect("acme");
            String user = provider.user("ann@acme.example");
            String body = "{\"nickName\":\"" + "x".repeat(LARGE) + "\"}";
            for (int i = 0; i < 12; i++) {
                RequestLogEntry row = row(provider, 1_000_000_000 + i, 200, Optional.of(user), Optional.of(body));
                service.storage().write(Share.HOUSE, "log", session -> {
                    session.log().append(List.of(row));
                    return row;
                });
            }
            List<String> written = service.log(provider).stream().map(RequestLogEntry::id).toList();
            assertThat(written).hasSize(13);
            ManagementClient client = service.manage();
            assertThat(walk(client, "/logs?per_page=8")).containsExactlyElementsOf(written);
            assertThat(walk(client, "/logs?per_page=8&search=type:sscim")).containsExactlyElementsOf(written);
            String userId = client.get("/users").is(200).tree().get(0).path("user_id").stringValue();
            assertThat(walk(client, "/users/" + userId.replace("|", "%7C") + "/logs?per_page=9"))
                    .containsExactlyElementsOf(written);
            JsonNode page = client.get("/logs?per_page=100").tree();
            assertThat(page.get(0).path("details").path("request").has("body")).isTrue();
            JsonNode last = page.get(11).path("details");
            assertThat(last.path("request").has("body")).isFalse();
            assertThat(last.path("left_out").stringValue()).contains("/api/v2/logs/" + written.get(11));
            assertThat(client.get("/logs/" + written.get(11)).json().path("details").path("request").has("body"))
                    .isTrue();
        }
    }

    @Test
    void aPageBeyondTheEndIsEmpty() {
        try (Service service = Service.start(folder)) {
            ScimClient provider = service.connect("acme");
            provider.user("ann@acme.example");
            service.log(provider);
            ManagementClient client = service.manage();
            String userId = client.get("/users").is(200).tree().get(0).path("user_id").stringValue();
            for (String list : List.of("/connections?", "/logs?", "/logs?q=type:sscim&", "/logs?q=type:sapi&",
                    "/users/" + userId.replace("|", "%7C") + "/logs?", "/clients?", "/actions/actions?")) {
                JsonNode page = client.get(list + "page=50000000&per_page=100&include_totals=true").is(200).json();
                assertThat(page.properties().stream().filter(field -> field.getValue().isArray()))
                        .as(list)
                        .singleElement()
                        .satisfies(field -> assertThat(field.getValue()).isEmpty());
            }
        }
    }

    @Test
    void aSearchThatCannotLookAtEverythingIsNoEmptyPage() {
        try (Service service = Service.start(folder)) {
            ScimClient provider = service.connect("acme");
            List<RequestLogEntry> rows = new ArrayList<>();
            for (int i = 0; i <= 100_001; i++) {
                rows.add(row(provider, i, i == 0 ? 200 : 404, Optional.empty(), Optional.empty()));
            }
            service.storage().write(Share.HOUSE, "log", session -> {
                session.log().append(rows);
                return rows;
            });
            ManagementClient client = service.manage();
            assertThat(client.get("/logs?q=type:sscim").error(400, "invalid_query_string"))
                    .contains("provisioning-log");
            assertThat(client.get("/logs?q=type:fscim&per_page=2").is(200).tree()).hasSize(2);
            assertThat(client.get("/logs?page=2000&per_page=100").error(400, "invalid_query_string"))
                    .contains("take and from");
            assertThat(client.get("/logs?q=type:fscim&page=2000&per_page=100").error(400))
                    .contains("provisioning-log");
        }
    }

    @Test
    void listsOfLargeThingsEndEarlyAndGoOn() {
        try (Service service = Service.start(folder)) {
            ManagementClient client = service.manage();
            Set<String> made = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                made.add(client.post("/connections", "{'name':'c" + i + "','strategy':'okta','metadata':{'x':'"
                        + "y".repeat(60_000) + "'}}").is(201).json().path("id").stringValue());
            }
            List<Integer> pages = new ArrayList<>();
            assertThat(cursors(client, "/connections", "connections", "id", pages)).containsExactlyInAnyOrderElementsOf(
                    made);
            assertThat(pages).hasSize(2).allMatch(length -> length > 10 && length < 40);
            assertThat(client.get("/connections?per_page=100").is(200).tree()).hasSize(50);

            String rows = IntStream.range(0, 50)
                    .mapToObj(i -> "{'auth0':'app_metadata.x" + i + "','constant':'" + "y".repeat(4_000) + "'}")
                    .collect(Collectors.joining(",", "{'mapping':[", "]}"));
            made.forEach(id -> client.post("/connections/" + id + "/scim-configuration", rows).is(201));
            pages.clear();
            assertThat(cursors(client, "/connections-scim-configurations", "scim_configurations", "connection_id",
                    pages)).containsExactlyInAnyOrderElementsOf(made);
            assertThat(pages).hasSizeBetween(4, 8);
            assertThat(client.get("/connections/" + made.iterator().next() + "/scim-configuration/mapping-versions")
                    .json()
                    .path("versions")
                    .get(0)
                    .path("characters")
                    .intValue()).isGreaterThan(200_000);
        }
    }

    @Test
    void aListWaitsForMemoryBeforeItIsRead() throws Exception {
        HeldReads reads = new HeldReads();
        ServerOptions options = ServerOptions.defaults()
                .with(RequestSettings.BODY_MEMORY, Optional.of(16L << 20))
                .with(RequestSettings.BODY_WAIT, Duration.ZERO);
        try (Service service = Service.start(folder, options, reads)) {
            ManagementClient client = service.manage();
            reads.hold(new Share("management cli_test"));
            CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> client.get("/logs"));
            while (reads.count() == 0) {
                Thread.onSpinWait();
            }
            client.get("/logs").error(503);
            assertThat(reads.count()).isEqualTo(1);
            reads.letGo();
            first.get().is(200);
            client.get("/logs").is(200);
        }
    }

    @Test
    void strategiesThatThereAreNotMatchNothing() {
        try (Service service = Service.start(folder)) {
            service.connect("acme");
            ManagementClient client = service.manage();
            assertThat(client.get("/connections?take=9&strategy=auth0").is(200).json().path("connections")).isEmpty();
            assertThat(client.get("/connections?strategy=google-oauth2&include_totals=true")
                    .is(200)
                    .json()
                    .path("total")
                    .intValue()).isZero();
            assertThat(client.get("/connections?strategy=auth0&strategy=waad").is(200).tree()).hasSize(1);
        }
    }

    private static RequestLogEntry row(
            ScimClient provider, int number, int status, Optional<String> resource, Optional<String> body) {
        UUID id = new UUID(0x019ca8d7_0000_7000L + ((long) number << 16), number);
        return new RequestLogEntry(provider.connection(), id.toString(), Instant.parse("2026-03-01T09:00:00Z"), "::1",
                "GET", "/Users", status, 1, Optional.empty(), Optional.of("User"), resource, Optional.empty(),
                Optional.empty(), Optional.empty(), body, Optional.empty());
    }

    private static List<String> walk(ManagementClient client, String list) {
        List<String> ids = new ArrayList<>();
        for (int page = 0; page < 20; page++) {
            JsonNode logs = client.get(list + "&include_totals=true&page=" + page).is(200).json().path("logs");
            if (logs.isEmpty()) {
                break;
            }
            logs.forEach(entry -> ids.add(entry.path("log_id").stringValue()));
        }
        return ids;
    }

    private static List<String> cursors(
            ManagementClient client, String list, String name, String field, List<Integer> pages) {
        List<String> ids = new ArrayList<>();
        String from = "";
        do {
            ObjectNode page = client.get(list + "?take=100" + from).is(200).json();
            page.path(name).forEach(item -> ids.add(item.path(field).stringValue()));
            pages.add(page.path(name).size());
            from = page.has("next") ? "&from=" + page.path("next").stringValue() : "";
        } while (!from.isEmpty());
        return ids;
    }
}

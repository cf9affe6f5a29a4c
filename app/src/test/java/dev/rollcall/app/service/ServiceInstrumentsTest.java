package dev.rollcall.app.service;

import dev.rollcall.app.setting.StoreSettings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.server.option.MetricsSettings;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.setting.SettingValues;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceInstrumentsTest {
    private static final Pattern DOCUMENTED = Pattern.compile("`((?:rollcall|jvm|process|system)_[a-z_]+)`");
    private static final String TOKEN = "a-token-of-thirty-two-characters";

    private static final int MOST_LOOKS = 100;
    private static final int PAUSE_MILLIS = 50;

    @TempDir
    private Path folder;

    @Test
    void allThatServingNeedsIsAPartAndTheStoreHasFigures() throws Exception {
        try (RollcallService service = start(); HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> ready = get(client, service.url(), "/health/ready");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            assertThat(ready.body()).contains(
                    "\"name\":\"store\"", "\"name\":\"listener\"", "\"name\":\"writer\"", "\"name\":\"upkeep\"");
            assertThat(get(client, service.url(), "/metrics").body())
                    .contains(
                            "rollcall_part_up{part=\"listener\"} 1.0",
                            "rollcall_part_up{part=\"writer\"} 1.0",
                            "rollcall_part_up{part=\"upkeep\"} 1.0",
                            "rollcall_part_up{part=\"outbound\"} 1.0",
                            "rollcall_outbound_streams{state=\"enabled\"} 0.0",
                            "rollcall_store_writes_longest_wait_seconds 0.0",
                            "rollcall_store_connections_limit{kind=\"read\"} 4.0",
                            "rollcall_store_connections_limit{kind=\"write\"} 1.0",
                            "rollcall_store_connections_used{kind=\"read\"} ",
                            "rollcall_sockets_open 1.0")
                    .containsPattern("rollcall_store_disk_free_bytes [0-9.E]+");
        }
    }

    @Test
    void everyMetricIsDocumentedAndEveryDocumentedOneIsThere() throws Exception {
        String documentation = Files.readString(Path.of("..", "docs", "metrics.md"), StandardCharsets.UTF_8);
        Set<String> documented = new TreeSet<>();
        Matcher names = DOCUMENTED.matcher(documentation);
        while (names.find()) {
            documented.add(names.group(1));
        }
        try (RollcallService service = start(); HttpClient client = HttpClient.newHttpClient()) {
            // A request that is refused, so that requests are counted.
            get(client, service.url(), "/scim/v2/connections/con_0000000000000000/Users");
            Set<String> exposed = exposed(client, service.url());
            // The pauses of the collector are there from the first collection on, of which the JVM tells a little later.
            for (int i = 0; i < MOST_LOOKS && !exposed.contains("jvm_gc_pause_seconds"); i++) {
                System.gc();
                Thread.sleep(PAUSE_MILLIS);
                exposed = exposed(client, service.url());
            }
            assertThat(exposed).as("exposed").containsAll(documented);
            assertThat(documented).as("documented")
                    .containsAll(exposed.stream().filter(name -> name.startsWith("rollcall_")).toList());
            assertThat(exposed).hasSizeGreaterThan(40);
            assertThat(exposed).as("families").allMatch(name -> name.matches("(rollcall|jvm|process|system)_.*"));
        }
    }

    private static Set<String> exposed(HttpClient client, URI service) throws Exception {
        return get(client, service, "/metrics").body()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private RollcallService start() {
        PrintStream discarded = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        SettingValues settings = SettingValues.defaults()
                .with(ServerSettings.PORT, 0)
                .with(StoreSettings.DATA, folder)
                .with(MetricsSettings.TOKEN, Optional.of(TOKEN));
        MigratedSqlite.prepare(folder);
        return RollcallService.start(
                settings, new Terminal(discarded, discarded, Map.of(), folder, Clock.systemUTC()));
    }

    private static HttpResponse<String> get(HttpClient client, URI service, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}

package dev.rollcall.app.service;

import dev.rollcall.app.setting.StoreSettings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.server.option.MetricsSettings;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.setting.SettingValues;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceInstrumentsTest {
    private static final String TOKEN = "a-token-of-thirty-two-characters";

    @TempDir
    private Path folder;

    @Test
    void theWriterAndTheUpkeepArePartsAndTheStoreHasFigures() throws Exception {
        PrintStream discarded = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        SettingValues settings = SettingValues.defaults()
                .with(ServerSettings.PORT, 0)
                .with(StoreSettings.DATA, folder)
                .with(MetricsSettings.TOKEN, Optional.of(TOKEN));
        try (RollcallService service = RollcallService.start(
                settings, new Terminal(discarded, discarded, Map.of(), folder, Clock.systemUTC()));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> ready = get(client, service.url(), "/health/ready");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            assertThat(ready.body()).contains("\"name\":\"writer\"", "\"name\":\"upkeep\"");
            assertThat(get(client, service.url(), "/metrics").body()).contains(
                    "rollcall_part_up{part=\"writer\"}",
                    "rollcall_part_up{part=\"upkeep\"}",
                    "rollcall_store_writes_waiting 0.0",
                    "rollcall_store_writes_longest_wait_seconds 0.0",
                    "rollcall_store_reads_waiting",
                    "rollcall_store_since_commit_seconds",
                    "rollcall_store_disk_free_bytes");
        }
    }

    private static HttpResponse<String> get(HttpClient client, URI service, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}

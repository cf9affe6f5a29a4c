package dev.rollcall.app.service;

import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.setting.Settings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.log.RequestLogOptions;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.upkeep.UpkeepOptions;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.server.BodyLogging;
import dev.rollcall.server.ServerOptions;
import dev.rollcall.server.TlsFiles;
import dev.rollcall.server.limit.BodyLimits;
import dev.rollcall.server.limit.RateLimit;
import dev.rollcall.server.origin.AddressRange;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ModuleOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void theDefaultsOfTheSettingsAreThoseOfTheModules() {
        Settings settings = read(Map.of());
        assertThat(ModuleOptions.server(settings, terminal())).isEqualTo(ServerOptions.defaults());
        assertThat(ModuleOptions.resources(settings.limits())).isEqualTo(ResourceLimits.defaults());
        assertThat(ModuleOptions.patches(settings.limits())).isEqualTo(PatchLimits.defaults());
        assertThat(ModuleOptions.log(settings.log())).isEqualTo(RequestLogOptions.defaults());
        assertThat(ModuleOptions.upkeep(settings)).isEqualTo(UpkeepOptions.defaults());
    }

    @Test
    void everySettingReachesItsModule() {
        Map<String, String> variables = new HashMap<>();
        variables.put("ROLLCALL_HOST", "::1");
        variables.put("ROLLCALL_PORT", "9090");
        variables.put("ROLLCALL_PUBLIC_URL", "https://scim.example.com");
        variables.put("ROLLCALL_TLS_CERTIFICATE", "chain.pem");
        variables.put("ROLLCALL_TLS_KEY", "/etc/key.pem");
        variables.put("ROLLCALL_TRUSTED_PROXIES", "10.0.0.0/8");
        variables.put("ROLLCALL_MAX_CONNECTIONS", "50");
        variables.put("ROLLCALL_BODY_TIMEOUT", "10s");
        variables.put("ROLLCALL_IDLE_TIMEOUT", "11s");
        variables.put("ROLLCALL_GRACE_TIME", "12s");
        variables.put("ROLLCALL_CHANGE_RETENTION", "2d");
        variables.put("ROLLCALL_LIMIT_BODY", "2MiB");
        variables.put("ROLLCALL_LIMIT_GROUP_BODY", "3MiB");
        variables.put("ROLLCALL_LIMIT_LARGE_BODIES", "6");
        variables.put("ROLLCALL_LIMIT_JSON_DEPTH", "16");
        variables.put("ROLLCALL_LIMIT_OPERATIONS", "17");
        variables.put("ROLLCALL_LIMIT_PATCH_VALUES", "170");
        variables.put("ROLLCALL_LIMIT_PAGE_SIZE", "18");
        variables.put("ROLLCALL_LIMIT_MAX_PAGE_SIZE", "19");
        variables.put("ROLLCALL_LIMIT_FILTER_LENGTH", "120");
        variables.put("ROLLCALL_LIMIT_FILTER_DEPTH", "21");
        variables.put("ROLLCALL_LIMIT_FILTER_NODES", "22");
        variables.put("ROLLCALL_LIMIT_FILTER_SCAN", "123");
        variables.put("ROLLCALL_LIMIT_SCANS", "4");
        variables.put("ROLLCALL_LIMIT_LIST_MEMBERS", "1024");
        variables.put("ROLLCALL_LIMIT_RATE_PER_SECOND", "25");
        variables.put("ROLLCALL_LIMIT_RATE_BURST", "26");
        variables.put("ROLLCALL_LIMIT_REQUEST_LINE", "2KiB");
        variables.put("ROLLCALL_LIMIT_HEADERS", "3KiB");
        variables.put("ROLLCALL_LOG_RETENTION", "5h");
        variables.put("ROLLCALL_LOG_BODIES", "failures");
        variables.put("ROLLCALL_LOG_BODY_LENGTH", "300");
        variables.put("ROLLCALL_LOG_UNAUTHENTICATED", "8");
        Settings settings = read(variables);
        assertThat(ModuleOptions.server(settings, terminal())).isEqualTo(new ServerOptions(
                "::1", 9090, Optional.of(URI.create("https://scim.example.com")),
                Optional.of(new TlsFiles(folder.resolve("chain.pem"), Path.of("/etc/key.pem"))),
                List.of(AddressRange.parse("10.0.0.0/8")), new BodyLimits(2 << 20, 3 << 20), 6,
                Optional.of(new RateLimit(25, 26)), BodyLogging.FAILURES, 300, 16, Duration.ofSeconds(12),
                Duration.ofSeconds(10), Duration.ofSeconds(11), 50, 2 << 10, 3 << 10));
        assertThat(ModuleOptions.resources(settings.limits())).isEqualTo(new ResourceLimits(
                18, 19, new FilterLimits(120, 21, 22), 123, 4, 1_024, ResourceLimits.defaults().memberChunk()));
        assertThat(ModuleOptions.patches(settings.limits())).isEqualTo(new PatchLimits(17, 170));
        assertThat(ModuleOptions.log(settings.log()))
                .isEqualTo(RequestLogOptions.defaults().withUnauthenticatedPerMinute(8));
        assertThat(ModuleOptions.upkeep(settings))
                .isEqualTo(new UpkeepOptions(Duration.ofHours(5), Duration.ofDays(2)));
    }

    @Test
    void theBurstIsASecondsWorthUnlessItIsSet() {
        Settings settings = read(Map.of("ROLLCALL_LIMIT_RATE_PER_SECOND", "25"));
        assertThat(ModuleOptions.server(settings, terminal()).rateLimit()).contains(new RateLimit(25, 25));
    }

    private Settings read(Map<String, String> variables) {
        return new SettingSources(Map.of(), Optional.empty(), variables, folder).read();
    }

    private Terminal terminal() {
        return new Terminal(System.out, System.err, Map.of(), folder, Clock.systemUTC());
    }
}

package dev.rollcall.app.setting;

import dev.rollcall.server.BodyLogging;
import dev.rollcall.server.origin.AddressRange;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void defaultsAreThoseThatAreDocumented() {
        assertThat(read(Map.of(), Map.of())).isEqualTo(new Settings(
                new ServerSettings("127.0.0.1", 8080, Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
                        10_000, Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(20)),
                new StoreSettings(Path.of("./data"), Optional.empty(), Optional.empty(), Optional.empty(), 10,
                        Duration.ofDays(7)),
                new LimitSettings(1 << 20, 32 << 20, 4, 32, 1_000, 500_000, 100, 1_000, 8_192, 50, 200, 20_000, 2,
                        250_000,
                        Optional.empty(), Optional.empty(), 128 << 10, 16 << 10),
                new LogSettings(Duration.ofDays(30), BodyLogging.ALL, 16_384, 60, LogLevel.INFO)));
    }

    /** One value for every setting, none of them the default. */
    private static Map<String, String> everySetting() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("server.host", "::1");
        texts.put("server.port", "9090");
        texts.put("server.public-url", "https://scim.example.com/");
        texts.put("server.tls-certificate", "chain.pem");
        texts.put("server.tls-key", "key.pem");
        texts.put("server.trusted-proxies", "10.0.0.0/8, ::1");
        texts.put("server.max-connections", "50");
        texts.put("server.body-timeout", "10s");
        texts.put("server.idle-timeout", "1m");
        texts.put("server.grace-time", "0s");
        texts.put("store.data", "/var/lib/rollcall");
        texts.put("store.database-url", "jdbc:postgresql://db/rollcall");
        texts.put("store.database-user", "rollcall");
        texts.put("store.database-password", "geheim");
        texts.put("store.pool-size", "20");
        texts.put("store.change-retention", "2d");
        texts.put("limits.body", "2MiB");
        texts.put("limits.group-body", "1GiB");
        texts.put("limits.large-bodies", "8");
        texts.put("limits.json-depth", "16");
        texts.put("limits.operations", "10");
        texts.put("limits.patch-values", "60");
        texts.put("limits.page-size", "50");
        texts.put("limits.max-page-size", "200");
        texts.put("limits.filter-length", "1000");
        texts.put("limits.filter-depth", "5");
        texts.put("limits.filter-nodes", "20");
        texts.put("limits.filter-scan", "500");
        texts.put("limits.scans", "3");
        texts.put("limits.list-members", "5000");
        texts.put("limits.rate-per-second", "25");
        texts.put("limits.rate-burst", "100");
        texts.put("limits.request-line", "8KiB");
        texts.put("limits.headers", "4096");
        texts.put("log.retention", "12h");
        texts.put("log.bodies", "failures");
        texts.put("log.body-length", "1024");
        texts.put("log.unauthenticated", "7");
        texts.put("log.level", "debug");
        return texts;
    }

    private static Settings everyValue() {
        return new Settings(
                new ServerSettings("::1", 9090, Optional.of(URI.create("https://scim.example.com")),
                        Optional.of(Path.of("chain.pem")), Optional.of(Path.of("key.pem")),
                        List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("::1")), 50,
                        Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ZERO),
                new StoreSettings(Path.of("/var/lib/rollcall"), Optional.of("jdbc:postgresql://db/rollcall"),
                        Optional.of("rollcall"), Optional.of("geheim"), 20, Duration.ofDays(2)),
                new LimitSettings(2 << 20, 1 << 30, 8, 16, 10, 60, 50, 200, 1_000, 5, 20, 500, 3, 5_000,
                        Optional.of(25),
                        Optional.of(100), 8 << 10, 4_096),
                new LogSettings(Duration.ofHours(12), BodyLogging.FAILURES, 1_024, 7, LogLevel.DEBUG));
    }

    @Test
    void everySettingIsMappedFromFlags() {
        assertThat(everySetting().keySet())
                .containsExactlyElementsOf(Settings.ALL.stream().map(Setting::key).toList());
        Map<Setting<?>, String> flags = new HashMap<>();
        Settings.ALL.forEach(setting -> flags.put(setting, everySetting().get(setting.key())));
        assertThat(new SettingSources(flags, Optional.empty(), Map.of(), folder).read()).isEqualTo(everyValue());
    }

    @Test
    void everySettingIsMappedFromVariables() {
        Map<String, String> variables = new HashMap<>();
        Settings.ALL.forEach(setting -> variables.put(setting.variable(), everySetting().get(setting.key())));
        assertThat(read(Map.of(), variables)).isEqualTo(everyValue());
    }

    @Test
    void everySettingIsMappedFromTheFile() throws Exception {
        StringBuilder yaml = new StringBuilder();
        for (SettingGroup group : SettingGroup.values()) {
            yaml.append(group.key()).append(":\n");
            Settings.ALL.stream()
                    .filter(setting -> setting.group() == group)
                    .forEach(setting -> yaml.append("  %s: %s%n".formatted(setting.name(),
                            everySetting().get(setting.key()).replaceFirst("^(::1)$", "\"$1\""))));
        }
        Files.writeString(folder.resolve("rollcall.yaml"), yaml);
        assertThat(read(Map.of(), Map.of())).isEqualTo(everyValue());
    }

    @Test
    void flagWinsOverVariableOverFileOverDefault() throws Exception {
        Path file = Files.writeString(folder.resolve("other.yaml"),
                "server:\n  port: 1\n  host: fromfile\n  grace-time: 3s\n");
        Map<String, String> variables = Map.of("ROLLCALL_CONFIG", file.toString(), "ROLLCALL_PORT", "2",
                "ROLLCALL_HOST", "fromvariable");
        Settings settings = read(Map.of(ServerSettings.PORT, "3"), variables);
        assertThat(settings.server().port()).isEqualTo(3);
        assertThat(settings.server().host()).isEqualTo("fromvariable");
        assertThat(settings.server().graceTime()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.server().maxConnections()).isEqualTo(10_000);
    }

    @Test
    void theFileOfTheFlagWinsOverTheOneOfTheVariable() throws Exception {
        Path flag = Files.writeString(folder.resolve("flag.yaml"), "server: {port: 1}");
        Path variable = Files.writeString(folder.resolve("variable.yaml"), "server: {port: 2}");
        Settings settings = new SettingSources(
                Map.of(), Optional.of(flag.toString()), Map.of("ROLLCALL_CONFIG", variable.toString()), folder).read();
        assertThat(settings.server().port()).isEqualTo(1);
    }

    @Test
    void listsInTheFileAreJoined() throws Exception {
        Files.writeString(folder.resolve("rollcall.yaml"), "server:\n  trusted-proxies: [10.0.0.0/8, 192.0.2.7]\n");
        assertThat(read(Map.of(), Map.of()).server().trustedProxies())
                .containsExactly(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("192.0.2.7"));
    }

    @Test
    void anEmptyFileAndEmptySectionsChangeNothing() throws Exception {
        Settings defaults = read(Map.of(), Map.of());
        Files.writeString(folder.resolve("rollcall.yaml"), "# nothing yet\n");
        assertThat(read(Map.of(), Map.of())).isEqualTo(defaults);
        Files.writeString(folder.resolve("rollcall.yaml"), "server:\nlog:\n");
        assertThat(read(Map.of(), Map.of())).isEqualTo(defaults);
    }

    @Test
    void variablesOfKubernetesAreIgnored() {
        Map<String, String> variables = Map.of(
                "ROLLCALL_PORT", "tcp://10.0.0.1:8080",
                "ROLLCALL_SERVICE_HOST", "10.0.0.1",
                "ROLLCALL_SERVICE_PORT_HTTP", "8080",
                "ROLLCALL_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                "ROLLCALL_PORT_8080_TCP_ADDR", "10.0.0.1");
        assertThat(read(Map.of(), variables).server().port()).isEqualTo(8080);
    }

    @Test
    void namesAreUniqueAndOfOneForm() {
        Set<String> names = new HashSet<>();
        for (Setting<?> setting : Settings.ALL) {
            assertThat(setting.name()).matches("[a-z]+(-[a-z]+)*");
            assertThat(names.add(setting.flag())).as(setting.flag()).isTrue();
            assertThat(names.add(setting.key())).as(setting.key()).isTrue();
            assertThat(setting.meaning()).endsWith(".");
        }
    }

    @Test
    void passwordsAreNotShown() {
        Settings settings = read(Map.of(), Map.of(
                "ROLLCALL_DATABASE_URL", "jdbc:postgresql://db/rollcall?password=geheim",
                "ROLLCALL_DATABASE_PASSWORD", "geheim"));
        assertThat(settings.toString()).doesNotContain("geheim");
    }

    private Settings read(Map<Setting<?>, String> flags, Map<String, String> variables) {
        return new SettingSources(flags, Optional.empty(), variables, folder).read();
    }
}

package dev.rollcall.app.setting;

import dev.rollcall.console.frame.HouseFacts;
import dev.rollcall.directory.access.TokenSettings;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.log.RequestLogOptions;
import dev.rollcall.directory.person.PersonLimits;
import dev.rollcall.directory.resource.PatchSettings;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.upkeep.UpkeepOptions;
import dev.rollcall.server.limit.RateLimit;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.server.origin.AddressRange;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingGroup;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import dev.rollcall.store.StoreOptions;
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
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsTest {
    @TempDir
    private Path folder;

    /** What may be written for a setting with that label in the help; one of them is not the default. */
    private static final Map<String, List<String>> EXAMPLES = Map.ofEntries(
            Map.entry("address", List.of("ops@acme.example")),
            Map.entry("claim", List.of("email", "groups")),
            Map.entry("client ids", List.of("web-app,mobile-app")),
            Map.entry("duration", List.of("2h", "17s", "7s")),
            Map.entry("file", List.of("some.pem")),
            Map.entry("folder", List.of("/var/lib/rollcall")),
            Map.entry("host", List.of("::1")),
            Map.entry("hosts", List.of("api.example.com, 10.0.0.7:8443")),
            Map.entry("level", List.of("debug")),
            Map.entry("name", List.of("rollcall")),
            Map.entry("networks", List.of("10.0.0.0/8, ::1")),
            Map.entry("number", List.of("17", "170", "1700", "17000", "170000", "1700000")),
            Map.entry("on|off", List.of("off", "on")),
            Map.entry("password", List.of("geheim")),
            Map.entry("port", List.of("9090")),
            Map.entry("reuse", List.of("until-expiry", "never")),
            Map.entry("scopes", List.of("openid,groups")),
            Map.entry("size", List.of("2KiB", "40KiB", "3MiB", "300MiB", "5GiB")),
            Map.entry("token", List.of("geheim-geheim-geheim", "geheim-geheim-geheim-geheim-geheim")),
            Map.entry("url", List.of("https://scim.example.com", "jdbc:postgresql://db/rollcall",
                    "http://proxy.example:3128")),
            Map.entry("values", List.of("platform,8f3c")),
            Map.entry("which", List.of("failures", "all", "tls")));

    @Test
    void defaultsAreThoseThatAreDocumented() {
        SettingValues values = read(Map.of(), Map.of());
        assertThat(values).isEqualTo(SettingValues.defaults());
        for (Setting<?> setting : Settings.ALL) {
            assertDefault(setting, values);
        }
        assertThat(values.get(ServerSettings.HOST)).isEqualTo("127.0.0.1");
        assertThat(values.get(ServerSettings.BODY_TIMEOUT)).isEqualTo(Duration.ofSeconds(60));
        assertThat(values.get(RequestSettings.GROUP_BODY)).isEqualTo(32 << 20);
        assertThat(values.get(RequestSettings.RATE_PER_SECOND)).isEmpty();
        assertThat(values.get(StoreSettings.DATABASE_URL)).isEmpty();
        assertThat(values.get(ServerSettings.TRUSTED_PROXIES)).isEmpty();
    }

    private static <T> void assertDefault(Setting<T> setting, SettingValues values) {
        T value = values.get(setting);
        setting.defaultText()
                .ifPresentOrElse(
                        text -> assertThat(setting.form().read(text)).as(setting.key()).contains(value),
                        () -> assertThat(value).as(setting.key()).isIn(Optional.empty(), List.of()));
    }

    /** A text for every setting, none of them the default. */
    private static Map<Setting<?>, String> everySetting() {
        Map<Setting<?>, String> texts = new LinkedHashMap<>();
        Settings.ALL.forEach(setting -> texts.put(setting, example(setting)));
        return texts;
    }

    private static <T> String example(Setting<T> setting) {
        return EXAMPLES.getOrDefault(setting.form().label(), List.of())
                .stream()
                .filter(text -> setting.form().read(text).filter(v -> !v.equals(setting.byDefault())).isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError("Give %s an example: its label is %s and it is %s."
                        .formatted(setting, setting.form().label(), setting.form().expected())));
    }

    private static void assertEverySettingIs(Map<Setting<?>, String> texts, SettingValues values) {
        for (Setting<?> setting : Settings.ALL) {
            assertThat(values.get(setting)).as(setting.key())
                    .isEqualTo(setting.form().read(texts.get(setting)).orElseThrow());
        }
    }

    @Test
    void everySettingIsReadFromFlags() {
        Map<Setting<?>, String> texts = everySetting();
        assertEverySettingIs(texts, read(texts, Map.of()));
    }

    @Test
    void everySettingIsReadFromVariables() {
        Map<Setting<?>, String> texts = everySetting();
        Map<String, String> variables = new HashMap<>();
        texts.forEach((setting, text) -> variables.put(setting.variable(), text));
        assertEverySettingIs(texts, read(Map.of(), variables));
    }

    @Test
    void everySettingIsReadFromTheFile() throws Exception {
        Map<Setting<?>, String> texts = everySetting();
        StringBuilder yaml = new StringBuilder();
        for (SettingGroup group : SettingGroup.values()) {
            yaml.append(group.key()).append(":\n");
            texts.forEach((setting, text) -> {
                if (setting.group() == group) {
                    yaml.append("  %s: \"%s\"%n".formatted(setting.name(), text));
                }
            });
        }
        Files.writeString(folder.resolve("rollcall.yaml"), yaml);
        assertEverySettingIs(texts, read(Map.of(), Map.of()));
    }

    /** A setting that the modules with options of their own declare changes those options. */
    @Test
    void everySettingReachesItsModule() {
        assertReaches(StoreOptions.SETTINGS, values -> {
            StoreOptions options = StoreOptions.of(values);
            return List.of(options.poolSize(), options.busyTimeout(), options.waitingWorks(), options.diskReserve(),
                    options.typeBytes());
        });
        assertReaches(ResourceLimits.SETTINGS, ResourceLimits::of);
        assertReaches(PatchSettings.SETTINGS, PatchSettings::limits);
        assertReaches(PersonLimits.SETTINGS, PersonLimits::of);
        assertReaches(MappingSettings.SETTINGS,
                values -> List.of(MappingSettings.of(values), MappingSettings.memory(values)));
        assertReaches(TokenSettings.SETTINGS, TokenSettings::memory);
        assertReaches(UpkeepOptions.SETTINGS, UpkeepOptions::of);
        assertReaches(RequestLogOptions.SETTINGS, RequestLogOptions::of);
    }

    private static void assertReaches(SettingList settings, Function<SettingValues, ?> options) {
        for (Setting<?> setting : settings.all()) {
            assertThat(options.apply(withExample(setting))).as(setting.key())
                    .isNotEqualTo(options.apply(SettingValues.defaults()));
        }
    }

    private static <T> SettingValues withExample(Setting<T> setting) {
        return SettingValues.defaults().with(setting, setting.form().read(example(setting)).orElseThrow());
    }

    @Test
    void theBurstIsASecondsWorthUnlessItIsSet() {
        SettingValues values = read(Map.of(), Map.of("ROLLCALL_LIMIT_RATE_PER_SECOND", "25"));
        assertThat(new ServerOptions(values).rateLimit()).contains(new RateLimit(25, 25));
    }

    @Test
    void flagWinsOverVariableOverFileOverDefault() throws Exception {
        Path file = Files.writeString(folder.resolve("other.yaml"),
                "server:\n  port: 1\n  host: fromfile\n  grace-time: 3s\n");
        Map<String, String> variables = Map.of("ROLLCALL_CONFIG", file.toString(), "ROLLCALL_PORT", "2",
                "ROLLCALL_HOST", "fromvariable");
        SettingValues settings = read(Map.of(ServerSettings.PORT, "3"), variables);
        assertThat(settings.get(ServerSettings.PORT)).isEqualTo(3);
        assertThat(settings.get(ServerSettings.HOST)).isEqualTo("fromvariable");
        assertThat(settings.get(ServerSettings.GRACE_TIME)).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.get(ServerSettings.MAX_CONNECTIONS)).isEqualTo(10_000);
    }

    @Test
    void theFileOfTheFlagWinsOverTheOneOfTheVariable() throws Exception {
        Path flag = Files.writeString(folder.resolve("flag.yaml"), "server: {port: 1}");
        Path variable = Files.writeString(folder.resolve("variable.yaml"), "server: {port: 2}");
        SettingValues settings = new SettingSources(
                Map.of(), Optional.of(flag.toString()), Map.of("ROLLCALL_CONFIG", variable.toString()), folder).read();
        assertThat(settings.get(ServerSettings.PORT)).isEqualTo(1);
    }

    @Test
    void listsInTheFileAreJoined() throws Exception {
        Files.writeString(folder.resolve("rollcall.yaml"), "server:\n  trusted-proxies: [10.0.0.0/8, 192.0.2.7]\n");
        assertThat(read(Map.of(), Map.of()).get(ServerSettings.TRUSTED_PROXIES))
                .containsExactly(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("192.0.2.7"));
    }

    @Test
    void anEmptyFileAndEmptySectionsChangeNothing() throws Exception {
        SettingValues defaults = read(Map.of(), Map.of());
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
        assertThat(read(Map.of(), variables).get(ServerSettings.PORT)).isEqualTo(8080);
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

    /** What the console shows of a setting can be put into the file as it is. */
    @Test
    void everySettingIsShownAsItWouldBeWritten() {
        Map<Setting<?>, String> texts = everySetting();
        for (SettingValues values : List.of(read(texts, Map.of()), SettingValues.defaults())) {
            for (HouseFacts.Fact fact : SettingReport.of(values).settings()) {
                Setting<?> setting = Settings.ALL.stream()
                        .filter(one -> one.key().equals(fact.key()))
                        .findFirst()
                        .orElseThrow();
                assertThat(fact.isSet()).isEqualTo(values.isSet(setting));
                if (fact.isSet() && setting.secret()) {
                    assertThat(fact.value()).isEqualTo("set, and not shown");
                } else if (!fact.value().equals("–")) {
                    assertThat(setting.form().read(fact.value()).map(Object.class::cast)).as(fact.key())
                            .contains(values.get(setting));
                } else {
                    assertThat(values.get(setting)).as(fact.key()).isIn(Optional.empty(), List.of());
                }
            }
        }
    }

    @Test
    void passwordsAreNotShown() {
        SettingValues settings = read(Map.of(), Map.of(
                "ROLLCALL_DATABASE_URL", "jdbc:postgresql://db/rollcall?password=geheim",
                "ROLLCALL_DATABASE_PASSWORD", "geheim"));
        assertThat(settings.toString()).doesNotContain("geheim");
    }

    private SettingValues read(Map<Setting<?>, String> flags, Map<String, String> variables) {
        return new SettingSources(flags, Optional.empty(), variables, folder).read();
    }
}

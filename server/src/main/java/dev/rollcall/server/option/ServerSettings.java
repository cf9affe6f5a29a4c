package dev.rollcall.server.option;

import dev.rollcall.directory.access.AdminToken;
import dev.rollcall.server.origin.AddressRange;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingException;
import dev.rollcall.setting.SettingForm;
import dev.rollcall.setting.SettingForms;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The section {@code server}: where the server listens, what it is called from outside, and whom it waits for. */
public final class ServerSettings {
    public static final SettingList SETTINGS = new SettingList();

    public static final Setting<String> HOST = SETTINGS.of("server.host", SettingForms.text("host"), "127.0.0.1",
            "The address to listen on; 0.0.0.0 for all.");
    public static final Setting<Integer> PORT = SETTINGS.of("server.port", SettingForms.number("port", 0, 65_535),
            "8080",
            "The port to listen on; 0 picks a free one.");
    public static final Setting<Optional<URI>> PUBLIC_URL = SETTINGS.optional("server.public-url",
            SettingForms.webAddress(),
            "The address under which identity providers reach Rollcall, for example https://scim.example.com: "
                    + "what meta.location and the printed SCIM endpoints begin with. "
                    + "Without it, answers use the address that the request was sent to.");
    public static final Setting<Optional<String>> ADMIN_TOKEN = SETTINGS.secret("server.admin-token", adminToken(),
            "A bearer token that may do everything on the management API. Without it, the first start writes a client and its "
                    + "secret to bootstrap-client.json in the data folder. "
                    + "Prefer the environment variable: other users of the machine can see flags.");
    public static final Setting<Optional<Path>> TLS_CERTIFICATE = SETTINGS.optional("server.tls-certificate",
            SettingForms.path("file"),
            "A PEM file with the certificate and its chain; makes the server speak HTTPS. Needs tls-key.");
    public static final Setting<Optional<Path>> TLS_KEY = SETTINGS.optional("server.tls-key", SettingForms.path("file"),
            "A PEM file with the certificate's private key (PKCS#8, not encrypted). Needs tls-certificate.");
    public static final Setting<List<AddressRange>> TRUSTED_PROXIES = SETTINGS.list("server.trusted-proxies",
            networks(),
            "The addresses and networks of proxies whose X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host and "
                    + "Forwarded headers are believed. Without it, none is.");
    public static final Setting<Integer> MAX_CONNECTIONS = SETTINGS.number("server.max-connections", 10_000, 1, 100_000,
            "How many TCP connections are open at the same time, fewer where the process may open too few files, which is "
                    + "said at the start; when there are more, those that are idle the longest are closed.");
    public static final Setting<Integer> CONNECTIONS_PER_ADDRESS = SETTINGS.number("server.connections-per-address",
            1_000, 1, 100_000,
            "How many of them one client address may have, for IPv6 one /64, unless it is a trusted proxy; more are closed "
                    + "at once.");
    public static final Setting<Duration> FIRST_BYTE_TIMEOUT = SETTINGS.duration("server.first-byte-timeout", "15s",
            "1s",
            "1h",
            "How long a new connection may wait until its first request begins to arrive, the TLS handshake included.");
    public static final Setting<Duration> BODY_TIMEOUT = SETTINGS.duration("server.body-timeout", "60s", "1s", "1h",
            "How long a request's headers and its body may each take to arrive, and an answer to be taken.");
    public static final Setting<Duration> IDLE_TIMEOUT = SETTINGS.duration("server.idle-timeout", "120s", "1s", "1h",
            "How long a connection may stay open without a request.");
    public static final Setting<Duration> GRACE_TIME = SETTINGS.duration("server.grace-time", "20s", "0s", "1h",
            "How long a stop waits for the requests that are under way.");

    static {
        SETTINGS.rule(ServerSettings::bothTlsFilesOrNone);
    }

    private ServerSettings() {}

    private static void bothTlsFilesOrNone(SettingValues values) {
        boolean certificate = values.get(TLS_CERTIFICATE).isPresent();
        if (certificate != values.get(TLS_KEY).isPresent()) {
            Setting<?> present = certificate ? TLS_CERTIFICATE : TLS_KEY;
            Setting<?> absent = certificate ? TLS_KEY : TLS_CERTIFICATE;
            throw new SettingException("%s is set, but %s is not: HTTPS needs both, so set %s as well."
                    .formatted(present.key(), absent.key(), absent.flag()));
        }
    }

    private static SettingForm<String> adminToken() {
        return new SettingForm<>("token",
                "a token of at least " + AdminToken.MINIMUM_LENGTH + " characters without blanks, such as openssl rand"
                        + " -hex 32 makes",
                text -> Optional.of(text)
                        .filter(token -> token.length() >= AdminToken.MINIMUM_LENGTH
                                && token.chars().allMatch(c -> c > ' ' && c < 0x7f)));
    }

    /** Addresses and networks with commas between them; blanks around each are dropped. */
    private static SettingForm<List<AddressRange>> networks() {
        return new SettingForm<>(
                "networks",
                "addresses or networks with commas between them, such as 10.0.0.0/8,192.0.2.7",
                ServerSettings::readNetworks);
    }

    private static Optional<List<AddressRange>> readNetworks(String text) {
        try {
            return Optional.of(Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .map(AddressRange::parse)
                    .toList());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

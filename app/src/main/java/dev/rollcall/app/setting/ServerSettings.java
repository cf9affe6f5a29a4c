package dev.rollcall.app.setting;

import dev.rollcall.server.origin.AddressRange;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code server}: where the server listens and what it is called from outside.
 *
 * @param port 0 lets the system pick one
 * @param publicUrl without a slash at its end
 * @param tlsCertificate present exactly when {@code tlsKey} is
 */
public record ServerSettings(
        String host,
        int port,
        Optional<URI> publicUrl,
        Optional<Path> tlsCertificate,
        Optional<Path> tlsKey,
        List<AddressRange> trustedProxies,
        int maxConnections,
        Duration bodyTimeout,
        Duration idleTimeout,
        Duration graceTime) {

    static final Setting<String> HOST = Setting.of(
            SettingGroup.SERVER,
            "host",
            SettingForms.text("host"),
            "127.0.0.1",
            "The address to listen on; 0.0.0.0 for all.");
    static final Setting<Integer> PORT = Setting.of(
            SettingGroup.SERVER,
            "port",
            SettingForms.number("port", 0, 65_535),
            "8080",
            "The port to listen on; 0 picks a free one.");
    static final Setting<URI> PUBLIC_URL = Setting.optional(
            SettingGroup.SERVER,
            "public-url",
            SettingForms.webAddress(),
            "The address under which identity providers reach Rollcall, for example https://scim.example.com: "
                    + "what meta.location and the printed SCIM endpoints begin with. "
                    + "Without it, answers use the address that the request was sent to.");
    static final Setting<Path> TLS_CERTIFICATE = Setting.optional(
            SettingGroup.SERVER,
            "tls-certificate",
            SettingForms.path("file"),
            "A PEM file with the certificate and its chain; makes the server speak HTTPS. Needs tls-key.");
    static final Setting<Path> TLS_KEY = Setting.optional(
            SettingGroup.SERVER,
            "tls-key",
            SettingForms.path("file"),
            "A PEM file with the certificate's private key (PKCS#8, not encrypted). Needs tls-certificate.");
    static final Setting<List<AddressRange>> TRUSTED_PROXIES = Setting.optional(
            SettingGroup.SERVER,
            "trusted-proxies",
            SettingForms.networks(),
            "The addresses and networks of proxies whose X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host and "
                    + "Forwarded headers are believed. Without it, none is.");
    static final Setting<Integer> MAX_CONNECTIONS = Setting.of(
            SettingGroup.SERVER,
            "max-connections",
            SettingForms.number("number", 1, 100_000),
            "10000",
            "How many TCP connections are open at the same time; more wait to be accepted.");
    static final Setting<Duration> BODY_TIMEOUT = Setting.of(
            SettingGroup.SERVER,
            "body-timeout",
            SettingForms.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "60s",
            "How long a request's headers and its body may each take to arrive, and an answer to be taken.");
    static final Setting<Duration> IDLE_TIMEOUT = Setting.of(
            SettingGroup.SERVER,
            "idle-timeout",
            SettingForms.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
            "120s",
            "How long a connection may stay open without a request.");
    static final Setting<Duration> GRACE_TIME = Setting.of(
            SettingGroup.SERVER,
            "grace-time",
            SettingForms.duration(Duration.ZERO, Duration.ofHours(1)),
            "20s",
            "How long a stop waits for the requests that are under way.");

    static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            PUBLIC_URL,
            TLS_CERTIFICATE,
            TLS_KEY,
            TRUSTED_PROXIES,
            MAX_CONNECTIONS,
            BODY_TIMEOUT,
            IDLE_TIMEOUT,
            GRACE_TIME);

    static ServerSettings of(SettingValues values) {
        return new ServerSettings(
                values.get(HOST),
                values.get(PORT),
                values.find(PUBLIC_URL),
                values.find(TLS_CERTIFICATE),
                values.find(TLS_KEY),
                values.find(TRUSTED_PROXIES).orElse(List.of()),
                values.get(MAX_CONNECTIONS),
                values.get(BODY_TIMEOUT),
                values.get(IDLE_TIMEOUT),
                values.get(GRACE_TIME));
    }

    public ServerSettings {
        trustedProxies = List.copyOf(trustedProxies);
        if (tlsCertificate.isPresent() != tlsKey.isPresent()) {
            Setting<Path> present = tlsCertificate.isPresent() ? TLS_CERTIFICATE : TLS_KEY;
            Setting<Path> absent = tlsCertificate.isPresent() ? TLS_KEY : TLS_CERTIFICATE;
            throw new SettingException("%s is set, but %s is not: HTTPS needs both, so set %s as well."
                    .formatted(present.key(), absent.key(), absent.flag()));
        }
    }

    /** Whether the server itself speaks HTTPS. */
    public boolean tls() {
        return tlsCertificate.isPresent();
    }
}

package dev.rollcall.app.service;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The service with a certificate of its own, and behind a proxy. */
class HttpsServiceTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    @Test
    void itSpeaksHttpsWithACertificateAndAKey() throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(certificate())).build();
        Map<String, String> environment = Map.of(
                "ROLLCALL_PORT", "0", "ROLLCALL_HOST", "localhost",
                "ROLLCALL_TLS_CERTIFICATE", "cert.pem", "ROLLCALL_TLS_KEY", "key.pem");
        try (RollcallService service = serve(environment)) {
            assertThat(service.url().toString()).matches("https://localhost:[1-9][0-9]*");
            URI health = URI.create(service.url() + "/health/ready");
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(health).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(create(environment)).startsWith(service.url() + "/scim/v2/connections/con_");
        }
    }

    @Test
    void theAddressOfATrustedProxyIsNotTheClients() throws Exception {
        Map<String, String> environment = Map.of(
                "ROLLCALL_PORT", "0",
                "ROLLCALL_PUBLIC_URL", "https://scim.example.com",
                "ROLLCALL_TRUSTED_PROXIES", "127.0.0.0/8");
        try (RollcallService service = serve(environment)) {
            String endpoint = create(environment);
            assertThat(endpoint).startsWith("https://scim.example.com/scim/v2/connections/con_");
            String token = CommandRun.of(folder, environment, "token", "create", "acme", "--scopes", "all", "--print",
                    "token").out().strip();
            URI users = URI.create(endpoint.replace("https://scim.example.com", service.url().toString()) + "/Users");
            HttpRequest request = HttpRequest.newBuilder(users)
                    .header("Authorization", "Bearer " + token)
                    .header("X-Forwarded-For", "203.0.113.9")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"userName\":\"ada\"}"))
                    .build();
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith(endpoint + "/Users/");
        }
        CommandRun log = CommandRun.of(folder, environment, "log", "acme", "--json");
        assertThat(log.json().get(0).get("client_address").stringValue()).isEqualTo("203.0.113.9");
    }

    private RollcallService serve(Map<String, String> environment) {
        PrintStream discarded = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(discarded, discarded, environment, folder, Clock.systemUTC());
        return RollcallService.start(
                new SettingSources(Map.of(), Optional.empty(), environment, folder).read(), terminal);
    }

    private String create(Map<String, String> environment) {
        return CommandRun
                .of(folder, environment, "connection", "create", "--name", "acme", "--strategy", "waad", "--print",
                        "scim_endpoint")
                .out()
                .strip();
    }

    /** Makes a certificate for localhost with the JDK's own tool, and writes it and its key as PEM files. */
    private KeyStore certificate() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1",
                "-genkeypair", "-alias",
                "rollcall",
                "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-validity", "2", "-storetype",
                "PKCS12", "-keystore", file.toString(), "-storepass", new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        pem("cert.pem", "CERTIFICATE", keys.getCertificate("rollcall").getEncoded());
        pem("key.pem", "PRIVATE KEY", keys.getKey("rollcall", PASSWORD).getEncoded());
        return keys;
    }

    private void pem(String name, String kind, byte[] bytes) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(name), "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, body, kind));
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("rollcall", keys.getCertificate("rollcall"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}

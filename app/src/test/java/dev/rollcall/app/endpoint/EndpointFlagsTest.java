package dev.rollcall.app.endpoint;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The way to the endpoint that {@code check} and the commands of a job can be told. */
class EndpointFlagsTest {
    private static final String NOWHERE = "http://endpoint.invalid/scim";
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final List<String> targets = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void aCheckGoesThroughTheProxyOfItsFlag() throws Exception {
        HttpServer proxy = proxy();
        try {
            CommandRun run = CommandRun.of(folder, "check", NOWHERE, "--token", "t-of-the-test", "--proxy", url(proxy));
            assertThat(run.code()).isEqualTo(ExitCode.WRONG_USAGE);
            assertThat(run.err()).contains("the proxy refused it with 407");
            assertThat(targets).containsExactly(NOWHERE + "/ServiceProviderConfig");
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void aJobGoesThroughTheProxyOfTheVariable() throws Exception {
        HttpServer proxy = proxy();
        try {
            assertThat(CommandRun.of(folder, "entra", "init", "--url", NOWHERE, "--token", "t-of-the-test").code())
                    .isZero();
            CommandRun run = CommandRun.of(folder, Map.of("ROLLCALL_ENDPOINT_PROXY", url(proxy)), "entra",
                    "test-connection");
            assertThat(run.code()).isEqualTo(ExitCode.FAILED);
            assertThat(run.out()).contains("the proxy refused it with 407");
            assertThat(targets).singleElement().asString().startsWith(NOWHERE + "/Users?");
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void anAuthorityOfOnesOwnIsTrusted() throws Exception {
        KeyStore keys = keys();
        HttpsServer endpoint = endpoint(keys);
        try {
            Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(keys.getCertificate("server").getEncoded())
                    + "\n-----END CERTIFICATE-----\n");
            String url = "https://127.0.0.1:" + endpoint.getAddress().getPort() + "/scim";
            CommandRun without = CommandRun.of(folder, "check", url, "--token", "t-of-the-test");
            assertThat(without.err()).contains("TLS failed");
            CommandRun with = CommandRun.of(folder, "check", url, "--token", "t-of-the-test", "--ca", "ca.pem");
            assertThat(with.err()).contains("refuses the token: it answers 401");
            CommandRun insecure = CommandRun.of(folder, "check", url, "--token", "t-of-the-test", "--insecure");
            assertThat(insecure.err()).contains("refuses the token: it answers 401");
            CommandRun otherName = CommandRun.of(folder, "check", url.replace("127.0.0.1", "localhost"), "--token",
                    "t-of-the-test", "--insecure");
            assertThat(otherName.err()).contains("refuses the token: it answers 401");
        } finally {
            endpoint.stop(0);
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedWithWhatToWrite() throws Exception {
        Files.writeString(folder.resolve("empty.pem"), "");
        refused("--client-key needs --client-certificate", "--client-key", "empty.pem");
        refused("Check that the file is there", "--ca", "absent.pem");
        refused("BEGIN CERTIFICATE", "--ca", "empty.pem");
        refused("BEGIN CERTIFICATE", "--client-certificate", "empty.pem");
        refused("http://proxy.example:3128", "--proxy", "https://user:secret-of-proxy@proxy.example");
    }

    private void refused(String reason, String flag, String value) {
        CommandRun run = CommandRun.of(folder, "check", NOWHERE, "--token", "t-of-the-test", flag, value);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains(reason).doesNotContain("secret-of-proxy").doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    /** It keeps what it is asked for, and wants a login. */
    private HttpServer proxy() throws Exception {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            targets.add(exchange.getRequestURI().toString());
            exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
            exchange.sendResponseHeaders(407, -1);
            exchange.close();
        });
        proxy.start();
        return proxy;
    }

    private static String url(HttpServer proxy) {
        return "http://127.0.0.1:" + proxy.getAddress().getPort();
    }

    private static HttpsServer endpoint(KeyStore keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer endpoint = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.setHttpsConfigurator(new HttpsConfigurator(context));
        endpoint.createContext("/", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        endpoint.start();
        return endpoint;
    }

    private KeyStore keys() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1",
                "-genkeypair", "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=endpoint",
                "-ext",
                "SAN=ip:127.0.0.1", "-validity", "3650", "-storetype", "PKCS12", "-keystore", file.toString(),
                "-storepass",
                "changeit").redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}

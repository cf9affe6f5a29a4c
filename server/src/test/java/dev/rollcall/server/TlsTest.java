package dev.rollcall.server;

import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.TlsFiles;
import dev.rollcall.server.testing.Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** HTTPS from PEM files (requirement 7644-7.2-01). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private KeyStore keys;
    private Path certificate;
    private Path key;

    @BeforeAll
    void makeCertificate(@TempDir Path folder) throws Exception {
        keys = keyPair(folder, "keys.p12", "EC", "-groupname", "secp256r1");
        certificate = pem(folder.resolve("certificate.pem"), "CERTIFICATE", keys.getCertificate("server").getEncoded());
        key = pem(folder.resolve("key.pem"), "PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded());
    }

    private static KeyStore keyPair(Path folder, String name, String algorithm, String option, String size)
            throws Exception {
        Path store = folder.resolve(name);
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1",
                "-genkeypair", "-alias", "server", "-keyalg", algorithm, option, size, "-dname", "CN=localhost",
                "-ext", "SAN=dns:localhost,ip:127.0.0.1", "-validity", "3650", "-storetype", "PKCS12", "-keystore",
                store.toString(), "-storepass", "changeit")
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(output).isZero();
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, PASSWORD);
        }
        return made;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void tls12And13AreSpoken(String protocol, @TempDir Path folder) throws Exception {
        try (Service service = start(folder)) {
            HttpResponse<String> answer = get(service, protocol);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
            assertThat(service.server().uri().getScheme()).isEqualTo("https");
        }
    }

    @Test
    void nothingOlderIsSpoken(@TempDir Path folder) {
        try (Service service = start(folder)) {
            assertThatThrownBy(() -> get(service, "TLSv1.1")).isInstanceOfAny(SSLException.class,
                    IllegalArgumentException.class);
        }
    }

    @Test
    void filesThatAreNoneAreNamed(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(() -> start(folder, new TlsFiles(missing, key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing.pem")
                .hasMessageContaining("--tls-certificate");
        Path text = Files.writeString(folder.resolve("text.pem"), "hello");
        assertThatThrownBy(() -> start(folder, new TlsFiles(certificate, text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text.pem");
        assertThatThrownBy(() -> start(folder, new TlsFiles(text, key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text.pem");
    }

    @ParameterizedTest
    @CsvSource({"EC, -groupname, secp256r1", "EC, -groupname, secp384r1", "RSA, -keysize, 2048"})
    void aKeyThatIsNotTheCertificatesIsRefused(String algorithm, String option, String size, @TempDir Path folder)
            throws Exception {
        KeyStore others = keyPair(folder, "others.p12", algorithm, option, size);
        Path other = pem(folder.resolve("other.pem"), "PRIVATE KEY", others.getKey("server", PASSWORD).getEncoded());
        assertThatThrownBy(() -> start(folder, new TlsFiles(certificate, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other.pem does not belong to the first certificate in")
                .hasMessageContaining("--tls-key");
    }

    private Service start(Path folder) {
        return start(folder, new TlsFiles(certificate, key));
    }

    private static Service start(Path folder, TlsFiles files) {
        return Service.start(folder, ServerOptions.defaults().withTls(files));
    }

    private HttpResponse<String> get(Service service, String protocol) throws Exception {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[]{protocol});
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting()).sslParameters(parameters).build()) {
            URI uri = URI.create("https://127.0.0.1:" + service.server().port() + "/scim/v2/connections/con_x/Users");
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    private SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static Path pem(Path file, String label, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }
}

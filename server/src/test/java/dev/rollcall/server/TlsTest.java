package dev.rollcall.server;

import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.TlsFiles;
import dev.rollcall.server.testing.PemKeyPair;
import dev.rollcall.server.testing.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** HTTPS from PEM files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    private PemKeyPair pair;

    @BeforeAll
    void makeCertificate(@TempDir Path folder) throws Exception {
        pair = PemKeyPair.make(folder, "server");
    }

    @ParameterizedTest
    @DisplayName("7644-7.2-01 TLS 1.2 and 1.3 are spoken")
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
    @DisplayName("7644-7.2-01 nothing older than TLS 1.2 is spoken")
    void nothingOlderIsSpoken(@TempDir Path folder) {
        try (Service service = start(folder)) {
            assertThatThrownBy(() -> get(service, "TLSv1.1")).isInstanceOfAny(SSLException.class,
                    IllegalArgumentException.class);
        }
    }

    @Test
    void filesThatAreNoneAreNamed(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(() -> start(folder, new TlsFiles(missing, pair.key())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing.pem")
                .hasMessageContaining("--tls-certificate");
        Path text = Files.writeString(folder.resolve("text.pem"), "hello");
        assertThatThrownBy(() -> start(folder, new TlsFiles(pair.certificate(), text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text.pem");
        assertThatThrownBy(() -> start(folder, new TlsFiles(text, pair.key())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text.pem");
    }

    @ParameterizedTest
    @CsvSource({"EC, -groupname, secp256r1", "EC, -groupname, secp384r1", "RSA, -keysize, 2048"})
    void aKeyThatIsNotTheCertificatesIsRefused(String algorithm, String option, String size, @TempDir Path folder)
            throws Exception {
        Path other = PemKeyPair.make(folder, "other", "-keyalg", algorithm, option, size).key();
        assertThatThrownBy(() -> start(folder, new TlsFiles(pair.certificate(), other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other.key.pem does not belong to the first certificate in")
                .hasMessageContaining("--tls-key");
    }

    private Service start(Path folder) {
        return start(folder, new TlsFiles(pair.certificate(), pair.key()));
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
        trust.setCertificateEntry("server", pair.x509());
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}

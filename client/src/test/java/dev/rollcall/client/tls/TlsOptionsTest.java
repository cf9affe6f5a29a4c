package dev.rollcall.client.tls;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsOptionsTest {
    private static final String EC = "EC -groupname secp256r1";

    private Path folder;
    private Pair endpoint;
    private Pair client;
    private Optional<HttpsServer> server = Optional.empty();

    @BeforeAll
    void makeCertificates(@TempDir Path temporary) throws Exception {
        folder = temporary;
        endpoint = Pair.make(folder, "endpoint", EC);
        client = Pair.make(folder, "client", EC);
    }

    @AfterEach
    void stop() {
        server.ifPresent(running -> running.stop(0));
    }

    @Test
    void anEndpointOfAnUnknownAuthorityIsNotTrusted() throws Exception {
        URI url = start(false);
        assertThatThrownBy(() -> send(url, TlsOptions.system()))
                .isInstanceOfSatisfying(TransportException.class,
                        e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.NOT_SENT))
                .hasMessageContaining("TLS failed");
    }

    @Test
    void anEndpointOfAnAuthorityOfOnesOwnIsTrusted() throws Exception {
        URI url = start(false);
        assertThat(
                send(url, TlsOptions.system().withAuthorities(TrustedAuthorities.read(endpoint.certificate()))).text())
                .isEqualTo("nobody");
    }

    @Test
    void anotherAuthorityDoesNotHelp() throws Exception {
        URI url = start(false);
        TlsOptions other = TlsOptions.system().withAuthorities(TrustedAuthorities.read(client.certificate()));
        assertThatThrownBy(() -> send(url, other)).hasMessageContaining("TLS failed");
    }

    /** The name in the certificate is still compared. */
    @Test
    void anAuthorityOfOnesOwnDoesNotMakeAnyNameGood() throws Exception {
        Pair elsewhere = Pair.make(folder, "elsewhere", EC, "dns:elsewhere.example");
        URI url = start(elsewhere, false);
        TlsOptions trusting = TlsOptions.system().withAuthorities(TrustedAuthorities.read(elsewhere.certificate()));
        assertThatThrownBy(() -> send(url, trusting)).hasMessageContaining("TLS failed");
    }

    @Test
    void whatTheRuntimeTrustsStaysTrusted() throws Exception {
        TrustManagerFactory runtime = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        runtime.init((KeyStore) null);
        var roots = Arrays.asList(((X509TrustManager) runtime.getTrustManagers()[0]).getAcceptedIssuers());
        var merged = TlsOptions.trustManagers(TrustedAuthorities.read(endpoint.certificate()));
        assertThat(((X509TrustManager) merged[0]).getAcceptedIssuers())
                .hasSizeGreaterThan(roots.size())
                .containsAll(roots);
    }

    @Test
    void anEndpointThatAsksWhoCallsIsShownTheCertificate() throws Exception {
        URI url = start(true);
        TlsOptions trusting = TlsOptions.system().withAuthorities(TrustedAuthorities.read(endpoint.certificate()));
        assertThatThrownBy(() -> send(url, trusting)).isInstanceOf(TransportException.class);
        TlsOptions known = trusting.withCertificate(ClientCertificate.read(client.certificate(), client.key()));
        assertThat(send(url, known).text()).isEqualTo("CN=client");
    }

    /** As a setting has them, which no file holds. */
    @Test
    void theSameFromTexts() throws Exception {
        URI url = start(true);
        String shown = Files.readString(client.certificate());
        String key = Files.readString(client.key());
        TlsOptions known = TlsOptions.system()
                .withAuthorities(TrustedAuthorities.of("ca_certificate", Files.readString(endpoint.certificate())))
                .withCertificate(ClientCertificate.of("client_certificate", shown, "client_key", key));
        assertThat(send(url, known).text()).isEqualTo("CN=client");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.of("client_certificate", shown, "client_key", shown))
                .withMessageStartingWith("client_key holds no private key");
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedAuthorities.of("ca_certificate", "nothing"))
                .withMessageStartingWith("ca_certificate holds no certificate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustedAuthorities.of("ca_certificate", "x".repeat(PemBlocks.MAX_BYTES + 1)))
                .withMessageContaining("larger than 1 MiB");
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {EC, "RSA -keysize 2048", "Ed25519"})
    void keysOfEachKindBelongToTheirCertificates(String algorithm) throws Exception {
        Pair one = Pair.make(folder, "one-" + algorithm.length(), algorithm);
        assertThat(ClientCertificate.read(one.certificate(), one.key()))
                .hasToString("certificate of CN=one-" + algorithm.length());
        Pair other = Pair.make(folder, "other-" + algorithm.length(), algorithm);
        assertThatIllegalArgumentException().isThrownBy(() -> ClientCertificate.read(one.certificate(), other.key()))
                .withMessageContaining("does not belong to the certificate");
    }

    @Test
    void filesThatAreNotWhatTheyShouldBeAreRefusedWithWhatToDo() throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedAuthorities.read(folder.resolve("absent.pem")))
                .withMessageContaining("Check that the file is there");
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedAuthorities.read(client.key()))
                .withMessageContaining("BEGIN CERTIFICATE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCertificate.read(client.certificate(), client.certificate()))
                .withMessageContaining("openssl pkcs8");
        Pair rsa = Pair.make(folder, "rsa", "RSA -keysize 2048");
        assertThatIllegalArgumentException().isThrownBy(() -> ClientCertificate.read(client.certificate(), rsa.key()))
                .withMessageContaining("no key of the certificate's kind, EC");
        Path broken = Files.writeString(folder.resolve("broken.pem"),
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedAuthorities.read(broken))
                .withMessageContaining("cannot be read. Export it again.");
        Path large = Files.write(folder.resolve("large.pem"), new byte[PemBlocks.MAX_BYTES + 1]);
        assertThatIllegalArgumentException().isThrownBy(() -> TrustedAuthorities.read(large))
                .withMessageContaining("larger than 1 MiB");
    }

    private URI start(boolean asksWhoCalls) throws Exception {
        return start(endpoint, asksWhoCalls);
    }

    private URI start(Pair own, boolean asksWhoCalls) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.store(), Pair.PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", client.store().getCertificate("pair"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        HttpsServer running = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        running.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(asksWhoCalls);
                parameters.setSSLParameters(wanted);
            }
        });
        running.createContext("/", exchange -> {
            byte[] who = (asksWhoCalls ? caller((HttpsExchange) exchange) : "nobody").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, who.length);
            exchange.getResponseBody().write(who);
            exchange.close();
        });
        running.start();
        server = Optional.of(running);
        return URI.create("https://127.0.0.1:" + running.getAddress().getPort());
    }

    private static String caller(HttpsExchange exchange) throws IOException {
        return exchange.getSSLSession().getPeerPrincipal().getName();
    }

    private static ScimAnswer send(URI url, TlsOptions options) {
        try (HttpTransport transport = HttpTransport.open(
                url, Optional.empty(), HttpTransportOptions.defaults().withTls(options))) {
            return transport.send(new ScimRequest("GET", "/", List.of(), Optional.empty()));
        }
    }
}

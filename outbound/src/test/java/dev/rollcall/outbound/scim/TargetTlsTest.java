package dev.rollcall.outbound.scim;

import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.AddressLookup;
import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.credential.TargetTransport;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Later;
import dev.rollcall.outbound.fault.FaultTarget;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Targets with a certificate of their own, and those that want one of ours. */
@Tag("long")
class TargetTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ALIAS = "pair";

    @TempDir
    private static Path folder;
    private static KeyStore server;
    private static KeyStore other;

    @BeforeAll
    static void keys() throws Exception {
        server = pair("server", "ip:127.0.0.1");
        other = pair("other", "dns:other.example");
    }

    @Test
    void anOwnAuthorityIsTrustedByTheStreamThatNamesItAndByNoOther() throws Exception {
        try (FaultTarget target = FaultTarget.start(sockets(server, false))) {
            assertThat(deliver(target, trusting(server, Optional.empty()), TargetSecrets.NONE))
                    .isInstanceOf(Done.class);
            assertThat(target.asked()).containsExactly("POST /Users");
            assertRefused(deliver(target, TargetNetwork.DIRECT, TargetSecrets.NONE));
            assertThat(target.asked()).hasSize(1);
        }
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() throws Exception {
        try (FaultTarget target = FaultTarget.start(sockets(other, false))) {
            assertRefused(deliver(target, trusting(other, Optional.empty()), TargetSecrets.NONE));
            assertThat(target.asked()).isEmpty();
        }
    }

    @Test
    void aClientCertificateIsShownToTheTargetThatWantsOne() throws Exception {
        try (FaultTarget target = FaultTarget.start(sockets(server, true))) {
            TargetSecrets key = new TargetSecrets(Optional.empty(),
                    Optional.of(pem("PRIVATE KEY", other.getKey(ALIAS, PASSWORD).getEncoded())), List.of());
            assertThat(deliver(target, trusting(server, Optional.of(certificate(other))), key))
                    .isInstanceOf(Done.class);
            assertThat(deliver(target, trusting(server, Optional.empty()), TargetSecrets.NONE))
                    .isInstanceOf(Later.class);
            assertThat(target.asked()).containsExactly("POST /Users");
        }
    }

    private static void assertRefused(DeliveryOutcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Later.class, later -> {
            assertThat(later.cause()).contains("TLS failed");
            assertThat(later.answerLost()).as("nothing was sent").isFalse();
        });
    }

    private static DeliveryOutcome deliver(FaultTarget target, TargetNetwork network, TargetSecrets secrets) {
        OutboundNetwork open = new OutboundNetwork(
                AddressGuard.off(), AddressLookup.system(), OutboundNetwork.ANSWER_BYTES);
        try (HttpTransport transport = TargetTransport.open(
                target.url(), network, secrets, Duration.ofSeconds(30), 1, open)) {
            return Scene.ofAnn().over(transport, FaultTarget.TOKEN).deliver(HeadIntent.CREATE);
        }
    }

    private static TargetNetwork trusting(KeyStore authority, Optional<String> clientCertificate) throws Exception {
        return new TargetNetwork(Optional.empty(), Optional.of(certificate(authority)), clientCertificate);
    }

    private static String certificate(KeyStore store) throws Exception {
        return pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(bytes)
                + "\n-----END " + kind + "-----\n";
    }

    /** Sockets with that certificate; @param wantsOurs whether a client needs the other one */
    private static ServerSocketFactory sockets(KeyStore keys, boolean wantsOurs) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry(ALIAS, other.getCertificate(ALIAS));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return new ServerSocketFactory() {
            @Override
            public ServerSocket createServerSocket(int port) throws IOException {
                return createServerSocket(port, 10);
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog) throws IOException {
                return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
            }

            @Override
            public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
                    throws IOException {
                SSLServerSocket socket = (SSLServerSocket) tls.getServerSocketFactory()
                        .createServerSocket(port, backlog, address);
                socket.setNeedClientAuth(wantsOurs);
                return socket;
            }
        };
    }

    /** A key with a certificate that it signed itself, by the JDK's keytool. */
    private static KeyStore pair(String name, String names) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1",
                "-genkeypair", "-alias", ALIAS, "-dname", "CN=" + name, "-ext", "SAN=" + names, "-validity", "3650",
                "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", "changeit", "-keyalg", "EC",
                "-groupname", "secp256r1").redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}

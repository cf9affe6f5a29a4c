package dev.rollcall.server.helidon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rollcall.server.option.TlsFiles;
import dev.rollcall.server.testing.PemKeyPair;
import io.helidon.common.tls.Tls;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Which protocols are spoken, and what is said of a certificate whose time is not now. */
class TlsSettingsTest {
    @Test
    void aCertificateOutOfItsTimeIsTold() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((java.security.KeyStore) null);
        X509Certificate certificate = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[0];
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        assertThat(TlsSettings.validityProblem(certificate, from.plus(Duration.ofDays(1)))).isEmpty();
        assertThat(TlsSettings.validityProblem(certificate, until.plusMillis(1)).orElseThrow())
                .startsWith("expired at " + until)
                .contains("Renew it");
        assertThat(TlsSettings.validityProblem(certificate, from.minusMillis(1)).orElseThrow())
                .startsWith("is not valid before " + from);
    }

    @Test
    void anExpiredCertificateIsServedAndTold(@TempDir Path folder) throws Exception {
        PemKeyPair pair = PemKeyPair.make(folder, "old", "-startdate", "-10d", "-validity", "1");
        Logger logger = (Logger) LoggerFactory.getLogger(TlsSettings.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            TlsSettings.read(new TlsFiles(pair.certificate(), pair.key()));
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).contains(pair.certificate().toString(), "expired at", "Renew it");
        });
    }

    /** The JDK leaves older ones out by itself until somebody changes its security properties; the server does always. */
    @Test
    void nothingOlderThanTls12IsEnabled(@TempDir Path folder) throws Exception {
        PemKeyPair pair = PemKeyPair.make(folder, "server");
        Tls tls = TlsSettings.read(new TlsFiles(pair.certificate(), pair.key()));
        assertThat(tls.newEngine().getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
        assertThat(tls.prototype().enabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
    }
}

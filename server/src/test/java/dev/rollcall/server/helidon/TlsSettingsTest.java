package dev.rollcall.server.helidon;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of a certificate whose time is not now; tried on one of those that the JDK trusts. */
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
}

package dev.rollcall.client.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What TLS connections are made with.
 *
 * @param authorities trusted besides those of the Java runtime
 * @param certificate shown to an endpoint that asks who calls
 * @param verified whether the endpoint must show a certificate that is trusted and names its host; false only when a person asked
 *        for it, for an endpoint under development
 */
public record TlsOptions(Optional<TrustedAuthorities> authorities, Optional<ClientCertificate> certificate,
        boolean verified) {
    private static final TlsOptions SYSTEM = new TlsOptions(Optional.empty(), Optional.empty(), true);
    private static final char[] NO_PASSWORD = {};

    /** What the Java runtime trusts, and no certificate of one's own. */
    public static TlsOptions system() {
        return SYSTEM;
    }

    /** The same with authorities of one's own. */
    public TlsOptions withAuthorities(TrustedAuthorities trusted) {
        return new TlsOptions(Optional.of(trusted), certificate, verified);
    }

    /** The same with a certificate by which this client shows who it is. */
    public TlsOptions withCertificate(ClientCertificate own) {
        return new TlsOptions(authorities, Optional.of(own), verified);
    }

    /** The same for any certificate of the endpoint; whoever is in between can read the token. */
    public TlsOptions unverified() {
        return new TlsOptions(authorities, certificate, false);
    }

    /** A context made of them; empty when the runtime's own will do. */
    public Optional<SSLContext> context() {
        if (authorities.isEmpty() && certificate.isEmpty() && verified) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(certificate.isPresent() ? keyManagers(certificate.get()) : null,
                    trustManagers(), null);
            return Optional.of(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Every Java platform has TLS, and these certificates were read.", e);
        }
    }

    /** Null for what the runtime trusts. */
    private TrustManager @Nullable [] trustManagers() throws GeneralSecurityException, IOException {
        if (!verified) {
            return new TrustManager[]{new AnyCertificate()};
        }
        return authorities.isPresent() ? trustManagers(authorities.get()) : null;
    }

    private static KeyManager[] keyManagers(ClientCertificate own) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setKeyEntry("own", own.key(), NO_PASSWORD, own.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    static TrustManager[] trustManagers(TrustedAuthorities own) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        int number = 0;
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager trusted) {
                for (X509Certificate certificate : trusted.getAcceptedIssuers()) {
                    store.setCertificateEntry("runtime-" + number++, certificate);
                }
            }
        }
        for (X509Certificate certificate : List.copyOf(own.certificates())) {
            store.setCertificateEntry("own-" + number++, certificate);
        }
        return managers(store);
    }

    /** @param store null for what the runtime trusts */
    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}

package dev.rollcall.server.helidon;

import dev.rollcall.server.option.TlsFiles;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the server's certificate. TLS 1.2 and 1.3 are spoken, nothing older. */
final class TlsSettings {
    private static final Logger LOGGER = LoggerFactory.getLogger(TlsSettings.class);
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private TlsSettings() {}

    /**
     * TLS with that certificate.
     *
     * @throws IllegalArgumentException when a file cannot be read or is no PEM file of its kind, or when the key is not
     *     the certificate's
     */
    static Tls read(TlsFiles files) {
        requireReadable(files.certificate(), "--tls-certificate");
        requireReadable(files.key(), "--tls-key");
        Keys keys = read(files.certificate(), files.key());
        PrivateKey key = keys.privateKey()
                .orElseThrow(() -> new IllegalArgumentException(
                        files.key()
                                + " holds no private key. Give --tls-key a PEM file with an unencrypted private key."));
        if (keys.certChain().isEmpty()) {
            throw new IllegalArgumentException(
                    files.certificate()
                            + " holds no certificate. Give --tls-certificate a PEM file with the whole chain.");
        }
        X509Certificate own = keys.certChain().getFirst();
        if (!KeyPairCheck.belongTogether(key, own.getPublicKey())) {
            throw new IllegalArgumentException(
                    "The private key in " + files.key() + " does not belong to the first certificate in "
                            + files.certificate()
                            + ". Give --tls-key the key that the certificate was issued for, and put"
                            + " the server's own certificate first in the chain.");
        }
        validityProblem(own, Instant.now())
                .ifPresent(problem -> LOGGER.warn("The certificate in {} {}", files.certificate(), problem));
        return Tls.builder()
                .privateKey(key)
                .privateKeyCertChain(keys.certChain())
                .enabledProtocols(PROTOCOLS)
                .build();
    }

    /** What is wrong with the certificate's time, if anything is; completes "The certificate in … ". */
    static Optional<String> validityProblem(X509Certificate certificate, Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            return Optional.of("expired at " + until + ": clients refuse it. Renew it and start the server again.");
        }
        return now.isBefore(from)
                ? Optional.of("is not valid before " + from + ": clients refuse it until then. Check the clock of this"
                        + " machine.")
                : Optional.empty();
    }

    private static Keys read(Path certificate, Path key) {
        try {
            return Keys.builder()
                    .pem(pem -> pem.certChain(Resource.create(certificate)).key(Resource.create(key)))
                    .build();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "The certificate in " + certificate + " and its key in " + key
                            + " cannot be read. Both must be PEM files, the key without a password.",
                    e);
        }
    }

    private static void requireReadable(Path file, String setting) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "The file " + file + " of " + setting + " cannot be read. Check the path and its"
                            + " permissions.");
        }
    }
}

package dev.rollcall.server.helidon;

import dev.rollcall.server.option.TlsFiles;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;

/** Reads the server's certificate. TLS 1.2 and 1.3 are spoken, nothing older. */
final class TlsSettings {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private TlsSettings() {}

    /**
     * TLS with that certificate.
     *
     * @throws IllegalArgumentException when a file cannot be read or is no PEM file of its kind
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
        return Tls.builder()
                .privateKey(key)
                .privateKeyCertChain(keys.certChain())
                .enabledProtocols(PROTOCOLS)
                .build();
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

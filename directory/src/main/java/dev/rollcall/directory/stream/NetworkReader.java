package dev.rollcall.directory.stream;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads how a target is reached. */
final class NetworkReader {
    /** The fields of a configuration that it reads. */
    static final List<String> FIELDS = List.of("timeout_ms", "concurrency", "proxy", "ca_certificate",
            "client_certificate", "client_key");

    /** The longest time-out of one request; a run has less in all. */
    static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);
    /** The most subjects at a time. */
    static final int MOST_CONCURRENCY = 64;
    /** How many subjects at a time unless something else is said. */
    static final int CONCURRENCY = 8;
    /** Characters of certificates or of a key. */
    private static final int LARGEST_PEM = 16_384;

    private NetworkReader() {}

    static TargetNetwork read(SettingFields fields) {
        Optional<String> certificate = certificates(fields, "client_certificate");
        if (fields.has("client_key") && certificate.isEmpty()) {
            throw SettingFields.invalid("A client_key belongs to a client_certificate. Send both, or neither.");
        }
        return new TargetNetwork(fields.address("proxy"), certificates(fields, "ca_certificate"), certificate);
    }

    static Duration timeout(SettingFields fields, Duration otherwise) {
        return fields.duration("timeout_ms", Duration.ofMillis(1), Duration.ofMillis(1), LONGEST_TIMEOUT)
                .orElse(otherwise);
    }

    static int concurrency(SettingFields fields) {
        return fields.number("concurrency", 1, MOST_CONCURRENCY).orElse(CONCURRENCY);
    }

    /** The key of the client certificate. */
    static Optional<String> key(SettingFields fields) {
        Optional<String> key = fields.text("client_key", LARGEST_PEM);
        if (key.filter(pem -> !pem.contains("-----BEGIN PRIVATE KEY-----")).isPresent()) {
            throw fields.wrong("client_key", "a private key in PEM by PKCS #8 (-----BEGIN PRIVATE KEY-----)");
        }
        return key;
    }

    private static Optional<String> certificates(SettingFields fields, String name) {
        Optional<String> pem = fields.text(name, LARGEST_PEM);
        pem.ifPresent(text -> {
            try {
                if (CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
                        .isEmpty()) {
                    throw fields.wrong(name, "one or more certificates in PEM");
                }
            } catch (CertificateException e) {
                throw fields.wrong(name, "one or more certificates in PEM (-----BEGIN CERTIFICATE-----)");
            }
        });
        return pem;
    }
}

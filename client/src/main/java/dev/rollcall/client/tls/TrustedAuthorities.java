package dev.rollcall.client.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Certificates of authorities of one's own. They are trusted besides those that the Java runtime trusts.
 *
 * @param certificates at least one
 */
public record TrustedAuthorities(List<X509Certificate> certificates) {
    public TrustedAuthorities {
        certificates = List.copyOf(certificates);
    }

    /**
     * Those of a file in PEM form.
     *
     * @throws IllegalArgumentException when it cannot be read or holds none; the message says what to do
     */
    public static TrustedAuthorities read(Path file) {
        return new TrustedAuthorities(PemFile.read(file).certificates());
    }
}

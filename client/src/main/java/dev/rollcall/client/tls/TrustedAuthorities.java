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
        return new TrustedAuthorities(PemBlocks.read(file).certificates());
    }

    /**
     * Those of a text in PEM form.
     *
     * @param name what refusals call it
     * @throws IllegalArgumentException when it holds none; the message says what to do
     */
    public static TrustedAuthorities of(String name, String pem) {
        return new TrustedAuthorities(PemBlocks.of(name, pem).certificates());
    }
}

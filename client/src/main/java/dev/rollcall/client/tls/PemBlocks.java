package dev.rollcall.client.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys of a text in the PEM form (RFC 7468) of at most 1 MiB, from a file or from a setting. */
final class PemBlocks {
    static final int MAX_BYTES = 1024 * 1024;
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /** What refusals call it: the path of a file, the name of a setting. */
    private final String name;
    private final String text;

    private PemBlocks(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** @throws IllegalArgumentException when it cannot be read or is too large */
    static PemBlocks read(Path path) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new IllegalArgumentException(path + " is larger than 1 MiB; name a file in PEM form that has only"
                        + " what is meant.");
            }
            return new PemBlocks(path.toString(), new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    path + " cannot be read. Check that the file is there and that this user may read it.", e);
        }
    }

    /** @throws IllegalArgumentException when it is too large */
    static PemBlocks of(String name, String text) {
        if (text.length() > MAX_BYTES) {
            throw new IllegalArgumentException(name + " is larger than 1 MiB; give it only what is meant.");
        }
        return new PemBlocks(name, text);
    }

    /** What refusals call it. */
    String name() {
        return name;
    }

    /**
     * The certificates, in their order; at least one.
     *
     * @throws IllegalArgumentException when there is none, or one that cannot be read
     */
    List<X509Certificate> certificates() {
        List<X509Certificate> found = BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals("CERTIFICATE"))
                .map(block -> certificate(bytes(block.group(2))))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    name + " holds no certificate. It must be in PEM form, with blocks of BEGIN CERTIFICATE.");
        }
        return found;
    }

    /**
     * The bytes of the one block of that label.
     *
     * @return empty when there is none
     */
    Optional<byte[]> block(String label) {
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            if (blocks.group(1).equals(label)) {
                return Optional.of(bytes(blocks.group(2)));
            }
        }
        return Optional.empty();
    }

    private X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(name + " holds a certificate that cannot be read. Export it again.", e);
        }
    }

    private byte[] bytes(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " holds a block that is no base 64. Export it again.", e);
        }
    }
}

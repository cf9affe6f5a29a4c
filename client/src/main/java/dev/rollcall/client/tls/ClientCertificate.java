package dev.rollcall.client.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/** A certificate by which this client shows who it is, with its private key, which is never shown. */
public final class ClientCertificate {
    private static final String PROBE = "does this key belong to that certificate?";

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private ClientCertificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.key = key;
    }

    /**
     * From two files in PEM form, which may be the same.
     *
     * @param certificate the certificate, and behind it those that lead to its authority
     * @param key the private key in PKCS #8, not encrypted: RSA, EC or EdDSA
     * @throws IllegalArgumentException when one cannot be read, or the key is another certificate's; the message says what to
     *         do
     */
    public static ClientCertificate read(Path certificate, Path key) {
        return of(PemBlocks.read(certificate), PemBlocks.read(key));
    }

    /**
     * The same from two texts in PEM form.
     *
     * @param certificateName what refusals call the one
     * @param keyName what they call the other
     */
    public static ClientCertificate of(String certificateName, String certificate, String keyName, String key) {
        return of(PemBlocks.of(certificateName, certificate), PemBlocks.of(keyName, key));
    }

    private static ClientCertificate of(PemBlocks certificate, PemBlocks key) {
        List<X509Certificate> chain = certificate.certificates();
        PrivateKey read = key(key, chain.getFirst().getPublicKey().getAlgorithm());
        if (!belongs(read, chain.getFirst())) {
            throw new IllegalArgumentException("The private key in " + key.name()
                    + " does not belong to the certificate in " + certificate.name() + ". Name the two of one pair.");
        }
        return new ClientCertificate(chain, read);
    }

    List<X509Certificate> chain() {
        return chain;
    }

    PrivateKey key() {
        return key;
    }

    private static PrivateKey key(PemBlocks pem, String algorithm) {
        byte[] der = pem.block("PRIVATE KEY")
                .orElseThrow(() -> new IllegalArgumentException(pem.name()
                        + " holds no private key in PKCS #8 without a"
                        + " password (BEGIN PRIVATE KEY). Convert it with: openssl pkcs8 -topk8 -nodes -in KEY -out"
                        + " FILE"));
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException(
                    "The private key in " + pem.name() + " is no key of the certificate's kind, "
                            + algorithm + ". Name the key that belongs to the certificate.",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Keys of the certificate's kind, " + algorithm
                    + ", are not known here. Use one of RSA, EC or EdDSA.", e);
        }
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] probe = PROBE.getBytes(StandardCharsets.UTF_8);
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(probe);
            byte[] signature = signer.sign();
            signer.initVerify(certificate.getPublicKey());
            signer.update(probe);
            return signer.verify(signature);
        } catch (InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The private key cannot sign with " + algorithm
                    + ". Use a key of RSA, EC or EdDSA.", e);
        }
    }

    @Override
    public String toString() {
        return "certificate of " + chain.getFirst().getSubjectX500Principal();
    }
}

package dev.rollcall.client.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key with a certificate that it signed itself, made by the JDK's keytool.
 *
 * @param certificate in PEM form
 * @param key in PEM form
 */
record Pair(KeyStore store, Path certificate, Path key) {
    static final char[] PASSWORD = "changeit".toCharArray();

    /** For this machine's own address. */
    static Pair make(Path folder, String name, String algorithm)
            throws IOException, GeneralSecurityException, InterruptedException {
        return make(folder, name, algorithm, "dns:localhost,ip:127.0.0.1");
    }

    /**
     * For other names.
     *
     * @param algorithm such as {@code EC -groupname secp256r1}
     * @param names as keytool writes them
     */
    static Pair make(Path folder, String name, String algorithm, String names)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        List<String> command = Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-J-XX:TieredStopAtLevel=1", "-genkeypair",
                        "-alias",
                        "pair", "-dname", "CN=" + name, "-ext", "SAN=" + names, "-validity", "3650",
                        "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", "changeit", "-keyalg"),
                Stream.of(algorithm.split(" "))).collect(Collectors.toList());
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(output).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new Pair(store,
                pem(folder.resolve(name + "-certificate.pem"), "CERTIFICATE",
                        store.getCertificate("pair").getEncoded()),
                pem(folder.resolve(name + "-key.pem"), "PRIVATE KEY", store.getKey("pair", PASSWORD).getEncoded()));
    }

    static Path pem(Path file, String label, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }
}

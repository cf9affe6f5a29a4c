package dev.rollcall.directory.client;

import java.net.URI;

/**
 * Whose signed assertions show that a client is it (RFC 7523 section 2.2), so that it needs no secret: with Entra, workload
 * identity federation. All three texts are compared character by character.
 *
 * @param issuer the claim {@code iss}, such as {@code https://login.microsoftonline.com/{tenant}/v2.0}
 * @param audience the claim {@code aud}, such as {@code api://{application}}; Entra shows it with {@code /.default} behind it,
 *     which no assertion has, so it is left out
 * @param subject the claim {@code sub}
 * @param keySet where the issuer's public keys are
 */
public record Federation(String issuer, String audience, String subject, URI keySet) {
    private static final String DEFAULT_SCOPE = "/.default";

    public Federation {
        if (issuer.isBlank() || audience.isBlank() || subject.isBlank()) {
            throw new IllegalArgumentException("Issuer, audience and subject must not be blank.");
        }
        audience = audience.endsWith(DEFAULT_SCOPE)
                ? audience.substring(0, audience.length() - DEFAULT_SCOPE.length())
                : audience;
    }

    /** Whether nobody can change keys from there on their way: fetched by https, or from this machine. */
    public static boolean isSafe(URI keySet) {
        String host = String.valueOf(keySet.getHost());
        boolean loopback = host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost");
        return keySet.getHost() != null
                && keySet.getRawUserInfo() == null
                && ("https".equals(keySet.getScheme()) || "http".equals(keySet.getScheme()) && loopback);
    }
}

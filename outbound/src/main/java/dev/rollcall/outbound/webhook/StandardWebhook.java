package dev.rollcall.outbound.webhook;

import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.directory.stream.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs by Standard Webhooks 1.0.0 ({@code v1}, HMAC-SHA256 over id, time and body).
 *
 * <p>Guarantees: there is one signature for each secret, so that a receiver who knows any of them takes the message while one
 * secret replaces another; the time is that of this attempt, the id that of the event, the same with each attempt.
 */
final class StandardWebhook {
    private static final String ALGORITHM = "HmacSHA256";

    private StandardWebhook() {}

    /**
     * The three headers.
     *
     * @param secrets at least one
     * @param body as it is sent, byte for byte
     */
    static List<ScimHeader> headers(String id, Instant now, String body, List<SigningSecret> secrets) {
        String time = Long.toString(now.getEpochSecond());
        byte[] signed = (id + "." + time + "." + body).getBytes(StandardCharsets.UTF_8);
        String signatures = secrets.stream()
                .map(secret -> "v1," + signature(secret, signed))
                .collect(Collectors.joining(" "));
        return List.of(new ScimHeader("webhook-id", id), new ScimHeader("webhook-timestamp", time),
                new ScimHeader("webhook-signature", signatures));
    }

    private static String signature(SigningSecret secret, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            byte[] key = Base64.getDecoder().decode(secret.secret().substring(SigningSecret.PREFIX.length()));
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no " + ALGORITHM + ".", e);
        }
    }
}

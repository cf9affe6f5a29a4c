package dev.rollcall.outbound.alert;

import dev.rollcall.directory.stream.DestinationSettings;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SigningSecret;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.scim.json.ScimJson;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * When what a stream shows to its target is good no more, as far as it says so itself: a token that is a JSON Web Token, a client
 * certificate, the last signing secret.
 */
final class SecretExpiry {
    private static final int PARTS = 3;

    private SecretExpiry() {}

    /** What ends first, and when. */
    record End(String what, Instant at) {}

    static Optional<End> of(EventStream stream, TargetSecrets secrets) {
        return Stream.of(
                secrets.credential().flatMap(SecretExpiry::token).map(at -> new End("the target's token", at)),
                network(stream.destination())
                        .clientCertificate()
                        .flatMap(SecretExpiry::certificate)
                        .map(at -> new End("the client certificate", at)),
                lastSigning(secrets).map(at -> new End("the last signing secret", at)))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(End::at));
    }

    private static TargetNetwork network(DestinationSettings destination) {
        return switch (destination) {
            case ScimTarget target -> target.network();
            case WebhookTarget target -> target.network();
            case LogoutTarget target -> target.network();
        };
    }

    /** Empty when one of them has no end. */
    private static Optional<Instant> lastSigning(TargetSecrets secrets) {
        return secrets.signing().stream().anyMatch(secret -> secret.validUntil().isEmpty())
                ? Optional.empty()
                : secrets.signing()
                        .stream()
                        .map(SigningSecret::validUntil)
                        .flatMap(Optional::stream)
                        .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> token(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            JsonNode claims = ScimJson.tree(Base64.getUrlDecoder().decode(parts[1]));
            return claims.path("exp").isNumber()
                    ? Optional.of(Instant.ofEpochSecond(claims.path("exp").longValue()))
                    : Optional.empty();
        } catch (JacksonException | IllegalArgumentException noWebToken) {
            // A token may have any form; of another one nobody knows its end.
            return Optional.empty();
        }
    }

    private static Optional<Instant> certificate(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(certificate -> ((X509Certificate) certificate).getNotAfter().toInstant())
                    .min(Comparator.naturalOrder());
        } catch (CertificateException e) {
            // Whoever opens the stream's connections says what is wrong with it.
            return Optional.empty();
        }
    }
}

package dev.rollcall.directory.access;

import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.stream.SigningSecret;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.TargetSecretsJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes, seals and opens what streams' targets are shown. */
final class SealedSecrets {
    private static final int SECRET_BYTES = 32;

    private final SecretSeal seal;
    private final RandomGenerator secure;

    SealedSecrets(SecretSeal seal, RandomGenerator secure) {
        this.seal = seal;
        this.secure = secure;
    }

    /** The id of a new stream. */
    StreamId newId() {
        return StreamId.next(secure);
    }

    /** A new secret to sign with. */
    SigningSecret newSigning(Instant now) {
        byte[] bytes = new byte[SECRET_BYTES];
        secure.nextBytes(bytes);
        return new SigningSecret(SigningSecret.PREFIX + Base64.getEncoder().encodeToString(bytes), now,
                Optional.empty());
    }

    /** The text that the store keeps; empty for no secret. */
    Optional<String> sealed(StreamId id, TargetSecrets secrets) {
        return secrets.isEmpty()
                ? Optional.empty()
                : Optional.of(seal.seal(TargetSecretsJson.text(secrets), id.purpose()));
    }

    /** The secrets of a stream; empty when they were sealed under a key that is not here. */
    Optional<TargetSecrets> of(EventStream stream) {
        return stream.secrets().isEmpty()
                ? Optional.of(TargetSecrets.NONE)
                : seal.open(stream.secrets().get(), stream.id().purpose()).map(TargetSecretsJson::parse);
    }

    /**
     * Those that a stream has after another one to sign with was made.
     *
     * @throws dev.rollcall.directory.DirectoryException when too many would be in force
     */
    static TargetSecrets rotated(TargetSecrets had, SigningSecret made, Instant now, Duration overlap) {
        List<SigningSecret> signing = new ArrayList<>(List.of(made));
        if (!overlap.isZero()) {
            had.inForce(now).forEach(old -> signing.add(old.endingBy(now.plus(overlap))));
        }
        if (signing.size() > SigningSecret.MOST) {
            throw StreamRules.invalid("The stream has " + SigningSecret.MOST + " signing secrets in force already,"
                    + " which is the most. Wait until one ends, or rotate with an overlap of 0.");
        }
        return had.withSigning(signing);
    }
}

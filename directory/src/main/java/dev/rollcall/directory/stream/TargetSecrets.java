package dev.rollcall.directory.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a target is shown and nobody else may see. At rest it is sealed; its text shows nothing.
 *
 * @param credential a token, a password, a header's value or a client's secret, as the access has it
 * @param clientKey the key of the client certificate, in PEM
 * @param signing with which webhooks are signed, the newest first
 */
public record TargetSecrets(Optional<String> credential, Optional<String> clientKey, List<SigningSecret> signing) {
    /** No secret. */
    public static final TargetSecrets NONE = new TargetSecrets(Optional.empty(), Optional.empty(), List.of());

    public TargetSecrets {
        signing = List.copyOf(signing);
    }

    /** Those that webhooks are signed with at that moment. */
    public List<SigningSecret> inForce(Instant now) {
        return signing.stream().filter(one -> one.isValidAt(now)).toList();
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return credential.isEmpty() && clientKey.isEmpty() && signing.isEmpty();
    }

    /** The same with other ones to sign with. */
    public TargetSecrets withSigning(List<SigningSecret> other) {
        return new TargetSecrets(credential, clientKey, other);
    }

    @Override
    public String toString() {
        return "TargetSecrets[redacted]";
    }
}

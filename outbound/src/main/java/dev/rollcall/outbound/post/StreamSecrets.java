package dev.rollcall.outbound.post;

import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.TargetSecretsJson;
import dev.rollcall.outbound.delivery.UnusableStreamException;

/** Opens what a stream has sealed. */
public final class StreamSecrets {
    private StreamSecrets() {}

    /** The secrets of a stream. @throws UnusableStreamException when they do not open here */
    public static TargetSecrets of(EventStream stream, SecretSeal seal) {
        return stream.secrets()
                .map(sealed -> seal.open(sealed, stream.id().purpose())
                        .map(TargetSecretsJson::parse)
                        .orElseThrow(() -> new UnusableStreamException("The secrets of the stream were sealed under"
                                + " another key file than the one that is here. Bring that one back, or set the secrets"
                                + " anew.")))
                .orElse(TargetSecrets.NONE);
    }
}

package dev.rollcall.directory.stream;

import java.net.URI;
import java.util.Optional;

/**
 * How a target is reached. A client certificate's key is among the stream's secrets.
 *
 * @param proxy through which; empty for the direct way
 * @param authorities certificates in PEM form that are trusted beside the usual ones
 * @param clientCertificate a certificate in PEM form that is shown to the target
 */
public record TargetNetwork(Optional<URI> proxy, Optional<String> authorities, Optional<String> clientCertificate) {
    /** The direct way, with the usual trust. */
    public static final TargetNetwork DIRECT = new TargetNetwork(Optional.empty(), Optional.empty(), Optional.empty());
}

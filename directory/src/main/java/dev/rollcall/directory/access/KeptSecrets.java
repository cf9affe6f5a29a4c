package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.stream.DestinationSettings;
import dev.rollcall.directory.stream.LogoutTarget;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.directory.stream.WebhookTarget;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which secrets a stream has after it was written: those that were sent, and those that it had where they were not.
 *
 * <p>Guarantees: a secret is kept only for the same access at the same hosts, reached by the same proxy with the same trust, so that
 * nobody who may change a stream and does not know its secret can have it sent elsewhere. What needs a secret and has none is
 * refused by a sentence that names its field.
 */
final class KeptSecrets {
    private KeptSecrets() {}

    /**
     * The secrets of a destination.
     *
     * @param before the destination that it takes the place of; empty for a new stream
     * @param had what the stream had; empty for a new stream, or when they cannot be opened any more
     */
    static TargetSecrets of(
            DestinationSettings settings, TargetSecrets sent, Optional<DestinationSettings> before,
            Optional<TargetSecrets> had) {
        TargetAccess access = access(settings);
        boolean same = before.filter(old -> access(old).equals(access)
                && hosts(old).equals(hosts(settings))
                && network(old).proxy().equals(network(settings).proxy())
                && network(old).authorities().equals(network(settings).authorities())).isPresent();
        Optional<String> credential = needsSecret(access)
                ? sent.credential().or(() -> had.filter(secrets -> same).flatMap(TargetSecrets::credential))
                : Optional.empty();
        if (needsSecret(access) && credential.isEmpty()) {
            throw missing(secretName(access), before.isPresent()
                    ? "The one that the stream has is kept only for the same access at the same host, by the same proxy and with the "
                            + "same ca_certificate."
                    : "Without it nothing could be sent.");
        }
        Optional<String> certificate = network(settings).clientCertificate();
        Optional<String> key = certificate.flatMap(shown -> sent.clientKey()
                .or(() -> had.filter(secrets -> before.map(KeptSecrets::network)
                        .flatMap(TargetNetwork::clientCertificate)
                        .equals(certificate)).flatMap(TargetSecrets::clientKey)));
        if (certificate.isPresent() && key.isEmpty()) {
            throw missing("client_key", "It is the private key of client_certificate.");
        }
        return new TargetSecrets(credential, key, had.map(TargetSecrets::signing).orElse(List.of()));
    }

    private static DirectoryException missing(String field, String why) {
        return new DirectoryException(Kind.INVALID, "The field " + field + " is missing in destination.configuration. "
                + why + " Send it as a text.");
    }

    /** How it is shown there who calls. */
    static TargetAccess access(DestinationSettings settings) {
        return switch (settings) {
            case ScimTarget scim -> scim.access();
            case WebhookTarget webhook -> webhook.access();
            case LogoutTarget _ -> new TargetAccess.None();
        };
    }

    static TargetNetwork network(DestinationSettings settings) {
        return switch (settings) {
            case ScimTarget scim -> scim.network();
            case WebhookTarget webhook -> webhook.network();
            case LogoutTarget logout -> logout.network();
        };
    }

    /** The addresses to which something is sent. */
    static List<URI> addresses(DestinationSettings settings) {
        List<URI> addresses = new ArrayList<>();
        addresses.add(switch (settings) {
            case ScimTarget scim -> scim.baseUrl();
            case WebhookTarget webhook -> webhook.endpoint();
            case LogoutTarget logout -> logout.endpoint();
        });
        if (access(settings) instanceof TargetAccess.ClientCredentials oauth) {
            addresses.add(oauth.tokenUrl());
        }
        return addresses;
    }

    /** Scheme, host and port of each. */
    private static List<String> hosts(DestinationSettings settings) {
        return addresses(settings).stream()
                .map(address -> (address.getScheme() + "://" + address.getHost() + ":" + address.getPort())
                        .toLowerCase(Locale.ROOT))
                .toList();
    }

    private static boolean needsSecret(TargetAccess access) {
        return switch (access) {
            case TargetAccess.None _ -> false;
            case TargetAccess.Bearer _,TargetAccess.Basic _,TargetAccess.Header _ -> true;
            case TargetAccess.ClientCredentials oauth -> !oauth.ownKey();
        };
    }

    private static String secretName(TargetAccess access) {
        return switch (access) {
            case TargetAccess.None _,TargetAccess.Bearer _ -> "token";
            case TargetAccess.Basic _ -> "password";
            case TargetAccess.Header _ -> "header_value";
            case TargetAccess.ClientCredentials _ -> "client_secret";
        };
    }
}
